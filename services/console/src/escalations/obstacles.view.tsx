import type { Child } from 'hono/jsx'
import type { Reason } from './draft-problems.ts'

/** Reasons that are put right at the gate page. */
export const AT_THE_GATE = [
  'gate-missing',
  'consent-withdrawn',
  'gate-not-yet-valid',
  'gate-expired',
  'same-team-does-not-leave-the-service',
  'consent-does-not-cover-the-pool',
  'law-not-named',
  'public-interest-without-senior-discussion',
  'public-interest-without-rationale',
  'public-interest-worker-not-informed',
]

export const obstacleId = ({ word }: Pick<Reason, 'word'>) => `obstacle-${word}`

/** What stands in the way and no field can put right: each reason in words, and what to do about it. */
export function Obstacles({ caseId, obstacles }: { readonly caseId: string; readonly obstacles: readonly Reason[] }) {
  if (obstacles.length === 0) return null
  return (
    <section class="oh-panel" aria-labelledby="obstacles">
      <h2 class="nhsuk-heading-m" id="obstacles">
        What stands in the way
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {obstacles.map((reason) => (
          <li id={obstacleId(reason)} tabindex={-1}>
            {reason.sentence}
          </li>
        ))}
      </ul>
      <Remedy caseId={caseId} words={obstacles.map(({ word }) => word)} />
    </section>
  )
}

/** The links open beside the form, so that nothing typed is lost. */
function Remedy({ caseId, words }: { caseId: string; words: readonly string[] }): Child {
  if (words.some((word) => AT_THE_GATE.includes(word)))
    return (
      <p>
        <a href={`/cases/${caseId}/gate`} target="_blank" rel="noopener">
          Record consent, or another lawful reason to share (opens in a new tab)
        </a>
        . Then come back here and check again.
      </p>
    )
  if (words.includes('opinion-not-acted-on'))
    return (
      <p>
        <a href={`/cases/${caseId}/opinion`} target="_blank" rel="noopener">
          Read the opinion (opens in a new tab)
        </a>
      </p>
    )
  return (
    <p>
      <a href={`/cases/${caseId}`}>Back to the case</a>
    </p>
  )
}
