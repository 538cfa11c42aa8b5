import type { Account, Ledger } from '@oh/capacity'
import { cursorOf, pageOf } from '@oh/graph'
import { findIcs } from '@oh/organisations'
import { isKind, orThrow, resultOf } from '../answers.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { agreementIdIn, idempotencyKey } from '../ids.ts'
import { acceptAgreement, endAgreement } from './answer-agreement.ts'
import { type Agreement, listAgreements } from './list-agreements.ts'
import { proposeAgreement } from './propose-agreement.ts'

const STATE_TITLES: Readonly<Record<Agreement['state'], string>> = {
  proposed: 'Waits for an answer',
  standing: 'In force',
  ended: 'Ended',
  over: 'Has run out',
}
/** Months of the ledger that are shown; the total is of all. */
const MOST_MONTHS = 24

const LedgerAccount = builder.objectRef<Account & { readonly month?: string }>('LedgerAccount').implement({
  description: 'What passed between two systems, in programmed activities (PAs of 4 hours), as this pool sees it.',
  fields: (t) => ({
    month: t.string({ description: 'Of the session, as 2026-03; null for the total.', resolve: ({ month }) => month ?? null }),
    lent: t.exposeFloat('lent', { nullable: false, description: 'Lent by this pool and not given back.' }),
    lentUsed: t.exposeFloat('lentUsed', { nullable: false, description: 'Of these, booked in sessions that are over.' }),
    borrowed: t.exposeFloat('borrowed', { nullable: false, description: 'Lent to this pool and not given back.' }),
    borrowedUsed: t.exposeFloat('borrowedUsed', { nullable: false }),
    balance: t.exposeFloat('balance', { nullable: false, description: 'Above 0: the neighbour owes. Below 0: this pool owes.' }),
  }),
})

const PoolLedger = builder.objectRef<Ledger>('PoolLedger').implement({
  description: 'The ledger of one agreement. Both pools keep the same one.',
  fields: (t) => ({
    months: t.field({
      type: [LedgerAccount],
      nullable: false,
      description: `By month of the session, the latest ${MOST_MONTHS} at most, the earliest first.`,
      resolve: ({ months }) => months.slice(-MOST_MONTHS),
    }),
    total: t.field({ type: LedgerAccount, nullable: false, resolve: ({ total }) => total }),
  }),
})

export const ReciprocalAgreement = builder.objectRef<Agreement>('ReciprocalAgreement').implement({
  description: 'An agreement of two pools to lend each other sessions.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    partnerIcs: t.exposeID('partnerIcs', { nullable: false, description: 'Code of the neighbouring system.' }),
    partnerName: t.string({ nullable: false, resolve: ({ partnerIcs }) => findIcs(partnerIcs)?.name ?? partnerIcs }),
    state: t.exposeString('state', { nullable: false, description: 'proposed, standing, ended or over.' }),
    stateTitle: t.string({ nullable: false, resolve: ({ state }) => STATE_TITLES[state] }),
    reason: t.exposeString('reason', { nullable: false, description: 'What it is for.' }),
    fromOn: t.expose('fromOn', { type: 'LondonDate', nullable: false }),
    toOn: t.expose('toOn', { type: 'LondonDate', description: 'The first day on which it no longer holds. Null: until ended.' }),
    proposedHere: t.exposeBoolean('proposedHere', { nullable: false }),
    proposedByName: t.exposeString('proposedByName', { nullable: false }),
    acceptedByName: t.exposeString('acceptedByName', { nullable: true }),
    endedByName: t.exposeString('endedByName', { nullable: true }),
    endedAt: t.expose('endedAt', { type: 'Instant' }),
    ledger: t.field({ type: PoolLedger, nullable: false, resolve: ({ ledger }) => ledger }),
    allowedActions: t.stringList({
      nullable: false,
      description: 'What you may do with it now: accept, end.',
      resolve: ({ acts }) => [...acts],
    }),
  }),
})

const AgreementPage = builder.objectRef<ReturnType<typeof pageOf<Agreement>>>('AgreementPage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [ReciprocalAgreement], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.queryField('agreements', (t) =>
  t.field({
    type: AgreementPage,
    description: 'Agreements with neighbouring pools, the latest first, each with its ledger. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { ics, ...args }, context) => {
      requireServed(context, { ics })
      const page = readMomentPage(args)
      const { rows } = orThrow(await listAgreements(context.pool, context.caller, page))
      return pageOf([...rows], page.first, ({ proposedAt, id }) => cursorOf(proposedAt, id))
    },
  }),
)

interface Changed {
  readonly kind: 'changed'
  readonly id: string
}
const AgreementChanged = builder.objectRef<Changed>('AgreementChanged').implement({
  description: 'Written down here, and on its way to the neighbour.',
  isTypeOf: isKind('changed'),
  fields: (t) => ({ agreementId: t.exposeID('id', { nullable: false }) }),
})
const AgreementResult = builder.unionType('AgreementResult', { types: [AgreementChanged, Refused] })

const ProposeAgreementInput = builder.inputType('ProposeAgreementInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    neighbour: t.id({ required: true, description: 'Code of the neighbouring system.' }),
    reason: t.string({ required: true, description: 'What it is for; at most 300 characters.' }),
    fromOn: t.field({ type: 'LondonDate', required: true, description: 'The first day; today or later.' }),
    toOn: t.field({ type: 'LondonDate', description: 'The first day on which it no longer holds; left out: until ended.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const answerInput = (name: string) =>
  builder.inputType(name, {
    fields: (t) => ({
      ics: t.id({ required: true }),
      agreementId: t.id({ required: true }),
      idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
    }),
  })
const AcceptAgreementInput = answerInput('AcceptAgreementInput')
const EndAgreementInput = answerInput('EndAgreementInput')

builder.mutationFields((t) => ({
  proposeAgreement: t.field({
    type: AgreementResult,
    nullable: false,
    description: 'Asks a neighbouring pool for an agreement to lend each other sessions. Coordinators only.',
    args: { input: t.arg({ type: ProposeAgreementInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { neighbour, reason, fromOn, toOn } = input
      const key = idempotencyKey(input.idempotencyKey)
      const ask = { neighbour, reason: reason.trim(), fromOn, toOn: toOn ?? undefined, key }
      return resultOf('changed', await proposeAgreement(context.pool, context.caller, ask))
    },
  }),
  acceptAgreement: t.field({
    type: AgreementResult,
    nullable: false,
    description: 'Accepts what a neighbour proposed. Coordinators only.',
    args: { input: t.arg({ type: AcceptAgreementInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { agreementId: agreementIdIn(input.agreementId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('changed', await acceptAgreement(context.pool, context.caller, ask))
    },
  }),
  endAgreement: t.field({
    type: AgreementResult,
    nullable: false,
    description: 'Ends an agreement, or says no to a proposal. What is booked stays booked. Coordinators only.',
    args: { input: t.arg({ type: EndAgreementInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { agreementId: agreementIdIn(input.agreementId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('changed', await endAgreement(context.pool, context.caller, ask))
    },
  }),
}))
