import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import type { CaseChanged } from '../cases/change-case.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { actOnOpinion } from './act-on-opinion.ts'

const ActOnOpinionInput = builder.inputType('ActOnOpinionInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    words: t.string({ required: true, description: 'What you have done about it, at most 4,000 characters.' }),
  }),
})

const OpinionActedOn = builder.objectRef<CaseChanged>('OpinionActedOn').implement({
  isTypeOf: isDone,
  fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
})

builder.mutationField('actOnOpinion', (t) =>
  t.field({
    type: builder.unionType('ActOnOpinionResult', { types: [OpinionActedOn, Refused, Stale] }),
    description: 'Records what came of a specialist’s opinion. For nurses and physicians.',
    args: { input: t.arg({ type: ActOnOpinionInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await actOnOpinion(context.spoke, context.actor, ask))
    },
  }),
)
