import type { LondonDate } from '@oh/kernel'
import { ButtonLink } from '../layout/button.view.tsx'
import { Card } from '../layout/lists.view.tsx'
import { InsetText, Tag } from '../layout/messages.view.tsx'
import { Pagination, SectionNavigation } from '../layout/navigation.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, dayInWords } from '../layout/words.ts'
import { type DueDate, nextDue } from './due.ts'
import { FindBox } from './find-case.view.tsx'
import { CaseStateTag, DueWords } from './state-tag.view.tsx'

export const SHOWN = ['open', 'late', 'answered', 'mine'] as const
export type Shown = (typeof SHOWN)[number]

const VIEWS: Readonly<Record<Shown, { readonly text: string; readonly caption: string; readonly empty: string }>> = {
  open: {
    text: 'All open cases',
    caption: 'Open cases: what waits for you first, then the soonest due',
    empty: 'There are no open cases.',
  },
  late: {
    text: 'Late',
    caption: 'Cases past a due date: what waits for you first, then the longest late',
    empty: 'Nothing is late.',
  },
  answered: {
    text: 'Opinion received',
    caption: 'Cases a specialist has answered, for you to read and act',
    empty: 'No specialist opinion is waiting for you to act on it.',
  },
  mine: {
    text: 'My cases',
    caption: 'Open cases whose referral you accepted: what waits for you first, then the soonest due',
    empty: 'You have no open cases. A case is yours when you accept its referral.',
  },
}

export interface WorklistRow {
  readonly id: string
  readonly reference: string
  readonly state: string
  readonly stateTitle: string
  readonly worker: { readonly fullName: string }
  readonly assignment: { readonly jobTitle: string; readonly department: string }
  readonly referral: { readonly reasonTitle: string | null }
  readonly deadlines: readonly DueDate[]
  /** What the team itself has to do, such as acting on an opinion. */
  readonly openTasks: readonly { readonly id: string; readonly title: string }[]
  /** Needs a specialist by the rules, or is or was with one. */
  readonly isComplex: boolean
}

export interface WaitingReferral {
  readonly id: string
  readonly worker: { readonly fullName: string }
  readonly reasonTitle: string | null
  readonly receivedOn: LondonDate
}

export interface WorklistProps {
  readonly trustName: string
  readonly show: Shown
  readonly rows: readonly WorklistRow[]
  /** Cursor of the page after this one. */
  readonly next: string | undefined
  readonly isFirstPage: boolean
  readonly referrals: { readonly rows: readonly WaitingReferral[]; readonly more: boolean }
}

/** The team's open cases, what falls due first on top, and the referrals nobody has looked at yet. */
export function worklist(props: WorklistProps): PageContent {
  const { trustName, show, rows, next, isFirstPage } = props
  return {
    title: show === 'open' ? 'Worklist' : `Worklist: ${VIEWS[show].text}`,
    section: '/worklist',
    wide: true,
    body: (
      <>
        <Heading caption={trustName}>Worklist</Heading>
        <Waiting {...props.referrals} />
        <FindBox />
        <SectionNavigation
          label="Which cases"
          items={SHOWN.map((each) => ({ href: addressOf(each), text: VIEWS[each].text }))}
          current={addressOf(show)}
        />
        {rows.length === 0 ? <Empty show={show} isFirstPage={isFirstPage} /> : <Cases show={show} rows={rows} />}
        {isFirstPage || rows.length === 0 ? null : (
          <p>
            <a href={addressOf(show)}>Back to the first cases</a>
          </p>
        )}
        <Pagination
          next={
            next === undefined ? undefined : { href: `${addressOf(show)}&after=${encodeURIComponent(next)}`, text: 'More cases' }
          }
        />
      </>
    ),
  }
}

function addressOf(show: Shown): string {
  return `/worklist?show=${show}`
}

function Waiting({ rows, more }: WorklistProps['referrals']) {
  if (rows.length === 0) return null
  const count = more ? `More than ${rows.length} referrals` : countInWords(rows.length, 'referral')
  const one = !more && rows.length === 1
  return (
    <Card heading={`${count} ${one ? 'waits' : 'wait'} for triage`} size="s">
      <ul class="nhsuk-list">
        {rows.slice(0, 3).map(({ id, worker, reasonTitle, receivedOn }) => (
          <li>
            <a href={`/referrals/${id}`}>{worker.fullName}</a>
            <span class="oh-quiet">
              {' '}
              {reasonTitle ?? 'Referral'}, received {dayInWords(receivedOn)}
            </span>
          </li>
        ))}
      </ul>
      <ButtonLink href="/referrals" variant="secondary" small>
        See all referrals
      </ButtonLink>
    </Card>
  )
}

function Empty({ show, isFirstPage }: { show: Shown; isFirstPage: boolean }) {
  return (
    <InsetText>
      <p>{isFirstPage ? VIEWS[show].empty : 'There are no more cases.'}</p>
      {isFirstPage && show !== 'mine' ? null : (
        <p>
          <a href={isFirstPage ? addressOf('open') : addressOf(show)}>
            {isFirstPage ? 'See all open cases' : 'Back to the first cases'}
          </a>
        </p>
      )}
    </InsetText>
  )
}

const COLUMNS = [
  { key: 'worker', text: 'Worker' },
  { key: 'reason', text: 'Reason' },
  { key: 'due', text: 'Due' },
  { key: 'state', text: 'Status' },
]

function Cases({ show, rows }: { show: Shown; rows: readonly WorklistRow[] }) {
  return (
    <div class="oh-panel">
      <Table
        id="cases"
        caption={VIEWS[show].caption}
        captionSize="m"
        small="stack"
        columns={COLUMNS}
        rows={rows.map((row) => [
          <WorkerCell row={row} />,
          <ReasonCell row={row} />,
          <DueCell row={row} />,
          <CaseStateTag state={row.state} title={row.stateTitle} />,
        ])}
      />
    </div>
  )
}

function WorkerCell({ row: { id, reference, worker, assignment } }: { row: WorklistRow }) {
  return (
    <>
      <a href={`/cases/${id}`}>{worker.fullName}</a>
      <span class="oh-quiet">
        <br />
        {assignment.jobTitle}, {assignment.department}
        <br />
        <span class="nhsuk-u-visually-hidden">Case </span>
        <span class="oh-nowrap">{reference}</span>
      </span>
    </>
  )
}

function ReasonCell({ row: { referral, isComplex } }: { row: WorklistRow }) {
  return (
    <>
      {referral.reasonTitle ?? 'Referral'}
      {isComplex ? (
        <>
          <br />
          <Tag colour="yellow">Complex</Tag>
        </>
      ) : null}
    </>
  )
}

function DueCell({ row: { openTasks, deadlines } }: { row: WorklistRow }) {
  const due = nextDue(deadlines)
  if (!due && openTasks.length === 0) return <span class="oh-quiet">Nothing due</span>
  return (
    <>
      {openTasks.map(({ title }) => (
        <strong class="oh-task">{title}</strong>
      ))}
      {due ? (
        <>
          {due.title}: <DueWords due={due} />
          <br />
          <span class="oh-quiet">{dayInWords(due.dueOn)}</span>
        </>
      ) : null}
    </>
  )
}
