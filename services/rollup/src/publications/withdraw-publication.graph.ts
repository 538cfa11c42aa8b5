import { refusedAnswer } from '@oh/graph'
import { orThrow } from '../access.ts'
import { builder, Refused } from '../builder.ts'
import {
  type AskRefusal,
  askToWithdraw,
  type TakeBackRefusal,
  takeBackWithdrawal,
  type WithdrawalMade,
  type WithdrawRefusal,
  withdrawPublication,
} from './withdraw-publication.ts'
import { REASONS_OF_PEOPLE } from './withdrawal.ts'

const SENTENCES: Readonly<Record<AskRefusal | WithdrawRefusal | TakeBackRefusal, string>> = {
  'withdrawal-reason-unknown': 'Choose why the publication is withdrawn.',
  'no-such-publication': 'There is no publication of this number.',
  'withdrawn-already': 'This publication stands no more already.',
  'withdrawal-asked-already':
    'Somebody has asked for this already. A second statistician withdraws it, or the ask is taken back.',
  'withdrawal-not-asked':
    'Nobody asks for this publication to be withdrawn, so it stands. Ask for it, with a reason; then somebody else withdraws it.',
  'asked-by-yourself': 'You asked for this yourself. A second statistician looks at it and withdraws it.',
  'another-reason': 'It was asked for again, for another reason than the one you looked at. Look at it again.',
}

/** An answer of one kind of step, told from the others by its word. */
const answerOf = <Kind extends string>(name: string, kind: Kind, description: string) =>
  builder.objectRef<WithdrawalMade<Kind>>(name).implement({
    description,
    isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
    fields: (t) => ({ number: t.exposeInt('number', { nullable: false }) }),
  })

const WithdrawalAsked = answerOf(
  'WithdrawalAsked',
  'withdrawal-asked',
  'The publication stands until a second person withdraws it.',
)
const PublicationWithdrawn = answerOf('PublicationWithdrawn', 'withdrawn', 'The publication stands no more. It is kept as it is.')
const WithdrawalTakenBack = answerOf('WithdrawalTakenBack', 'taken-back', 'The publication stands, and nobody asks otherwise.')

const WithdrawalReasonRef = builder.objectRef<(typeof REASONS_OF_PEOPLE)[number]>('WithdrawalReason').implement({
  description: 'Why a publication may be withdrawn.',
  fields: (t) => ({
    word: t.exposeString('word', { nullable: false, description: 'The stable word.' }),
    sentence: t.exposeString('sentence', { nullable: false }),
  }),
})

builder.queryField('withdrawalReasons', (t) =>
  t.field({
    type: [WithdrawalReasonRef],
    nullable: false,
    description: 'Why a publication may be withdrawn.',
    resolve: () => [...REASONS_OF_PEOPLE],
  }),
)

builder.mutationField('askToWithdraw', (t) =>
  t.field({
    type: builder.unionType('AskToWithdrawResult', { types: [WithdrawalAsked, Refused] }),
    description: 'Asks for a publication to be withdrawn: a second statistician withdraws it. For the statistician.',
    args: {
      number: t.arg.int({ required: true }),
      reason: t.arg.string({ required: true, description: 'The stable word: see withdrawalReasons.' }),
    },
    resolve: async (_root, { number, reason }, { rollup, caller }) => {
      const outcome = orThrow(await askToWithdraw(rollup, caller, { number, reason }))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)

builder.mutationField('withdrawPublication', (t) =>
  t.field({
    type: builder.unionType('WithdrawPublicationResult', { types: [PublicationWithdrawn, Refused] }),
    description:
      'Takes a publication out of every series, as another statistician has asked. It is kept as it is, with who withdrew it and why, and counts as known to whoever might read the next one. For the statistician.',
    args: {
      number: t.arg.int({ required: true }),
      reason: t.arg.string({ required: true, description: 'The stable word of the reason for which it was asked.' }),
    },
    resolve: async (_root, { number, reason }, { rollup, caller }) => {
      const outcome = orThrow(await withdrawPublication(rollup, caller, { number, reason }))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)

builder.mutationField('takeBackWithdrawal', (t) =>
  t.field({
    type: builder.unionType('TakeBackWithdrawalResult', { types: [WithdrawalTakenBack, Refused] }),
    description: 'Takes back that a publication be withdrawn, while it stands. For the statistician.',
    args: { number: t.arg.int({ required: true }) },
    resolve: async (_root, { number }, { rollup, caller }) => {
      const outcome = orThrow(await takeBackWithdrawal(rollup, caller, number))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
