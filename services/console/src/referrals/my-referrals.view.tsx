import type { LondonDate } from '@oh/kernel'
import { ButtonLink } from '../layout/button.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { ReferralStateTag } from './state-tag.view.tsx'

export interface MyReferralRow {
  readonly id: string
  readonly receivedOn: LondonDate
  readonly state: string
  readonly stateTitle: string
  readonly worker: { readonly fullName: string }
  readonly assignment: { readonly jobTitle: string }
  readonly case: { readonly reference: string; readonly stateTitle: string } | null
}

interface MyReferralsProps {
  readonly rows: readonly MyReferralRow[]
  readonly next: string | undefined
  readonly isFirstPage: boolean
}

/** What a manager has referred others for: status and dates, nothing of what is said between the worker and occupational health. */
export function myReferrals({ rows, next, isFirstPage }: MyReferralsProps): PageContent {
  return {
    title: 'My referrals',
    section: '/my-referrals',
    wide: true,
    body: (
      <>
        <Heading>My referrals</Heading>
        <p>You see how each referral stands. What the worker says to occupational health stays between them.</p>
        <ButtonLink href="/refer" variant="secondary">
          Make a referral
        </ButtonLink>
        {rows.length === 0 ? (
          <InsetText>
            <p>{isFirstPage ? 'You have not referred anybody.' : 'There are no more referrals.'}</p>
          </InsetText>
        ) : (
          <div class="oh-panel">
            <Table
              id="my-referrals"
              caption="Referrals, the newest first"
              captionSize="m"
              small="stack"
              columns={COLUMNS}
              rows={rows.map(cellsOf)}
            />
          </div>
        )}
        {isFirstPage ? null : (
          <p>
            <a href="/my-referrals">Back to the newest</a>
          </p>
        )}
        <Pagination
          next={
            next === undefined ? undefined : { href: `/my-referrals?after=${encodeURIComponent(next)}`, text: 'Older referrals' }
          }
        />
      </>
    ),
  }
}

const COLUMNS = [
  { key: 'worker', text: 'Worker' },
  { key: 'sent', text: 'Sent' },
  { key: 'referral', text: 'Referral' },
  { key: 'case', text: 'Case' },
]

function cellsOf({ id, worker, assignment, receivedOn, state, stateTitle, case: found }: MyReferralRow) {
  return [
    <>
      <a href={`/referrals/${id}`}>{worker.fullName}</a>
      <span class="oh-quiet">
        <br />
        {assignment.jobTitle}
      </span>
    </>,
    dayInWords(receivedOn),
    <ReferralStateTag state={state} title={state === 'sent-back' ? 'Sent back to you' : stateTitle} />,
    found ? (
      <>
        {found.stateTitle}
        <span class="oh-quiet">
          <br />
          <span class="oh-nowrap">{found.reference}</span>
        </span>
      </>
    ) : (
      <span class="oh-quiet">{state === 'received' ? 'Waits for triage' : 'None'}</span>
    ),
  ]
}
