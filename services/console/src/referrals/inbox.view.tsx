import type { LondonDate } from '@oh/kernel'
import { ButtonLink } from '../layout/button.view.tsx'
import { InsetText, NotificationBanner, Tag } from '../layout/messages.view.tsx'
import { Pagination, SectionNavigation } from '../layout/navigation.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { dayInWords } from '../layout/words.ts'

export const STATES = ['received', 'accepted', 'sent-back'] as const
type State = (typeof STATES)[number]

const VIEWS: Readonly<Record<State, { readonly text: string; readonly caption: string; readonly empty: string }>> = {
  received: {
    text: 'To triage',
    caption: 'Referrals to triage, the longest waiting first',
    empty: 'No referral waits for triage.',
  },
  accepted: { text: 'Accepted', caption: 'Accepted referrals', empty: 'No referral has been accepted yet.' },
  'sent-back': { text: 'Sent back', caption: 'Referrals sent back', empty: 'No referral has been sent back.' },
}

export interface InboxRow {
  readonly id: string
  readonly sourceTitle: string
  readonly reasonTitle: string | null
  readonly referredByName: string
  readonly receivedOn: LondonDate
  readonly workerTold: boolean
  readonly worker: { readonly fullName: string }
  readonly assignment: { readonly jobTitle: string; readonly department: string }
  readonly case: { readonly id: string; readonly reference: string } | null
}

interface InboxProps {
  readonly trustName: string
  readonly state: State
  readonly rows: readonly InboxRow[]
  readonly next: string | undefined
  readonly isFirstPage: boolean
  readonly notice: string | undefined
}

/** What has come in to the service, by what became of it. */
export function inbox({ trustName, state, rows, next, isFirstPage, notice }: InboxProps): PageContent {
  const here = addressOf(state)
  return {
    title: state === 'received' ? 'Referrals' : `Referrals: ${VIEWS[state].text}`,
    section: '/referrals',
    wide: true,
    body: (
      <>
        {notice === 'referral-sent-back' ? <NotificationBanner success text="The referral is sent back to the referrer" /> : null}
        <Heading caption={trustName}>Referrals</Heading>
        <ButtonLink href="/referrals/new" variant="secondary">
          New referral
        </ButtonLink>
        <SectionNavigation
          label="Which referrals"
          items={STATES.map((each) => ({ href: addressOf(each), text: VIEWS[each].text }))}
          current={here}
        />
        {rows.length === 0 ? (
          <InsetText>
            <p>{isFirstPage ? VIEWS[state].empty : 'There are no more referrals.'}</p>
          </InsetText>
        ) : (
          <div class="oh-panel">
            <Table
              id="referrals"
              caption={VIEWS[state].caption}
              captionSize="m"
              small="stack"
              columns={COLUMNS}
              rows={rows.map(cellsOf)}
            />
          </div>
        )}
        {isFirstPage ? null : (
          <p>
            <a href={here}>Back to the first referrals</a>
          </p>
        )}
        <Pagination
          next={next === undefined ? undefined : { href: `${here}&after=${encodeURIComponent(next)}`, text: 'More referrals' }}
        />
      </>
    ),
  }
}

function addressOf(state: State): string {
  return `/referrals?state=${state}`
}

const COLUMNS = [
  { key: 'worker', text: 'Worker' },
  { key: 'reason', text: 'Reason' },
  { key: 'from', text: 'Referred by' },
  { key: 'received', text: 'Received' },
]

function cellsOf(row: InboxRow) {
  const { id, worker, assignment, reasonTitle, referredByName, sourceTitle, receivedOn, workerTold } = row
  return [
    <>
      <a href={`/referrals/${id}`}>{worker.fullName}</a>
      <span class="oh-quiet">
        <br />
        {assignment.jobTitle}, {assignment.department}
      </span>
    </>,
    <>
      {reasonTitle ?? 'Referral'}
      {workerTold ? null : (
        <>
          <br />
          <Tag colour="orange">Worker not told</Tag>
        </>
      )}
    </>,
    <>
      {sourceTitle}
      <span class="oh-quiet">
        <br />
        entered by {referredByName}
      </span>
    </>,
    <>
      {dayInWords(receivedOn)}
      {row.case ? (
        <>
          <br />
          <a href={`/cases/${row.case.id}`}>
            <span class="nhsuk-u-visually-hidden">Case </span>
            {row.case.reference}
          </a>
        </>
      ) : null}
    </>,
  ]
}
