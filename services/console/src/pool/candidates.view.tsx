/** What was found about one specialist, in words. */
export interface Candidate {
  readonly specialist: { readonly id: string; readonly fullName: string }
  /** placed, eligible-not-chosen or excluded. */
  readonly standing: string
  readonly standingTitle: string
  readonly reasons: readonly { readonly word: string; readonly sentence: string }[]
}

const ORDER = ['placed', 'eligible-not-chosen', 'excluded']

/** Everyone considered, and why, or why not: whoever is asked first, then who could be, then the others by name. */
export function Candidates({ candidates }: { readonly candidates: readonly Candidate[] }) {
  return (
    <dl class="oh-candidates">
      {inOrder(candidates).map(({ specialist, standingTitle, reasons }) => (
        <div class="oh-candidates__item">
          <dt>
            {specialist.fullName}: {standingTitle.charAt(0).toLowerCase() + standingTitle.slice(1)}
          </dt>
          {reasons.map(({ sentence }) => (
            <dd>{sentence}.</dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

const inOrder = (candidates: readonly Candidate[]): readonly Candidate[] =>
  [...candidates].sort(
    (one, other) =>
      ORDER.indexOf(one.standing) - ORDER.indexOf(other.standing) ||
      one.specialist.fullName.localeCompare(other.specialist.fullName, 'en-GB'),
  )
