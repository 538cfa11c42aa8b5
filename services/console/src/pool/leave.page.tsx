import { randomUUID } from 'node:crypto'
import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner, type Problems } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { keysOf, problemsOf } from '../sent-form.ts'
import { ALL_AT_LEAVE, CANCEL_LEAVE } from './job-plan-forms.page.tsx'
import { LeaveList } from './leave.view.tsx'
import { atOwnPool } from './own-pool.ts'

const LEAVE = graphql(`
  query PoolLeave($ics: ID!, $after: String) {
    leave(ics: $ics, first: 25, after: $after) {
      rows {
        id fromOn backOn
        specialist { id fullName }
        cases { pseudonym outcomeTitle reasons seenAt }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

async function show(visit: Visit, ics: Ics, problems: Problems = {}): Promise<Reply> {
  const { leave } = await visit.ask(LEAVE, { ics: ics.code, after: visit.query('after') ?? null })
  const next = leave?.pageInfo.hasNextPage ? (leave.pageInfo.endCursor ?? undefined) : undefined
  return page({
    title: 'Leave',
    section: '/pool/leave',
    refused: Object.keys(problems).length > 0,
    body: (
      <>
        <ErrorSummary problems={problems} />
        {visit.notice === 'leave-cancelled' ? (
          <NotificationBanner success text="Leave is cancelled. Its sessions are held again, and no booking has moved." />
        ) : null}
        <Heading caption={ics.name}>Leave</Heading>
        <p>
          Leave that is not over, the earliest first. To enter leave, also for somebody who is ill this morning, choose the
          specialist under <a href="/pool/job-plans">Job plans</a>.
        </p>
        <div id="leave">
          <LeaveList rows={leave?.rows ?? []} formKey={randomUUID} />
        </div>
        <Pagination
          next={next === undefined ? undefined : { href: `/pool/leave?${new URLSearchParams({ after: next })}`, text: 'Later' }}
        />
      </>
    ),
  })
}

async function cancel(visit: Visit, ics: Ics): Promise<Reply> {
  const input = { ics: ics.code, idempotencyKey: keysOf(visit.form).key, leaveId: visit.form.text('leave') }
  const { cancelLeave: answer } = await visit.ask(CANCEL_LEAVE, { input })
  if (answer.__typename === 'Refused') return show(visit, ics, problemsOf(answer.reasons, ALL_AT_LEAVE))
  return seeOther('/pool/leave', 'leave-cancelled')
}

/** Who is away when, and what became of their cases, for the coordinator. */
export const leavePages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/leave', answer: atOwnPool((visit, ics) => show(visit, ics)) },
  { method: 'POST', path: '/pool/leave', answer: atOwnPool(cancel) },
]
