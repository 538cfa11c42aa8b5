import type { Instant, LondonDate } from '@oh/kernel'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { Details, Tag } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, dayInWords, momentInWords, numberInWords } from '../layout/words.ts'
import { KEY_FIELD } from '../sent-form.ts'
import { hourInWords, pasInWords, placeInWords, spanInWords } from './time-words.ts'

export interface PoolTime {
  readonly pas: number
  readonly clinicalPas: number
  readonly complexCasePas: number
  readonly casesAWeek: number
  readonly complexCasePasPer1000: number | null
  readonly casesAWeekPer1000: number | null
  readonly staff: number
  readonly hoursPerCase: number
  readonly sharePlannedHeld: number
}

export interface JobPlan {
  readonly from: LondonDate
  readonly to: LondonDate | null
  readonly pas: number
  readonly complexCases: number
  readonly assessments: number
  readonly supervision: number
  readonly telephoneAdvice: number
  readonly nonClinical: number
}

export interface WeeklySession {
  readonly id: string
  readonly weekdayTitle: string
  readonly startsAtHour: number
  readonly hours: number
  readonly siteName: string | null
  readonly virtual: boolean
  readonly from: LondonDate
  readonly to: LondonDate | null
}

export interface SpecialistTime {
  readonly specialist: { readonly id: string; readonly fullName: string }
  readonly isAway: boolean
  readonly rights: readonly string[]
  readonly sessionHours: number
  readonly plan: JobPlan | null
}

export interface Leave {
  readonly id: string
  readonly fromOn: LondonDate
  readonly backOn: LondonDate
}

export interface SessionAhead {
  readonly id: string
  readonly startsAt: Instant
  readonly hours: number
  readonly hoursFree: number
  readonly siteName: string | null
  readonly virtual: boolean
  readonly cancelled: boolean
}

/** What all job plans amount to in a week, with everything that was assumed. */
export function Capacity({ time }: { readonly time: PoolTime }) {
  const per1000 = (figure: number | null) => (figure === null ? '' : `, ${figure} for 1,000 staff`)
  return (
    <>
      <SummaryList
        rows={[
          { key: 'For complex cases', value: `${pasInWords(time.complexCasePas)} a week${per1000(time.complexCasePasPer1000)}` },
          {
            key: 'That is about',
            value: `${countInWords(Math.round(time.casesAWeek), 'case')} a week${per1000(time.casesAWeekPer1000)}`,
          },
          { key: 'All clinical work', value: `${pasInWords(time.clinicalPas)} a week` },
          { key: 'All work', value: `${pasInWords(time.pas)} a week` },
        ]}
      />
      <Details summary="How this is counted">
        <p>
          {`A PA is 4 hours. A case is taken to need ${countInWords(time.hoursPerCase, 'hour')}, and ${Math.round(time.sharePlannedHeld * 100)}% of the time planned to be held: leave, study leave and bank holidays take the rest. Whoever has every right to work today counts, on leave or not.`}
        </p>
        <p>{`Staff are the ${numberInWords(time.staff)} whole-time equivalents of the trusts of this system.`}</p>
      </Details>
    </>
  )
}

/** Every specialist with the PAs of the plan, the hours of the sessions cut from it, and the papers that need attention. */
export function JobPlanList({ rows }: { readonly rows: readonly SpecialistTime[] }) {
  return (
    <Table
      id="job-plans"
      caption="Specialists by name"
      captionSize="m"
      columns={[
        { key: 'name', text: 'Specialist' },
        { key: 'pas', text: 'PAs a week', numeric: true },
        { key: 'complex', text: 'For complex cases', numeric: true },
        { key: 'hours', text: 'Hours of sessions', numeric: true },
        { key: 'rights', text: 'Rights' },
      ]}
      rows={rows.map(({ specialist, plan, isAway, rights, sessionHours }) => [
        <>
          <a href={`/pool/job-plans/${specialist.id}`}>{specialist.fullName}</a> {isAway ? <Tag colour="grey">Away</Tag> : null}
        </>,
        plan?.pas ?? 'No plan',
        plan?.complexCases ?? '–',
        sessionHours,
        rights.length === 0 ? 'All hold' : rights.map((sentence) => <p class="nhsuk-u-margin-bottom-1">{sentence}.</p>),
      ])}
      small="stack"
    />
  )
}

