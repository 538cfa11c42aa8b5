import { cursorOf, pageOf } from '@oh/graph'
import { isKind, orThrow, resultOf } from '../answers.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readDayPage } from '../cursors.ts'
import { idempotencyKey, rowIdIn, specialistIdIn } from '../ids.ts'
import { NamedPoolSpecialist } from '../job-plans/job-plans.graph.ts'
import { cancelLeave } from './cancel-leave.ts'
import { enterLeave } from './enter-leave.ts'
import { type CaseReplanned, type LeaveView, listLeave } from './list-leave.ts'

const OUTCOME_TITLES: Readonly<Record<CaseReplanned['outcome'], string>> = {
  moved: 'Moved to another session of the same specialist',
  kept: 'Stays with the same specialist',
  'taken-back': 'Taken back, and offered anew',
  'offer-taken-back': 'The offer was taken back, and somebody else is asked',
}

const CaseReplannedRef = builder.objectRef<CaseReplanned>('CaseReplanned').implement({
  description: 'What became of a case when its specialist was away.',
  fields: (t) => ({
    pseudonym: t.exposeString('pseudonym', { nullable: false }),
    outcome: t.exposeString('outcome', { nullable: false, description: 'moved, kept, taken-back or offer-taken-back.' }),
    outcomeTitle: t.string({ nullable: false, resolve: ({ outcome }) => OUTCOME_TITLES[outcome] }),
    reasons: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      resolve: ({ sentences }) => [...sentences],
    }),
    seenAt: t.field({
      type: 'Instant',
      description: 'When the worker is seen now; null when that is not decided.',
      resolve: ({ seenAt }) => seenAt ?? null,
    }),
  }),
})

const PoolLeave = builder.objectRef<LeaveView>('PoolLeave').implement({
  description: 'Leave of a specialist. Why is nobody’s business.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    specialist: t.field({ type: NamedPoolSpecialist, nullable: false, resolve: ({ specialist }) => specialist }),
    fromOn: t.expose('fromOn', { type: 'LondonDate', nullable: false }),
    backOn: t.expose('backOn', { type: 'LondonDate', nullable: false, description: 'The first day back.' }),
    enteredAt: t.expose('enteredAt', { type: 'Instant', nullable: false }),
    cases: t.field({ type: [CaseReplannedRef], nullable: false, resolve: ({ cases }) => [...cases] }),
  }),
})

const LeavePage = builder.objectRef<ReturnType<typeof pageOf<LeaveView>>>('LeavePage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [PoolLeave], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.queryField('leave', (t) =>
  t.field({
    type: LeavePage,
    description: 'Leave that is not over, the earliest first, with what became of the cases. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { ics, ...args }, context) => {
      requireServed(context, { ics })
      const page = readDayPage(args)
      const listed = orThrow(await listLeave(context.pool, context.caller, page))
      return pageOf([...listed.rows], page.first, ({ fromOn, id }) => cursorOf(fromOn, id))
    },
  }),
)

type Changed = { readonly kind: 'leave-changed'; readonly id: string }

const LeaveChanged = builder.objectRef<Changed>('LeaveChanged').implement({
  description: 'The sessions follow it, and whoever was booked is planned anew.',
  isTypeOf: isKind('leave-changed'),
  fields: (t) => ({ leaveId: t.exposeID('id', { nullable: false }) }),
})

const LeaveResult = builder.unionType('LeaveResult', { types: [LeaveChanged, Refused] })

const EnterLeaveInput = builder.inputType('EnterLeaveInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    specialistId: t.id({ required: true }),
    fromOn: t.field({ type: 'LondonDate', required: true, description: 'The first day away.' }),
    backOn: t.field({ type: 'LondonDate', required: true, description: 'The first day back.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const CancelLeaveInput = builder.inputType('CancelLeaveInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    leaveId: t.id({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationFields((t) => ({
  enterLeave: t.field({
    type: LeaveResult,
    nullable: false,
    description: 'Enters leave, from this morning too: for coordinators, and specialists for themselves.',
    args: { input: t.arg({ type: EnterLeaveInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { fromOn: from, backOn: to } = input
      const ask = { specialistId: specialistIdIn(input.specialistId), from, to, key: idempotencyKey(input.idempotencyKey) }
      return resultOf('leave-changed', await enterLeave(context.pool, context.caller, ask))
    },
  }),
  cancelLeave: t.field({
    type: LeaveResult,
    nullable: false,
    description: 'Leave that is not taken after all: its sessions are held again, and no booking moves.',
    args: { input: t.arg({ type: CancelLeaveInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { leaveId: rowIdIn(input.leaveId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('leave-changed', await cancelLeave(context.pool, context.caller, ask))
    },
  }),
}))
