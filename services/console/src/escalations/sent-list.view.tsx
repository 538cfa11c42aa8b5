import type { Instant, LondonDate } from '@oh/kernel'
import { Tag } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { type Column, Table } from '../layout/table.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { countInWords, dayInWords } from '../layout/words.ts'
import { SENT_COLOURS } from './sent-words.ts'

export interface SentRow {
  readonly id: string
  readonly caseReference: string
  readonly workerName: string | null
  readonly state: string
  readonly stateTitle: string
  readonly urgency: string
  readonly urgencyTitle: string
  readonly sentAt: Instant
  readonly acceptBy: LondonDate
  readonly dueOn: LondonDate
  readonly acceptedName: string | null
  readonly acceptedAt: Instant | null
  readonly waitingDays: number
  readonly isLate: boolean
}

const COLUMNS: readonly Column[] = [
  { key: 'worker', text: 'Worker' },
  { key: 'urgency', text: 'How soon' },
  { key: 'state', text: 'Where it is' },
  { key: 'due', text: 'Due' },
  { key: 'waiting', text: 'Waiting' },
]

/** What this service has sent up, newest first: who has it, by when, and how long it has waited. */
export function SentList({
  rows,
  poolName,
  next,
}: {
  readonly rows: readonly SentRow[]
  readonly poolName: string
  readonly next: string | undefined
}) {
  if (rows.length === 0) return <p>Nothing has been sent to the specialists yet. A case is sent from its own page.</p>
  return (
    <>
      <p>{`This service sends to the specialist pool of ${poolName}.`}</p>
      <div class="oh-panel">
        <Table
          id="sent"
          caption="Sent to the specialists, the newest first. Days are working days."
          captionSize="s"
          columns={COLUMNS}
          rows={rows.map(cells)}
          small="stack"
        />
      </div>
      <Pagination next={next === undefined ? undefined : { href: `/escalations?after=${next}`, text: 'Older' }} />
    </>
  )
}

function cells(row: SentRow) {
  return [
    <>
      <a href={`/escalations/${row.id}`}>{row.workerName ?? 'A worker'}</a>
      <br />
      <span class="oh-quiet oh-nowrap">{row.caseReference}</span>
    </>,
    <Urgency word={row.urgency} title={row.urgencyTitle} />,
    <Whereabouts {...row} />,
    <Due {...row} />,
    <Waiting {...row} />,
  ]
}

function Whereabouts({ state, stateTitle, acceptedName }: SentRow) {
  return (
    <>
      <Tag colour={SENT_COLOURS[state]}>{stateTitle}</Tag>
      {acceptedName ? (
        <>
          <br />
          {acceptedName}
        </>
      ) : null}
    </>
  )
}

const OVER = ['answered', 'withdrawn']

function Due({ state, acceptBy, dueOn, acceptedAt, isLate }: SentRow) {
  if (OVER.includes(state)) return <span class="oh-quiet">{dayInWords(dueOn)}</span>
  const next = acceptedAt ? `Answer by ${dayInWords(dueOn)}` : `Accept by ${dayInWords(acceptBy)}`
  return (
    <>
      {next}
      {isLate ? (
        <>
          <br />
          <span class="oh-overdue">Late</span>
        </>
      ) : null}
    </>
  )
}

function Waiting({ state, waitingDays }: SentRow) {
  if (state === 'answered') return <>Answered after {countInWords(waitingDays, 'day')}</>
  if (state === 'withdrawn') return <span class="oh-quiet">Over</span>
  return <>{waitingDays === 0 ? 'Since today' : countInWords(waitingDays, 'day')}</>
}
