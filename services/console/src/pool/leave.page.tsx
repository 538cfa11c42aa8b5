import { randomUUID } from 'node:crypto'
import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { Button } from '../layout/button.view.tsx'
import { FilterForm } from '../layout/form.view.tsx'
import { ErrorSummary, NotificationBanner, type Problems } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { keysOf, problemsOf } from '../sent-form.ts'
import { ALL_AT_LEAVE, CANCEL_LEAVE } from './job-plan-forms.page.tsx'
import { LeaveList } from './leave.view.tsx'
import { atOwnPool } from './own-pool.ts'
import { TIME_SECTION, TimeSections } from './time-sections.view.tsx'

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
    jobPlans(ics: $ics, first: 50) { rows { specialist { id fullName } } }
  }
`)

const NOTICES: Readonly<Record<string, string>> = {
  'leave-entered': 'Leave is entered. Below stands what became of each case that was booked.',
  'leave-cancelled': 'Leave is cancelled. Its sessions are held again, and no booking has moved.',
}

async function show(visit: Visit, ics: Ics, problems: Problems = {}): Promise<Reply> {
  const { leave, jobPlans } = await visit.ask(LEAVE, { ics: ics.code, after: visit.query('after') ?? null })
  const next = leave?.pageInfo.hasNextPage ? (leave.pageInfo.endCursor ?? undefined) : undefined
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: 'Leave',
    section: TIME_SECTION,
    refused: Object.keys(problems).length > 0,
    body: (
      <>
        <ErrorSummary problems={problems} />
        {notice === undefined ? null : <NotificationBanner success text={notice} />}
        <Heading caption={ics.name}>Leave</Heading>
        <TimeSections current="/pool/leave" />
        <EnterFor specialists={(jobPlans?.rows ?? []).map(({ specialist }) => specialist)} />
        <p>Leave that is not over, the earliest first.</p>
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

function EnterFor({ specialists }: { specialists: readonly { readonly id: string; readonly fullName: string }[] }) {
  return (
    <FilterForm action="/pool/leave/enter">
      <Select
        name="specialist"
        label="Who will be away, or is ill this morning?"
        value=""
        options={specialists.map(({ id, fullName }) => ({ value: id, text: fullName }))}
      />
      <Button variant="secondary" small>
        Enter leave
      </Button>
    </FilterForm>
  )
}

/** To the form of the specialist who was chosen. */
function enterFor(visit: Visit): Reply {
  const specialist = visit.query('specialist') ?? ''
  return seeOther(specialist === '' ? '/pool/leave' : `/pool/job-plans/${encodeURIComponent(specialist)}/leave`)
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
  { method: 'GET', path: '/pool/leave/enter', answer: atOwnPool(enterFor) },
  { method: 'POST', path: '/pool/leave', answer: atOwnPool(cancel) },
]
