import { refusedAnswer } from '@oh/graph'
import { orThrow } from '../access.ts'
import { builder, Refused } from '../builder.ts'
import { type Withdrawn, type WithdrawRefusal, withdrawPublication } from './withdraw-publication.ts'
import { REASONS_OF_PEOPLE } from './withdrawal.ts'

const SENTENCES: Readonly<Record<WithdrawRefusal, string>> = {
  'withdrawal-reason-unknown': 'Choose why the publication is withdrawn.',
  'no-such-publication': 'There is no publication of this number.',
  'withdrawn-already': 'This publication stands no more already.',
}

const PublicationWithdrawn = builder.objectRef<Withdrawn>('PublicationWithdrawn').implement({
  description: 'The publication stands no more. It is kept as it is.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'withdrawn',
  fields: (t) => ({ number: t.exposeInt('number', { nullable: false }) }),
})

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

builder.mutationField('withdrawPublication', (t) =>
  t.field({
    type: builder.unionType('WithdrawPublicationResult', { types: [PublicationWithdrawn, Refused] }),
    description:
      'Takes a publication out of every series. It is kept as it is, with who withdrew it and why, and counts as known to whoever might read the next one. For the statistician.',
    args: {
      number: t.arg.int({ required: true }),
      reason: t.arg.string({ required: true, description: 'The stable word: see withdrawalReasons.' }),
    },
    resolve: async (_root, { number, reason }, { rollup, caller }) => {
      const outcome = orThrow(await withdrawPublication(rollup, caller, { number, reason }))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
