import type { LondonDate } from '@oh/kernel'
import { Details } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { type DueDate, isOpen } from './due.ts'
import { DueWords } from './state-tag.view.tsx'

/** A clock of a case as its page explains it. */
export interface ClockShown extends DueDate {
  readonly why: string
  readonly source: string
  readonly metOn: LondonDate | null
}

/** Every clock of the case that has started, the soonest due first, and where its length comes from. */
export function Deadlines({ deadlines }: { readonly deadlines: readonly ClockShown[] }) {
  if (deadlines.length === 0) return null
  const inOrder = deadlines.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn))
  return (
    <section aria-labelledby="deadlines">
      <h2 class="nhsuk-heading-m" id="deadlines">
        Deadlines
      </h2>
      <Table
        id="deadlines"
        caption={<span class="nhsuk-u-visually-hidden">Deadlines of this case</span>}
        small="stack"
        columns={[
          { key: 'what', text: 'What' },
          { key: 'due', text: 'Due' },
          { key: 'standing', text: 'How it stands' },
        ]}
        rows={inOrder.map((clock) => [clock.title, dayInWords(clock.dueOn), <Standing clock={clock} />])}
      />
      <Details summary="How these dates are counted">
        <p>Days are working days, without weekends and the bank holidays of England.</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          {inOrder.map(({ title, why, source }) => (
            <li>
              <strong>{title}</strong>: {why} Source: {source}.
            </li>
          ))}
        </ul>
      </Details>
    </section>
  )
}

function Standing({ clock }: { clock: ClockShown }) {
  if (isOpen(clock)) return <DueWords due={clock} />
  const on = clock.metOn === null ? '' : ` on ${dayInWords(clock.metOn)}`
  return (
    <>
      {clock.standing === 'met-late' ? 'Done late' : 'Done'}
      {on}
    </>
  )
}
