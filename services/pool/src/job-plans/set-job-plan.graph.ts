import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { idempotencyKey, rowIdIn, specialistIdIn } from '../ids.ts'
import { endWeeklySession } from './end-weekly-session.ts'
import { setJobPlan } from './set-job-plan.ts'
import { setWeeklySession } from './set-weekly-session.ts'

type Changed = { readonly kind: 'time-changed'; readonly id: string }

const TimeChanged = builder.objectRef<Changed>('TimeChanged').implement({
  description: 'The time of a specialist is as you set it, and the sessions follow it.',
  isTypeOf: isKind('time-changed'),
  fields: (t) => ({ specialistId: t.exposeID('id', { nullable: false }) }),
})

const TimeResult = builder.unionType('TimeResult', { types: [TimeChanged, Refused] })

const SetJobPlanInput = builder.inputType('SetJobPlanInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    specialistId: t.id({ required: true }),
    from: t.field({ type: 'LondonDate', required: true, description: 'Today or later.' }),
    to: t.field({ type: 'LondonDate', description: 'The first day on which it no longer holds.' }),
    complexCases: t.float({ required: true, description: 'PAs a week, as all that follow: in quarters, 12 at most together.' }),
    assessments: t.float({ required: true }),
    supervision: t.float({ required: true }),
    telephoneAdvice: t.float({ required: true }),
    nonClinical: t.float({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const SetWeeklySessionInput = builder.inputType('SetWeeklySessionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    specialistId: t.id({ required: true }),
    weekday: t.int({ required: true, description: 'Monday is 1, Friday 5.' }),
    startsAtHour: t.float({ required: true, description: 'On the clock in London, in quarters.' }),
    hours: t.float({ required: true }),
    site: t.id({ description: 'ODS code of a trust; null: by video only.' }),
    virtual: t.boolean({ required: true, description: 'Workers may be seen by video.' }),
    from: t.field({ type: 'LondonDate', required: true, description: 'Today or later.' }),
    to: t.field({ type: 'LondonDate', description: 'The first day on which it no longer holds.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const EndWeeklySessionInput = builder.inputType('EndWeeklySessionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    weeklySessionId: t.id({ required: true }),
    on: t.field({ type: 'LondonDate', required: true, description: 'The first day on which it is no longer held.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationFields((t) => ({
  setJobPlan: t.field({
    type: TimeResult,
    nullable: false,
    description: 'Sets what a specialist works in a week; the plan that holds then ends there. Coordinators only.',
    args: { input: t.arg({ type: SetJobPlanInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { from, to, complexCases, assessments, supervision, telephoneAdvice, nonClinical } = input
      const clinical = { 'complex-cases': complexCases, assessments, supervision, 'telephone-advice': telephoneAdvice }
      const ask = { specialistId: specialistIdIn(input.specialistId), key: idempotencyKey(input.idempotencyKey) }
      const plan = { from, to: to ?? undefined, clinical, nonClinical }
      return resultOf('time-changed', await setJobPlan(context.pool, context.caller, { ...ask, ...plan }))
    },
  }),
  setWeeklySession: t.field({
    type: TimeResult,
    nullable: false,
    description: 'Sets a clinic session that comes back every week, within the PAs for complex cases. Coordinators only.',
    args: { input: t.arg({ type: SetWeeklySessionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { weekday, startsAtHour, hours, virtual, from } = input
      const ask = { specialistId: specialistIdIn(input.specialistId), key: idempotencyKey(input.idempotencyKey) }
      const place = { site: input.site ?? undefined, virtual }
      const held = { weekday, startsAtHour, hours, from, to: input.to ?? undefined }
      return resultOf('time-changed', await setWeeklySession(context.pool, context.caller, { ...ask, ...held, ...place }))
    },
  }),
  endWeeklySession: t.field({
    type: TimeResult,
    nullable: false,
    description: 'Ends a weekly session; whoever is booked beyond that day is planned anew at once. Coordinators only.',
    args: { input: t.arg({ type: EndWeeklySessionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { templateId: rowIdIn(input.weeklySessionId), on: input.on, key: idempotencyKey(input.idempotencyKey) }
      return resultOf('time-changed', await endWeeklySession(context.pool, context.caller, ask))
    },
  }),
}))
