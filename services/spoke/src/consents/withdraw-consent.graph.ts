import { builder, Refused } from '../builder.ts'
import { Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { decideOnWithdrawal, type WithdrawalDecided as WithdrawalDecidedShape } from './decide-on-withdrawal.ts'
import { SeniorDiscussionInput } from './record-gate.graph.ts'
import { type ConsentWithdrawn as ConsentWithdrawnShape, withdrawConsent } from './withdraw-consent.ts'

const is = (kind: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind

const WithdrawConsentInput = builder.inputType('WithdrawConsentInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    consequencesVersion: t.string({ description: 'The version of the consequences that the worker has read or been told.' }),
    evidence: t.string({ description: 'How the worker withdrew, when a clinician writes it down.' }),
  }),
})

const ConsentWithdrawn = builder.objectRef<ConsentWithdrawnShape>('ConsentWithdrawn').implement({
  isTypeOf: is('withdrawn'),
  fields: (t) => ({
    outcome: t.exposeString('outcome', { nullable: false, description: 'final or awaiting-decision.' }),
    sentence: t.exposeString('sentence', { nullable: false, description: 'What the worker reads.' }),
  }),
})

const DecideOnWithdrawalInput = builder.inputType('DecideOnWithdrawalInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    escalationId: t.id({ required: true }),
    decision: t.string({ required: true, description: 'abide or disclose-minimum.' }),
    rationale: t.string({ required: true }),
    seniorDiscussion: t.field({ type: SeniorDiscussionInput }),
    workerToldAt: t.field({ type: 'Instant' }),
    notToldBecause: t.string(),
  }),
})

const WithdrawalDecided = builder.objectRef<WithdrawalDecidedShape>('WithdrawalDecided').implement({
  isTypeOf: is('decided'),
  fields: (t) => ({
    outcome: t.exposeString('outcome', { nullable: false }),
    sentence: t.exposeString('sentence', { nullable: false, description: 'What the worker is told.' }),
  }),
})

builder.mutationFields((t) => ({
  withdrawConsent: t.field({
    type: builder.unionType('WithdrawConsentResult', { types: [ConsentWithdrawn, Refused, Stale] }),
    description: 'Withdraws consent, by the worker or for the worker. Content and identity are shut from this answer on.',
    args: { input: t.arg({ type: WithdrawConsentInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await withdrawConsent(context.spoke, context.actor, ask))
    },
  }),
  decideOnWithdrawal: t.field({
    type: builder.unionType('DecideOnWithdrawalResult', { types: [WithdrawalDecided, Refused, Stale] }),
    description: 'The named physician’s decision on a withdrawal while somebody may be at risk.',
    args: { input: t.arg({ type: DecideOnWithdrawalInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await decideOnWithdrawal(context.spoke, context.actor, ask))
    },
  }),
}))
