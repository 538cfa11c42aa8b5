import { builder } from '../builder.ts'
import type { LedgerRow } from './figure.reads.ts'
import { periodsClosedBy } from './make-cells.ts'
import { WITHDRAWAL_REASONS, type WithdrawalReason } from './withdrawal.ts'

const WithdrawalRef = builder.objectRef<NonNullable<LedgerRow['withdrawal']>>('PublicationWithdrawal').implement({
  description: 'That a publication stands no more: its figures are in no series.',
  fields: (t) => ({
    kind: t.exposeString('kind', {
      nullable: false,
      description: 'withdrawn by a statistician, or replaced by another publication of its month.',
    }),
    at: t.expose('at', { type: 'Instant', nullable: false }),
    byName: t.exposeString('byName', { nullable: false }),
    reason: t.string({
      nullable: false,
      description: 'Why, as a sentence.',
      resolve: ({ reason }) => sentenceOf(reason),
    }),
  }),
})

const WithdrawalAskRef = builder.objectRef<NonNullable<LedgerRow['asked']>>('PublicationWithdrawalAsk').implement({
  description: 'That one statistician has asked for a publication to be withdrawn.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant', nullable: false }),
    byName: t.exposeString('askedByName', { nullable: false }),
    isOwn: t.boolean({
      nullable: false,
      description: 'You asked for it, so somebody else must withdraw it.',
      resolve: ({ askedBy }, _args, { caller }) => askedBy === caller.person,
    }),
    reason: t.string({ nullable: false, description: 'Why, as a sentence.', resolve: ({ reason }) => sentenceOf(reason) }),
    reasonWord: t.exposeString('reason', { nullable: false, description: 'The stable word.' }),
  }),
})

const sentenceOf = (reason: WithdrawalReason) => WITHDRAWAL_REASONS.find(({ word }) => word === reason)?.sentence ?? reason

export const PublicationRef = builder.objectRef<LedgerRow>('Publication').implement({
  description: 'A numbered set of figures, written once.',
  fields: (t) => ({
    number: t.exposeInt('number', { nullable: false }),
    month: t.exposeString('month', { nullable: false, description: 'The month whose end it publishes.' }),
    kind: t.exposeString('kind', { description: 'month, or refresh: every figure of the financial year that its month ends.' }),
    edition: t.exposeString('edition', { nullable: false, description: 'Edition of the geography its areas are of.' }),
    policy: t.exposeInt('policy', { nullable: false }),
    synthetic: t.exposeBoolean('synthetic', { nullable: false, description: 'Some of what it counts is made up.' }),
    publishedAt: t.expose('publishedAt', { type: 'Instant', nullable: false }),
    publishedByName: t.exposeString('publishedByName', { nullable: false }),
    restatement: t.exposeInt('restatement', { description: 'Which publication of its month it is, from 1.' }),
    withdrawal: t.expose('withdrawal', { type: WithdrawalRef, description: 'Null while the publication stands.' }),
    withdrawalAsked: t.expose('asked', {
      type: WithdrawalAskRef,
      description: 'Null while nobody has asked for it to be withdrawn; kept when it is withdrawn.',
    }),
    periods: t.stringList({
      nullable: { list: false, items: false },
      description: 'The periods whose figures stand in it: its month, and the quarter and year that end with it.',
      resolve: ({ month }) => [...periodsClosedBy(month)],
    }),
    digest: t.exposeString('digest', { nullable: false, description: 'SHA-256 of its cells in order.' }),
    signature: t.exposeString('signature', {
      nullable: false,
      description: 'The signature over number, month and digest (JWS).',
    }),
  }),
})
