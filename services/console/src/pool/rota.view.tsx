import type { Instant, LondonDate } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { dayInWords, timeInWords } from '../layout/words.ts'
import { KEY_FIELD } from '../sent-form.ts'
import { placeInWords } from './time-words.ts'

export interface RotaRow {
  readonly id: string
  readonly on: LondonDate
  readonly startsAt: Instant
  readonly hours: number
  readonly hoursFree: number
  readonly siteName: string | null
  readonly virtual: boolean
  readonly cancelledTitle: string | null
  readonly specialist: { readonly id: string; readonly fullName: string }
}

interface RotaProps {
  readonly rows: readonly RotaRow[]
  readonly formKey: () => string
  readonly from: LondonDate
  readonly skill: string
}

/** The sessions of each day, with the hours free in them. Nobody who is booked is named. */
export function Rota({ rows, ...rest }: RotaProps) {
  if (rows.length === 0) return <p>There are no sessions in this week.</p>
  const days = [...new Set(rows.map(({ on }) => on))]
  return (
    <>
      {days.map((day) => (
        <Table
          id={`day-${day}`}
          caption={dayInWords(day)}
          captionSize="m"
          columns={[
            { key: 'specialist', text: 'Specialist' },
            { key: 'at', text: 'Begins' },
            { key: 'where', text: 'Where' },
            { key: 'hours', text: 'Hours', numeric: true },
            { key: 'free', text: 'Free', numeric: true },
            { key: 'act', text: 'Change' },
          ]}
          rows={rows.filter(({ on }) => on === day).map((row) => cellsOf(row, rest))}
          small="stack"
        />
      ))}
    </>
  )
}

function cellsOf(row: RotaRow, { formKey, from, skill }: Omit<RotaProps, 'rows'>) {
  const { id, startsAt, hours, hoursFree, cancelledTitle, specialist } = row
  return [
    <a href={`/pool/job-plans/${specialist.id}`}>{specialist.fullName}</a>,
    timeInWords(startsAt),
    placeInWords(row),
    hours,
    cancelledTitle ? '–' : hoursFree,
    cancelledTitle ?? (
      <Form action="/pool/rota">
        <HiddenFields fields={{ [KEY_FIELD]: formKey(), session: id, from, skill }} />
        <Button variant="secondary" small>
          Cancel
          <span class="nhsuk-u-visually-hidden">{` the session of ${specialist.fullName} on ${dayInWords(row.on)}`}</span>
        </Button>
      </Form>
    ),
  ]
}
