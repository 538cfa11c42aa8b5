import { randomUUID } from 'node:crypto'
import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { ErrorSummary, InsetText, NotificationBanner, type Problems } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, keysOf, newForm, problemsOf, statusOf } from '../sent-form.ts'
import { ALL_AT_LEAVE, CANCEL_LEAVE, LEAVE_FIELDS, sendLeave, standingAfter, typedIn } from './job-plan-forms.page.tsx'
import { LeaveForm } from './job-plan-forms.view.tsx'
import { AddButton, LeaveLines, Plans, SessionsAhead, WeeklySessions } from './job-plans.view.tsx'
import { atOwnPool } from './own-pool.ts'
import { TIME } from './time.ts'

const MY_TIME = graphql(
  `
  query MyTime($ics: ID!) {
    myTime(ics: $ics) { ...Time }
  }
`,
  [TIME],
)

const NOTICES: Readonly<Record<string, string>> = {
  'leave-entered': 'Your leave is entered. Whoever was booked with you is planned anew.',
  'leave-cancelled': 'Your leave is cancelled. Your sessions are held again, and no booking has moved.',
}

async function readMine(visit: Visit, ics: Ics) {
  const { myTime } = await visit.ask(MY_TIME, { ics: ics.code })
  if (!myTime) throw new Error('A whole answer has the own time.')
  return myTime
}

async function show(visit: Visit, ics: Ics, problems: Problems = {}): Promise<Reply> {
  const { time, leave, sessions } = await readMine(visit, ics)
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: 'My job plan and leave',
    section: '/pool/my-time',
    refused: Object.keys(problems).length > 0,
    body: (
      <Column>
        <ErrorSummary problems={problems} />
        {notice === undefined ? null : <NotificationBanner success text={notice} />}
        <Heading caption={ics.name}>My job plan and leave</Heading>
        {time.rights.length === 0 ? null : (
          <InsetText>
            {time.rights.map((sentence) => (
              <p>{sentence}. Ask the pool coordinator.</p>
            ))}
          </InsetText>
        )}
        <h2 class="nhsuk-heading-m">My leave</h2>
        <div id="leave">
          <LeaveLines leave={leave} cancelAt="/pool/my-time/leave/cancel" formKey={randomUUID} />
        </div>
        <AddButton href="/pool/my-time/leave" text="Enter leave" />
        <h2 class="nhsuk-heading-m">My job plan</h2>
        <p>The pool coordinator sets it. A PA is 4 hours.</p>
        <Plans plans={time.plans} />
        <h2 class="nhsuk-heading-m">My weekly sessions</h2>
        <WeeklySessions sessions={time.weeklySessions} />
        <SessionsAhead sessions={sessions} />
      </Column>
    ),
  })
}

function drawForm(visit: Visit, ics: Ics, standing: FormStanding): Reply {
  const form = { name: ics.name, action: '/pool/my-time/leave', standing, ...typedIn(visit, {}) }
  return page({
    title: 'Enter leave',
    section: '/pool/my-time',
    back: { href: '/pool/my-time', text: 'Back to my job plan and leave' },
    ...statusOf(standing),
    body: <LeaveForm form={form} own />,
  })
}

async function enter(visit: Visit, ics: Ics): Promise<Reply> {
  const { time } = await readMine(visit, ics)
  const result = await sendLeave(visit, ics, time.specialist.id)
  if (result === 'done') return seeOther('/pool/my-time', 'leave-entered')
  return drawForm(visit, ics, standingAfter(visit, result, LEAVE_FIELDS))
}

async function cancel(visit: Visit, ics: Ics): Promise<Reply> {
  const input = { ics: ics.code, idempotencyKey: keysOf(visit.form).key, leaveId: visit.form.text('leave') }
  const { cancelLeave: answer } = await visit.ask(CANCEL_LEAVE, { input })
  if (answer.__typename === 'Refused') return show(visit, ics, problemsOf(answer.reasons, ALL_AT_LEAVE))
  return seeOther('/pool/my-time', 'leave-cancelled')
}

/** A specialist's own job plan and leave. */
export const myTimePages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/my-time', answer: atOwnPool((visit, ics) => show(visit, ics)) },
  { method: 'GET', path: '/pool/my-time/leave', answer: atOwnPool((visit, ics) => drawForm(visit, ics, newForm())) },
  { method: 'POST', path: '/pool/my-time/leave', answer: atOwnPool(enter) },
  { method: 'POST', path: '/pool/my-time/leave/cancel', answer: atOwnPool(cancel) },
]
