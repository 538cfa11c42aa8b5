import type { EscalationId } from '@oh/kernel'
import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { Escalation } from '../escalations/escalation.graph.ts'
import { readAfter } from '../escalations/read-escalation.ts'
import { escalationIdIn, idempotencyKey } from '../ids.ts'
import { opinionRefusalSentences } from '../sentences.ts'
import { giveOpinion } from './give-opinion.ts'

const OpinionGiven = builder.objectRef<{ readonly kind: 'given'; readonly id: string }>('OpinionGiven').implement({
  description: 'The opinion is signed and on its way to the home service.',
  isTypeOf: isKind('given'),
  fields: (t) => ({
    escalation: t.field({
      type: Escalation,
      resolve: ({ id }, _args, { pool, caller }) => readAfter(pool, caller, id as EscalationId),
    }),
  }),
})

const GiveOpinionInput = builder.inputType('GiveOpinionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    spokeId: t.id({ required: true }),
    escalationId: t.id({ required: true }),
    answer: t.string({ required: true, description: 'To the question asked; at most 4,000 characters.' }),
    fitness: t.string({ required: true, description: 'fit, fit-with-adjustments, temporarily-unfit or unfit.' }),
    adjustments: t.stringList({ required: true, description: 'At most 20, of 300 characters each; empty ones are left out.' }),
    reviewOn: t.field({ type: 'LondonDate', description: 'Today or later.' }),
    adviceToNurse: t.string({ description: 'At most 4,000 characters.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationField('giveOpinion', (t) =>
  t.field({
    type: builder.unionType('GiveOpinionResult', { types: [OpinionGiven, Refused] }),
    nullable: false,
    description: 'Answers an escalation that you opened, once and for good.',
    args: { input: t.arg({ type: GiveOpinionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { spokeId, answer, fitness, adjustments, reviewOn, adviceToNurse } = input
      const draft = { answer, fitness, adjustments, reviewOn: reviewOn ?? undefined, adviceToNurse: adviceToNurse ?? '' }
      const key = idempotencyKey(input.idempotencyKey)
      const ask = { spokeId, escalationId: escalationIdIn(input.escalationId), draft, key }
      return resultOf('given', await giveOpinion(context.pool, context.caller, ask), opinionRefusalSentences)
    },
  }),
)
