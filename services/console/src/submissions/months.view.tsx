import type { Instant } from '@oh/kernel'
import type { Child } from 'hono/jsx'
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
  const columns = [
    { key: 'month', text: 'Month' },
    ...(several ? [{ key: 'employer', text: 'Employer' }] : []),
    { key: 'state', text: 'Status' },
    { key: 'what', text: 'What happened' },
  ]
  return (
    <Table
      id="months"
      caption="Closed months, the newest first"
      captionSize="m"
      small="stack"
      columns={columns}
      rows={rows.map((row) => [
        <a href={monthPath(row)}>
          {monthInWords(row.month)}
          {several ? <span class="nhsuk-u-visually-hidden">, {row.employerName}</span> : null}
        </a>,
        ...(several ? [row.employerName] : []),
        <MonthStateTag state={row.state} title={row.stateTitle} />,
        whatHappened(row),
      ])}
    />
  )
}

function whatHappened({ state, sent }: ListedMonth): Child {
  const [latest] = sent
  if (!latest) return 'Look at the figures and sign them off.'
  const published = sent.find(({ publication }) => publication !== null)
  if (published) return `In publication ${published.publication}.`
  const by = `${latest.signedOffByName} signed off on ${momentInWords(latest.signedOffAt)}.`
  if (state === 'refused') return `${by} ${latest.reasons.map(({ sentence }) => sentence).join(' ')}`
  return state === 'sent' ? `${by} The national figures have not answered yet.` : by
}
