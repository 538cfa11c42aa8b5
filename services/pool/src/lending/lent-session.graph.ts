import { cursorOf, pageOf } from '@oh/graph'
import { findIcs } from '@oh/organisations'
import { isKind, orThrow, resultOf } from '../answers.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { agreementIdIn, idempotencyKey, sessionIdIn } from '../ids.ts'
import { giveBackSession } from './give-back-session.ts'
import { lendSession } from './lend-session.ts'
import { type LendableSession, type LentSession, listLendableSessions, listLentSessions } from './list-lent-sessions.ts'
import { isRecalled, RECALLED } from './recalled.ts'

const STATE_TITLES: Readonly<Record<LentSession['state'], string>> = { lent: 'Lent', returned: 'Given back', used: 'Over' }
const RETURNED_TITLES = new Map([
  ['nobody-needs-it', 'Nobody needed it'],
  ['given-back-by-coordinator', 'The coordinator gave it back'],
  ['agreement-not-standing', 'No agreement held any more'],
  ['specialist-works-here', 'The specialist works for both pools already'],
  [RECALLED, 'The specialist cannot hold it'],
])

const LentSessionRef = builder.objectRef<LentSession>('LentSession').implement({
  description: 'A clinic session that one pool lends to another.',
  fields: (t) => ({
    id: t.exposeID('sessionId', { nullable: false }),
    partnerIcs: t.exposeID('partnerIcs', { nullable: false, description: 'The other system.' }),
    partnerName: t.string({ nullable: false, resolve: ({ partnerIcs }) => findIcs(partnerIcs)?.name ?? partnerIcs }),
    specialistName: t.exposeString('specialistName', { nullable: false }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    hours: t.exposeFloat('hours', { nullable: false }),
    hoursUsed: t.exposeFloat('hoursUsed', { nullable: true, description: 'Null until it is over.' }),
    siteName: t.string({ description: 'Null when by video only.', resolve: ({ siteName }) => siteName ?? null }),
    virtual: t.exposeBoolean('virtual', { nullable: false }),
    state: t.exposeString('state', { nullable: false, description: 'lent, returned or used.' }),
    stateTitle: t.string({ nullable: false, resolve: (row) => (isRecalled(row) ? 'Recalled' : STATE_TITLES[row.state]) }),
    returnedForTitle: t.string({
      description: 'Why it was given back or recalled; null when it was not.',
      resolve: ({ returnedFor }) => (returnedFor === null ? null : (RETURNED_TITLES.get(returnedFor) ?? returnedFor)),
    }),
    mayGoBack: t.exposeBoolean('mayGoBack', { nullable: false, description: 'True when it may be given back now.' }),
  }),
})

const LentSessionPage = builder.objectRef<ReturnType<typeof pageOf<LentSession>>>('LentSessionPage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [LentSessionRef], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const LendableSessionRef = builder.objectRef<LendableSession>('LendableSession').implement({
  description: 'A session of the pool that nobody is booked in, far enough ahead to be lent.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    specialistName: t.exposeString('specialistName', { nullable: false }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    hours: t.exposeFloat('hours', { nullable: false }),
    siteName: t.string({ description: 'Null when by video only.', resolve: ({ siteName }) => siteName ?? null }),
    virtual: t.exposeBoolean('virtual', { nullable: false }),
  }),
})

const LendableSessionPage = builder.objectRef<ReturnType<typeof pageOf<LendableSession>>>('LendableSessionPage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [LendableSessionRef], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const LendingDirection = builder.enumType('LendingDirection', {
  values: {
    lent: { value: 'out', description: 'By this pool.' },
    borrowed: { value: 'in', description: 'To this pool.' },
  } as const,
})

builder.queryFields((t) => ({
  lentSessions: t.field({
    type: LentSessionPage,
    description: 'Sessions lent by this pool, or to it; the latest first. Coordinators only.',
    args: {
      ics: t.arg.id({ required: true }),
      show: t.arg({ type: LendingDirection, required: true }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { ics, show, ...args }, context) => {
      requireServed(context, { ics })
      const page = readMomentPage(args)
      const { rows } = orThrow(await listLentSessions(context.pool, context.caller, show, page))
      return pageOf([...rows], page.first, ({ startsAt, sessionId }) => cursorOf(startsAt, sessionId))
    },
  }),
  lendableSessions: t.field({
    type: LendableSessionPage,
    description: 'Sessions that could be lent, the soonest first. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { ics, ...args }, context) => {
      requireServed(context, { ics })
      const page = readMomentPage(args)
      const { rows } = orThrow(await listLendableSessions(context.pool, context.caller, page))
      return pageOf([...rows], page.first, ({ startsAt, id }) => cursorOf(startsAt, id))
    },
  }),
}))

const SessionLent = builder.objectRef<{ readonly kind: 'lent'; readonly id: string }>('SessionLent').implement({
  description: 'This pool plans without it, and the neighbour is being told.',
  isTypeOf: isKind('lent'),
  fields: (t) => ({ sessionId: t.exposeID('id', { nullable: false }) }),
})
const SessionGivenBack = builder.objectRef<{ readonly kind: 'given-back'; readonly id: string }>('SessionGivenBack').implement({
  description: 'The lender is being told that it may use the session again.',
  isTypeOf: isKind('given-back'),
  fields: (t) => ({ sessionId: t.exposeID('id', { nullable: false }) }),
})

const LendSessionInput = builder.inputType('LendSessionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    agreementId: t.id({ required: true }),
    sessionId: t.id({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})
const GiveBackSessionInput = builder.inputType('GiveBackSessionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    sessionId: t.id({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationFields((t) => ({
  lendSession: t.field({
    type: builder.unionType('LendSessionResult', { types: [SessionLent, Refused] }),
    nullable: false,
    description: 'Lends one whole session to a neighbour under an agreement that holds on its day. Coordinators only.',
    args: { input: t.arg({ type: LendSessionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const key = idempotencyKey(input.idempotencyKey)
      const ask = { agreementId: agreementIdIn(input.agreementId), sessionId: sessionIdIn(input.sessionId), key }
      return resultOf('lent', await lendSession(context.pool, context.caller, ask))
    },
  }),
  giveBackSession: t.field({
    type: builder.unionType('GiveBackSessionResult', { types: [SessionGivenBack, Refused] }),
    nullable: false,
    description: 'Gives back a session lent to this pool that nobody needs. Coordinators only.',
    args: { input: t.arg({ type: GiveBackSessionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { sessionId: sessionIdIn(input.sessionId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('given-back', await giveBackSession(context.pool, context.caller, ask))
    },
  }),
}))
