import type { LondonDate } from '@oh/kernel'
import { type Ics, trustsOfIcs } from '@oh/organisations'
import { readDate } from '../form-date.ts'
import { graphql } from '../graphql.ts'
import type { TypedDate } from '../layout/date-input.view.tsx'
import type { Problems } from '../layout/messages.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, type NotDone, newForm, problemsOf, statusOf } from '../sent-form.ts'
import { EndSessionForm, LeaveForm, PAS_FIELDS, PlanForm, SessionForm, type TimeForm } from './job-plan-forms.view.tsx'
import { SPECIALIST_TIME, showOne } from './job-plans.page.tsx'
import { atOwnPool } from './own-pool.ts'
import { TIME_SECTION } from './time-sections.view.tsx'

const SET_PLAN = graphql(`
  mutation SetJobPlan($input: SetJobPlanInput!) {
    setJobPlan(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)
const SET_SESSION = graphql(`
  mutation SetWeeklySession($input: SetWeeklySessionInput!) {
    setWeeklySession(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)
const END_SESSION = graphql(`
  mutation EndWeeklySession($input: EndWeeklySessionInput!) {
    endWeeklySession(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)
const ENTER_LEAVE = graphql(`
  mutation EnterLeave($input: EnterLeaveInput!) {
    enterLeave(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)
export const CANCEL_LEAVE = graphql(`
  mutation CancelLeave($input: CancelLeaveInput!) {
    cancelLeave(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const FIELDS = {
  'job-plan-in-the-past': 'from',
  'job-plan-ends-before-it-begins': 'to',
  'job-plans-overlap': 'from',
  'no-rights-on-first-day': 'from',
  'role-not-held': 'from',
  'not-accredited': 'from',
  'agreement-not-valid': 'from',
  'indemnity-not-valid': 'from',
  'honorary-contract-not-valid': 'from',
  'pas-not-in-quarters': 'complexCases',
  'more-than-twelve-pas': 'complexCases',
  'session-in-the-past': 'from',
  'session-ends-before-it-begins': 'to',
  'session-not-on-a-weekday': 'weekday',
  'session-outside-the-day': 'startsAtHour',
  'session-reaches-nobody': 'site',
  'sessions-overlap': 'startsAtHour',
  'no-job-plan': 'from',
  'site-unknown': 'site',
  'weekly-session-over': 'on',
  'weekly-session-ends-in-the-past': 'on',
}
export const LEAVE_FIELDS = { 'leave-over': 'back', 'leave-ends-before-it-begins': 'back', 'leave-too-long': 'back' }

/** A form page of one specialist: how it is drawn, and how it is sent. */
interface FormPage {
  readonly path: string
  readonly title: string
  readonly notice: string
  /** Where the person goes once it is saved; the page of the specialist unless given. */
  readonly next?: string
  /** What a form that is opened begins with. */
  readonly begins: Readonly<Record<string, string>>
  readonly draw: (form: TimeForm, visit: Visit, ics: Ics, today: LondonDate) => unknown
  /** What is wrong before it is sent, or the answer. */
  readonly send: (visit: Visit, ics: Ics) => Promise<Problems | NotDone | 'done'>
  readonly fields: Readonly<Record<string, string>>
}

const shared = (visit: Visit, ics: Ics) => ({ ics: ics.code, idempotencyKey: keysOf(visit.form).key })

/** A number as people type it; what is none is refused at its field. */
function numberIn(text: string): number | undefined {
  const found = Number(text)
  return text === '' || !Number.isFinite(found) ? undefined : found
}

const MUST = 'Enter a date, such as 1 4 2026.'
const NO_DATE = 'This is not a day that exists.'

/** The day a form must have, or what is wrong with it. */
function dayIn(visit: Visit, name: string): { readonly date: LondonDate | undefined; readonly problem: Problems } {
  const { date, isWrong } = readDate(visit.form, name)
  return { date, problem: date ? {} : { [name]: isWrong ? NO_DATE : MUST } }
}

function optionalDayIn(visit: Visit, name: string) {
  const { date, isWrong } = readDate(visit.form, name)
  return { date: date ?? null, problem: isWrong ? { [name]: NO_DATE } : {} }
}

const outcome = (answer: { readonly __typename: string } | NotDone): NotDone | 'done' =>
  answer.__typename === 'Refused' ? (answer as NotDone) : 'done'

async function sendPlan(visit: Visit, ics: Ics) {
  const [from, to] = [dayIn(visit, 'from'), optionalDayIn(visit, 'to')]
  const pas = PAS_FIELDS.map(([name]) => [name, numberIn(visit.form.text(name))] as const)
  const notNumbers = pas.filter(([, value]) => value === undefined)
  const problems = { ...from.problem, ...Object.fromEntries(notNumbers.map(([name]) => [name, 'Enter a number, 0 for none.'])) }
  if (!from.date || notNumbers.length > 0 || Object.keys(to.problem).length > 0) return { ...problems, ...to.problem }
  const of = (name: (typeof PAS_FIELDS)[number][0]) => pas.find(([field]) => field === name)?.[1] ?? 0
  const input = {
    ...shared(visit, ics),
    specialistId: visit.param('id'),
    from: from.date,
    to: to.date,
    complexCases: of('complexCases'),
    assessments: of('assessments'),
    supervision: of('supervision'),
    telephoneAdvice: of('telephoneAdvice'),
    nonClinical: of('nonClinical'),
  }
  return outcome((await visit.ask(SET_PLAN, { input })).setJobPlan)
}

async function sendSession(visit: Visit, ics: Ics) {
  const { form } = visit
  const [from, to] = [dayIn(visit, 'from'), optionalDayIn(visit, 'to')]
  const [weekday, startsAtHour, hours] = ['weekday', 'startsAtHour', 'hours'].map((name) => numberIn(form.text(name)))
  if (!from.date || weekday === undefined || startsAtHour === undefined || hours === undefined || to.problem.to)
    return {
      ...(weekday === undefined ? { weekday: 'Choose a day.' } : {}),
      ...(startsAtHour === undefined ? { startsAtHour: 'Choose when it begins.' } : {}),
      ...(hours === undefined ? { hours: 'Enter how many hours it lasts.' } : {}),
      ...from.problem,
      ...to.problem,
    }
  const site = form.text('site')
  const place = { site: site === '' ? null : site, virtual: site === '' || form.all('virtual').includes('yes') }
  const when = { weekday, startsAtHour, hours, from: from.date, to: to.date }
  const input = { ...shared(visit, ics), specialistId: visit.param('id'), ...when, ...place }
  return outcome((await visit.ask(SET_SESSION, { input })).setWeeklySession)
}

async function sendEnd(visit: Visit, ics: Ics) {
  const on = dayIn(visit, 'on')
  if (!on.date) return on.problem
  const input = { ...shared(visit, ics), weeklySessionId: visit.form.text('session'), on: on.date }
  return outcome((await visit.ask(END_SESSION, { input })).endWeeklySession)
}

/** Leave of the named specialist from the two dates of a form. */
export async function sendLeave(visit: Visit, ics: Ics, specialistId: string): Promise<Problems | NotDone | 'done'> {
  const [from, back] = [dayIn(visit, 'from'), dayIn(visit, 'back')]
  if (!from.date || !back.date) return { ...from.problem, ...back.problem }
  const input = { ...shared(visit, ics), specialistId, fromOn: from.date, backOn: back.date }
  return outcome((await visit.ask(ENTER_LEAVE, { input })).enterLeave)
}

/** The same form with today as its first day: whoever is ill this morning is entered in a hurry. */
function beginning(form: TimeForm, today: LondonDate): TimeForm {
  const [year = '', month = '', day = ''] = today.split('-')
  return { ...form, date: (field) => (field === 'from' ? { day, month, year } : form.date(field)) }
}

const PAGES: readonly FormPage[] = [
  {
    path: 'plan',
    title: 'Set a job plan',
    notice: 'time-changed',
    begins: { assessments: '0', supervision: '0', telephoneAdvice: '0', nonClinical: '0' },
    draw: (form) => <PlanForm form={form} />,
    send: sendPlan,
    fields: FIELDS,
  },
  {
    path: 'session',
    title: 'Add a weekly session',
    notice: 'time-changed',
    begins: { startsAtHour: '9', hours: '3.5' },
    draw: (form, visit, ics, today) => (
      <SessionForm
        form={form}
        sites={trustsOfIcs(ics.code, today) ?? []}
        virtual={visit.form.entries.length === 0 || visit.form.all('virtual').includes('yes')}
      />
    ),
    send: sendSession,
    fields: FIELDS,
  },
  {
    path: 'end-session',
    title: 'End a weekly session',
    notice: 'time-changed',
    begins: {},
    draw: (form, visit) => <EndSessionForm form={form} session={visit.query('session') ?? visit.form.text('session')} />,
    send: sendEnd,
    fields: FIELDS,
  },
  {
    path: 'leave',
    title: 'Enter leave',
    notice: 'leave-entered',
    next: '/pool/leave',
    begins: {},
    draw: (form, visit, _ics, today) => (
      <LeaveForm form={visit.form.entries.length === 0 ? beginning(form, today) : form} own={false} />
    ),
    send: (visit, ics) => sendLeave(visit, ics, visit.param('id')),
    fields: LEAVE_FIELDS,
  },
]

/** How the form stands after an attempt that had no effect. */
export function standingAfter(visit: Visit, result: Problems | NotDone, fields: FormPage['fields']): FormStanding {
  return isNotDone(result) ? formAfter(visit.form, result, fields) : formWith(visit.form, result)
}

const isNotDone = (result: Problems | NotDone): result is NotDone => '__typename' in result

/** What was typed, or what the form begins with. */
export function typedIn(visit: Visit, begins: Readonly<Record<string, string>>) {
  const isNew = visit.form.entries.length === 0
  return {
    typed: (field: string): string => (isNew ? (begins[field] ?? '') : visit.form.text(field)),
    date: (field: string): TypedDate => readDate(visit.form, field).typed,
  }
}

function routesOf({ path, title, notice, next, begins, draw, send, fields }: FormPage): PageRoute[] {
  const at = `/pool/job-plans/:id/${path}` as const
  const show = async (visit: Visit, ics: Ics, standing: FormStanding): Promise<Reply> => {
    const id = visit.param('id')
    const { specialistTime: found } = await visit.ask(SPECIALIST_TIME, { ics: ics.code, id })
    const { specialist, today } = found?.time ?? { specialist: { fullName: '' }, today: '' as LondonDate }
    const back = `/pool/job-plans/${id}`
    const form = { name: specialist.fullName, action: `${back}/${path}`, standing, ...typedIn(visit, begins) }
    return page({
      title: `${title}: ${specialist.fullName}`,
      section: TIME_SECTION,
      back: { href: back, text: `Back to ${specialist.fullName}` },
      ...statusOf(standing),
      body: draw(form, visit, ics, today) as never,
    })
  }
  return [
    { method: 'GET', path: at, answer: atOwnPool((visit, ics) => show(visit, ics, newForm())) },
    {
      method: 'POST',
      path: at,
      answer: atOwnPool(async (visit, ics) => {
        const result = await send(visit, ics)
        if (result === 'done') return seeOther(next ?? `/pool/job-plans/${visit.param('id')}`, notice)
        return show(visit, ics, standingAfter(visit, result, fields))
      }),
    },
  ]
}

async function cancel(visit: Visit, ics: Ics): Promise<Reply> {
  const input = { ...shared(visit, ics), leaveId: visit.form.text('leave') }
  const { cancelLeave: answer } = await visit.ask(CANCEL_LEAVE, { input })
  if (answer.__typename === 'Refused') return showOne(visit, ics, problemsOf(answer.reasons, ALL_AT_LEAVE))
  return seeOther(`/pool/job-plans/${visit.param('id')}`, 'leave-cancelled')
}

export const ALL_AT_LEAVE = { 'leave-over': 'leave', 'leave-cancelled-before': 'leave', 'key-used-before': 'leave' }

/** The coordinator changes somebody's time. */
export const jobPlanFormPages: readonly PageRoute[] = [
  { method: 'POST', path: '/pool/job-plans/:id/leave/cancel', answer: atOwnPool(cancel) },
  ...PAGES.flatMap(routesOf),
]