export function Plans({ plans }: { readonly plans: readonly JobPlan[] }) {
  if (plans.length === 0) return <p>No job plan holds.</p>
  return (
    <>
      {plans.map((plan) => (
        <section class="oh-panel">
          <h3 class="nhsuk-heading-s">{`${pasInWords(plan.pas)} a week, ${spanInWords(plan)}`}</h3>
          <SummaryList
            border={false}
            rows={[
              { key: 'Complex cases', value: pasInWords(plan.complexCases) },
              { key: 'Assessments', value: pasInWords(plan.assessments) },
              { key: 'Supervision', value: pasInWords(plan.supervision) },
              { key: 'Telephone advice', value: pasInWords(plan.telephoneAdvice) },
              { key: 'Other work', value: pasInWords(plan.nonClinical) },
            ]}
          />
        </section>
      ))}
    </>
  )
}

/** `endAt`: where a weekly session is ended; absent for whoever only looks. */
export function WeeklySessions({
  sessions,
  endAt,
}: {
  readonly sessions: readonly WeeklySession[]
  readonly endAt?: string | undefined
}) {
  if (sessions.length === 0) return <p>There are no weekly sessions.</p>
  return (
    <ul class="nhsuk-list oh-lines">
      {sessions.map((session) => (
        <li>
          <strong>{`${session.weekdayTitle}, ${hourInWords(session.startsAtHour)} to ${hourInWords(session.startsAtHour + session.hours)}`}</strong>
          <br />
          <span class="oh-quiet">{`${placeInWords(session)}, ${spanInWords(session)}`}</span>
          {endAt === undefined || session.to !== null ? null : (
            <>
              <br />
              <a href={`${endAt}?session=${session.id}`}>
                End<span class="nhsuk-u-visually-hidden">{` the session on ${session.weekdayTitle}`}</span>
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Leave ahead. `cancelAt`: where it is cancelled. */
export function LeaveLines({
  leave,
  cancelAt,
  formKey,
}: {
  readonly leave: readonly Leave[]
  readonly cancelAt: string
  readonly formKey: () => string
}) {
  if (leave.length === 0) return <p>No leave is entered.</p>
  return (
    <ul class="nhsuk-list oh-lines">
      {leave.map(({ id, fromOn, backOn }) => (
        <li>
          <p class="nhsuk-u-margin-bottom-2">{`From ${dayInWords(fromOn)}, back on ${dayInWords(backOn)}`}</p>
          <CancelLeave id={id} at={cancelAt} formKey={formKey()} what={`leave from ${dayInWords(fromOn)}`} />
        </li>
      ))}
    </ul>
  )
}

export function CancelLeave({ id, at, formKey, what }: { id: string; at: string; formKey: string; what: string }) {
  return (
    <Form action={at}>
      <HiddenFields fields={{ [KEY_FIELD]: formKey, leave: id }} />
      <Button variant="secondary" small>
        Cancel this leave<span class="nhsuk-u-visually-hidden">{`: ${what}`}</span>
      </Button>
    </Form>
  )
}

/** The weeks ahead, soonest first. */
export function SessionsAhead({ sessions }: { readonly sessions: readonly SessionAhead[] }) {
  if (sessions.length === 0) return <p>There are no sessions in the next eight weeks.</p>
  return (
    <Details summary={`Sessions of the next eight weeks (${sessions.filter(({ cancelled }) => !cancelled).length})`}>
      <ul class="nhsuk-list">
        {sessions.map((session) => (
          <li>
            {`${momentInWords(session.startsAt)}: `}
            {session.cancelled
              ? 'not held'
              : `${countInWords(session.hours, 'hour')}, ${countInWords(session.hoursFree, 'hour')} free. ${placeInWords(session)}`}
          </li>
        ))}
      </ul>
    </Details>
  )
}

export const AddButton = ({ href, text }: { href: string; text: string }) => (
  <ButtonLink href={href} variant="secondary">
    {text}
  </ButtonLink>
)
