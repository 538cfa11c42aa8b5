import { addMilliseconds, type Instant, type LondonDate } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Details } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, timeInWords, weekdayInWords } from '../layout/words.ts'
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

const HOUR_MS = 3_600_000

/** The sessions of each day, with the hours free in them. Nobody who is booked is named. */
export function Rota({ rows, ...rest }: RotaProps) {
  if (rows.length === 0) return <p>There are no sessions in this week.</p>
  const days = [...new Set(rows.map(({ on }) => on))]
  return (
    <>
      {days.map((day) => (
        <Table
          id={`day-${day}`}
          caption={weekdayInWords(day)}
          captionSize="m"
          columns={[
            { key: 'specialist', text: 'Specialist' },
            { key: 'at', text: 'When' },
            { key: 'where', text: 'Where' },
            { key: 'free', text: 'Free' },
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
    `${timeInWords(startsAt)} to ${timeInWords(addMilliseconds(startsAt, hours * HOUR_MS))}`,
    placeInWords(row),
    cancelledTitle ? '–' : `${hoursFree} of ${countInWords(hours, 'hour')}`,
    cancelledTitle ?? (
      // opened first: one touch on a small screen must not take the session from whoever is booked in it
      <Details summary="Cancel">
        <Form action="/pool/rota">
          <p>{hoursFree < hours ? 'Whoever is booked in it is planned anew at once.' : 'Nobody is booked in it.'}</p>
          <HiddenFields fields={{ [KEY_FIELD]: formKey(), session: id, from, skill }} />
          <Button variant="secondary" small>
            Cancel this session
            <span class="nhsuk-u-visually-hidden">{` of ${specialist.fullName} on ${weekdayInWords(row.on)}`}</span>
          </Button>
        </Form>
      </Details>
    ),
  ]
}
