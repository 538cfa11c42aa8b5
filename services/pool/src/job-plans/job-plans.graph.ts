import { clinicalPasOf, hoursAWeek, pasOf, planOn, type SessionTemplate } from '@oh/capacity'
import { cursorOf, pageOf } from '@oh/graph'
import { findTrust } from '@oh/organisations'
import { orThrow } from '../answers.ts'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readNamePage } from '../cursors.ts'
import { specialistIdIn } from '../ids.ts'
import type { LeaveRow } from '../leave/leave.store.ts'
import { PoolSkill } from '../specialists/skill.graph.ts'
import type { PoolJobPlan } from './job-plan.store.ts'
import { listJobPlans, type OwnSession, readTime, type SpecialistTime, type SpecialistTimeAhead } from './list-job-plans.ts'
import { PoolTimeRef } from './pool-time.graph.ts'
import type { PoolTime } from './pool-time.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

const PoolJobPlanRef = builder.objectRef<PoolJobPlan>('PoolJobPlan').implement({
  description: 'What a specialist works in a week, in programmed activities (PAs of 4 hours).',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    from: t.expose('from', { type: 'LondonDate', nullable: false }),
    to: t.field({
      type: 'LondonDate',
      description: 'The first day on which it no longer holds; null: until another takes its place.',
      resolve: ({ to }) => to ?? null,
    }),
    pas: t.float({ nullable: false, description: 'All work.', resolve: pasOf }),
    clinicalPas: t.float({ nullable: false, resolve: clinicalPasOf }),
    complexCases: t.float({ nullable: false, resolve: ({ clinical }) => clinical['complex-cases'] ?? 0 }),
    assessments: t.float({ nullable: false, resolve: ({ clinical }) => clinical.assessments ?? 0 }),
    supervision: t.float({ nullable: false, resolve: ({ clinical }) => clinical.supervision ?? 0 }),
    telephoneAdvice: t.float({ nullable: false, resolve: ({ clinical }) => clinical['telephone-advice'] ?? 0 }),
    nonClinical: t.exposeFloat('nonClinical', { nullable: false }),
  }),
})

const WeeklySession = builder.objectRef<SessionTemplate>('WeeklySession').implement({
  description: 'A clinic session that comes back every week.',
  fields: (t) => ({
    id: t.exposeID('templateId', { nullable: false }),
    weekday: t.exposeInt('weekday', { nullable: false, description: 'Monday is 1, Friday 5.' }),
    weekdayTitle: t.string({ nullable: false, resolve: ({ weekday }) => WEEKDAYS[weekday - 1] ?? 'Another day' }),
    startsAtHour: t.exposeFloat('startsAtHour', {
      nullable: false,
      description: 'On the clock in London: 9.5 is half past nine.',
    }),
    hours: t.exposeFloat('hours', { nullable: false }),
    siteName: t.string({
      description: 'Null when it is by video only.',
      resolve: ({ site }) => (site && findTrust(site)?.name) ?? null,
    }),
    virtual: t.exposeBoolean('virtual', { nullable: false }),
    from: t.expose('from', { type: 'LondonDate', nullable: false }),
    to: t.field({
      type: 'LondonDate',
      description: 'The first day on which it no longer holds.',
      resolve: ({ to }) => to ?? null,
    }),
  }),
})

export const NamedPoolSpecialist = builder
  .objectRef<{ readonly id: string; readonly fullName: string }>('NamedPoolSpecialist')
  .implement({
    fields: (t) => ({
      id: t.exposeID('id', { nullable: false }),
      fullName: t.exposeString('fullName', { nullable: false }),
    }),
  })

