import { randomUUID } from 'node:crypto'
import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { ErrorSummary, InsetText, NotificationBanner, type Problems, Tag } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { AddButton, Capacity, JobPlanList, LeaveLines, Plans, SessionsAhead, WeeklySessions } from './job-plans.view.tsx'
import { atOwnPool } from './own-pool.ts'
import { TIME } from './time.ts'
import { TIME_SECTION, TimeSections } from './time-sections.view.tsx'

const JOB_PLANS = graphql(`
  query PoolJobPlans($ics: ID!, $after: String) {
    jobPlans(ics: $ics, first: 50, after: $after) {
      time {
        pas clinicalPas complexCasePas casesAWeek complexCasePasPer1000 casesAWeekPer1000 staff hoursPerCase sharePlannedHeld
      }
      rows {
        specialist { id fullName }
        isAway rights sessionHours
        plan { from to pas complexCases assessments supervision telephoneAdvice nonClinical }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export const SPECIALIST_TIME = graphql(
  `
  query PoolSpecialistTime($ics: ID!, $id: ID!) {
    specialistTime(ics: $ics, id: $id) { ...Time }
  }
`,
  [TIME],
)

const NOTICES: Readonly<Record<string, string>> = {
  'time-changed': 'Saved. The sessions follow it.',
  'leave-cancelled': 'Leave is cancelled. Its sessions are held again, and no booking has moved.',
}

async function list(visit: Visit, ics: Ics): Promise<Reply> {
  const { jobPlans } = await visit.ask(JOB_PLANS, { ics: ics.code, after: visit.query('after') ?? null })
  const next = jobPlans?.pageInfo.hasNextPage ? (jobPlans.pageInfo.endCursor ?? undefined) : undefined
  return page({
    title: 'Job plans',
    section: TIME_SECTION,
    body: (
      <>
        <Heading caption={ics.name}>Job plans</Heading>
        <TimeSections current="/pool/job-plans" />
        {jobPlans ? <Capacity time={jobPlans.time} /> : null}
        <JobPlanList rows={jobPlans?.rows ?? []} />
        <Pagination
          next={
            next === undefined ? undefined : { href: `/pool/job-plans?${new URLSearchParams({ after: next })}`, text: 'More' }
          }
        />
      </>
    ),
  })
}

export async function showOne(visit: Visit, ics: Ics, problems: Problems = {}): Promise<Reply> {
  const id = visit.param('id')
  const { specialistTime: found } = await visit.ask(SPECIALIST_TIME, { ics: ics.code, id })
  if (!found) throw new Error('A whole answer has the time of the specialist.')
  const { time, leave, sessions } = found
  const path = `/pool/job-plans/${id}`
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: `Job plan: ${time.specialist.fullName}`,
    section: TIME_SECTION,
    back: { href: '/pool/job-plans', text: 'Back to job plans' },
    refused: Object.keys(problems).length > 0,
    body: (
      <>
        <ErrorSummary problems={problems} />
        {notice === undefined ? null : <NotificationBanner success text={notice} />}
        <Heading caption={ics.name}>{time.specialist.fullName}</Heading>
        {time.isAway ? (
          <p>
            <Tag colour="grey">Away today</Tag>
          </p>
        ) : null}
        {time.rights.length === 0 ? null : (
          <InsetText>
            {time.rights.map((sentence) => (
              <p>{sentence}.</p>
            ))}
          </InsetText>
        )}
        <h2 class="nhsuk-heading-m">Leave</h2>
        <div id="leave">
          <LeaveLines leave={leave} cancelAt={`${path}/leave/cancel`} formKey={randomUUID} />
        </div>
        <AddButton href={`${path}/leave`} text="Enter leave" />
        <h2 class="nhsuk-heading-m">Job plan</h2>
        <Plans plans={time.plans} />
        <AddButton href={`${path}/plan`} text="Set a new job plan" />
        <h2 class="nhsuk-heading-m">Weekly sessions</h2>
        <p>{`They take ${time.sessionHours} hours a week${time.plan ? `, of ${time.plan.complexCases * 4} hours that the job plan has for complex cases` : ''}.`}</p>
        <WeeklySessions sessions={time.weeklySessions} endAt={`${path}/end-session`} />
        <AddButton href={`${path}/session`} text="Add a weekly session" />
        <SessionsAhead sessions={sessions} />
      </>
    ),
  })
}

/** Job plans of the pool, for its coordinator. */
export const jobPlanPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/job-plans', answer: atOwnPool(list) },
  { method: 'GET', path: '/pool/job-plans/:id', answer: atOwnPool((visit, ics) => showOne(visit, ics)) },
]
