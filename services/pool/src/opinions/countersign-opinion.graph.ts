import type { EscalationId } from '@oh/kernel'
import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { Escalation } from '../escalations/escalation.graph.ts'
import { readAfter } from '../escalations/read-escalation.ts'
import { escalationIdIn, idempotencyKey } from '../ids.ts'
import { countersignOpinion } from './countersign-opinion.ts'

const OpinionRuledOn = builder.objectRef<{ readonly kind: 'ruled-on'; readonly id: string }>('OpinionRuledOn').implement({
  description: 'Countersigned, and on its way to the home service; or sent back to the trainee.',
  isTypeOf: isKind('ruled-on'),
  fields: (t) => ({
    escalation: t.field({
      type: Escalation,
      resolve: ({ id }, _args, { pool, caller }) => readAfter(pool, caller, id as EscalationId),
    }),
  }),
})

const CountersignOpinionInput = builder.inputType('CountersignOpinionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    spokeId: t.id({ required: true }),
    escalationId: t.id({ required: true }),
    countersigns: t.boolean({ required: true, description: 'False: it goes back to the trainee.' }),
    comment: t.string({ description: 'Why it goes back; at most 4,000 characters.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationField('countersignOpinion', (t) =>
  t.field({
    type: builder.unionType('CountersignOpinionResult', { types: [OpinionRuledOn, Refused] }),
    nullable: false,
    description: 'Countersigns what a trainee under your supervision has written, or sends it back. For the supervisor.',
    args: { input: t.arg({ type: CountersignOpinionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { spokeId, countersigns, comment } = input
      const key = idempotencyKey(input.idempotencyKey)
      const ask = { spokeId, escalationId: escalationIdIn(input.escalationId), countersigns, comment: comment ?? '', key }
      return resultOf('ruled-on', await countersignOpinion(context.pool, context.caller, ask))
    },
  }),
)