const SpecialistTimeRef = builder.objectRef<SpecialistTime>('SpecialistTime').implement({
  description: 'The time of one specialist.',
  fields: (t) => ({
    specialist: t.field({ type: NamedPoolSpecialist, nullable: false, resolve: ({ specialist }) => specialist }),
    skills: t.field({ type: [PoolSkill], nullable: false, resolve: ({ specialist }) => [...specialist.skills] }),
    today: t.expose('today', { type: 'LondonDate', nullable: false, description: 'The pool’s own.' }),
    isAway: t.exposeBoolean('isAway', { nullable: false, description: 'On leave today. Why is nobody’s business.' }),
    rights: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      description: 'Rights that are missing today or end within a month, in sentences.',
      resolve: ({ rights }) => [...rights],
    }),
    plan: t.field({
      type: PoolJobPlanRef,
      description: 'The job plan that holds today.',
      resolve: ({ plans, today }) => planOn(plans, today) ?? null,
    }),
    plans: t.field({ type: [PoolJobPlanRef], nullable: false, resolve: ({ plans }) => [...plans] }),
    weeklySessions: t.field({ type: [WeeklySession], nullable: false, resolve: ({ templates }) => [...templates] }),
    sessionHours: t.float({
      nullable: false,
      description: 'Hours a week of the sessions that hold today.',
      resolve: ({ templates, today }) => hoursAWeek(templates, today),
    }),
  }),
})

const OwnLeave = builder.objectRef<LeaveRow>('OwnLeave').implement({
  description: 'Leave of one specialist.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    fromOn: t.expose('fromOn', { type: 'LondonDate', nullable: false }),
    backOn: t.expose('toOn', { type: 'LondonDate', nullable: false, description: 'The first day back.' }),
  }),
})

const OwnSessionRef = builder.objectRef<OwnSession>('SessionAhead').implement({
  description: 'A session of one specialist in the weeks ahead.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    hours: t.exposeFloat('hours', { nullable: false }),
    hoursFree: t.exposeFloat('free', { nullable: false }),
    siteName: t.string({ resolve: ({ site }) => (site && findTrust(site)?.name) ?? null }),
    virtual: t.exposeBoolean('virtual', { nullable: false }),
    cancelled: t.boolean({ nullable: false, resolve: ({ cancelledAt }) => cancelledAt !== null }),
  }),
})

const TimeAhead = builder.objectRef<SpecialistTimeAhead>('SpecialistTimeAhead').implement({
  description: 'The time of one specialist with leave and sessions of the next eight weeks.',
  fields: (t) => ({
    time: t.field({ type: SpecialistTimeRef, nullable: false, resolve: (time) => time }),
    leave: t.field({ type: [OwnLeave], nullable: false, resolve: ({ leave }) => [...leave] }),
    sessions: t.field({ type: [OwnSessionRef], nullable: false, resolve: ({ sessions }) => [...sessions] }),
  }),
})

interface Page extends ReturnType<typeof pageOf<SpecialistTime>> {
  readonly time: PoolTime
}

const JobPlansPage = builder.objectRef<Page>('JobPlansPage').implement({
  fields: (t) => ({
    time: t.field({ type: PoolTimeRef, nullable: false, resolve: ({ time }) => time }),
    rows: t.expose('rows', { type: [SpecialistTimeRef], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const placeOf = ({ specialist: { fullName, id } }: SpecialistTime) => cursorOf(fullName, id)

builder.queryFields((t) => ({
  jobPlans: t.field({
    type: JobPlansPage,
    description: 'The specialists of the pool by name, with job plan and weekly sessions. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { ics, ...args }, context) => {
      requireServed(context, { ics })
      const page = readNamePage(args)
      const listed = orThrow(await listJobPlans(context.pool, context.caller, page))
      return { ...pageOf([...listed.rows], page.first, placeOf), time: listed.time }
    },
  }),
  specialistTime: t.field({
    type: TimeAhead,
    description: 'Job plan, weekly sessions, leave and sessions of one specialist: for coordinators, and of the own.',
    args: { ics: t.arg.id({ required: true }), id: t.arg.id({ required: true, description: 'The specialist’s.' }) },
    resolve: async (_root, { ics, id }, context) => {
      requireServed(context, { ics })
      return orThrow(await readTime(context.pool, context.caller, { id: specialistIdIn(id) }))
    },
  }),
  myTime: t.field({
    type: TimeAhead,
    description: 'Your own job plan, weekly sessions, leave and sessions.',
    args: { ics: t.arg.id({ required: true }) },
    resolve: async (_root, { ics }, context) => {
      requireServed(context, { ics })
      return orThrow(await readTime(context.pool, context.caller, 'own'))
    },
  }),
}))
