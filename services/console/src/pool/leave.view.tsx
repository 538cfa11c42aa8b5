import type { Instant, LondonDate } from '@oh/kernel'
import { Details } from '../layout/messages.view.tsx'
import { countInWords, dayInWords, momentInWords } from '../layout/words.ts'
import { CancelLeave } from './job-plans.view.tsx'

export interface LeaveRow {
  readonly id: string
  readonly fromOn: LondonDate
  readonly backOn: LondonDate
  readonly specialist: { readonly id: string; readonly fullName: string }
  readonly cases: readonly {
    readonly pseudonym: string
    readonly outcomeTitle: string
    readonly reasons: readonly string[]
    readonly seenAt: Instant | null
  }[]
}

/** Leave ahead with what became of each case. Why somebody is away stands nowhere. */
export function LeaveList({ rows, formKey }: { readonly rows: readonly LeaveRow[]; readonly formKey: () => string }) {
  if (rows.length === 0) return <p>Nobody is away, and no leave is entered.</p>
  return (
    <ul class="oh-board">
      {rows.map(({ id, specialist, fromOn, backOn, cases }) => (
        <li class="oh-panel oh-board__row">
          <h2 class="nhsuk-heading-s oh-board__name">
            <a href={`/pool/job-plans/${specialist.id}`}>{specialist.fullName}</a>
          </h2>
          <p class="oh-board__facts">{`From ${dayInWords(fromOn)}, back on ${dayInWords(backOn)}`}</p>
          {cases.length === 0 ? (
            <p class="oh-quiet">Nobody had to move.</p>
          ) : (
            <Details summary={`What became of ${countInWords(cases.length, 'case')}`}>
              <dl class="oh-candidates">
                {cases.map(({ pseudonym, outcomeTitle, reasons, seenAt }) => (
                  <div class="oh-candidates__item">
                    <dt>{`${pseudonym}: ${outcomeTitle}`}</dt>
                    {seenAt ? <dd>{`Seen on ${momentInWords(seenAt)}.`}</dd> : null}
                    {reasons.map((sentence) => (
                      <dd>{sentence}.</dd>
                    ))}
                  </div>
                ))}
              </dl>
            </Details>
          )}
          <CancelLeave id={id} at="/pool/leave" formKey={formKey()} what={`${specialist.fullName}, from ${dayInWords(fromOn)}`} />
        </li>
      ))}
    </ul>
  )
}
