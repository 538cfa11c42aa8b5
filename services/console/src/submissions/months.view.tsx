import type { Instant } from '@oh/kernel'
import type { Child } from 'hono/jsx'
import { Details } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { momentInWords } from '../layout/words.ts'
import { monthInWords } from './month-words.ts'
import { MonthStateTag } from './state-tag.view.tsx'

export interface SentShown {
  readonly restatement: number
  readonly signedOffAt: Instant
  readonly signedOffByName: string
  readonly state: string
  readonly stateTitle: string
  readonly reasons: readonly { readonly sentence: string }[]
  readonly publication: number | null
  readonly publishedAt: Instant | null
  /** The year at whose refresh they count, and the publication that they came after; nothing from a service that does not say so yet. */
  readonly waitsFor: string | null
  readonly waitsBehind: number | null
  readonly waitsSince: Instant | null
}

export interface ListedMonth {
  readonly month: string
  readonly employer: string
  readonly employerName: string
  readonly state: string
  readonly stateTitle: string
  readonly sent: readonly SentShown[]
}

/** Where a month of an employer is looked at. */
export const monthPath = ({ month, employer }: Pick<ListedMonth, 'month' | 'employer'>): string =>
  `/months/${month}?employer=${encodeURIComponent(employer)}`

/** The closed months of the service, the newest first; with several employers each has a row of its own. */
export function Months({ rows }: { readonly rows: readonly ListedMonth[] }) {
  if (rows.length === 0)
    return <p>No month has been over yet since this service began. The first one stands here the day after its last.</p>
  const several = new Set(rows.map(({ employer }) => employer)).size > 1
  const { current, never } = sorted(rows)
  const columns = [
    { key: 'month', text: 'Month' },
    ...(several ? [{ key: 'employer', text: 'Employer' }] : []),
    { key: 'state', text: 'Status' },
    { key: 'what', text: 'What happened' },
  ]
  return (
    <>
      <Table
        id="months"
        caption="Closed months, the newest first"
        captionSize="m"
        small="stack"
        columns={columns}
        rows={current.map((row) => [
          <MonthLink row={row} several={several} />,
          ...(several ? [row.employerName] : []),
          <MonthStateTag state={row.state} title={row.stateTitle} />,
          whatHappened(row),
        ])}
      />
      {never.length === 0 ? null : (
        <Details summary="Earlier months, before the first that was sent from here">
          <p>
            One that has been published without your figures takes them at the refresh of its year, as long as that year can still
            be refreshed. It says so when you sign it off.
          </p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {never.map((row) => (
              <li>
                <MonthLink row={row} several={several} />
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  )
}

function MonthLink({ row, several }: { readonly row: ListedMonth; readonly several: boolean }) {
  return (
    <a href={monthPath(row)}>
      {monthInWords(row.month)}
      {several ? <span class="nhsuk-u-visually-hidden">, {row.employerName}</span> : null}
    </a>
  )
}

/** The newest month and all since the first that was sent call for a look; what lies before was never this service's to send. */
function sorted(rows: readonly ListedMonth[]): {
  readonly current: readonly ListedMonth[]
  readonly never: readonly ListedMonth[]
} {
  const newest = rows[0]?.month ?? ''
  const first = rows.findLast(({ sent }) => sent.length > 0)?.month ?? newest
  return { current: rows.filter(({ month }) => month >= first), never: rows.filter(({ month }) => month < first) }
}

function whatHappened({ state, sent }: ListedMonth): Child {
  const [latest] = sent
  if (!latest) return 'Look at the figures and sign them off.'
  const published = sent.find(({ publication }) => publication !== null)
  if (latest.publication !== null) return publishedAs(latest)
  if (latest.waitsFor !== null) return waitsInWords(latest)
  if (published && state === 'published') return publishedAs(published)
  const by = `${latest.signedOffByName} signed off on ${momentInWords(latest.signedOffAt)}.`
  if (state === 'refused') return `${by} ${latest.reasons.map(({ sentence }) => sentence).join(' ')}`
  return state === 'sent' ? `${by} The national figures have not answered yet.` : by
}

/** In which publication figures stand, and whether a refresh has counted them. */
function publishedAs({ publication, waitsFor }: SentShown): string {
  return waitsFor === null ? `In publication ${publication}.` : `Correction counted in publication ${publication}.`
}

/** What becomes of figures that came after their month was published. */
export function waitsInWords({ waitsFor, waitsBehind, waitsSince }: SentShown): string {
  const when = waitsSince === null ? '' : ` on ${momentInWords(waitsSince)}`
  const as = waitsBehind === null ? '' : `, in publication ${waitsBehind}`
  return `This month was published${when}${as}. Your correction counts when ${waitsFor} is refreshed.`
}
