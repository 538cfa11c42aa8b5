import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { Case } from './case.graph.ts'
import type { CaseChanged } from './change-case.ts'
import { closeCase } from './close-case.ts'
import { isDone, Stale } from './stale.graph.ts'

const CloseCaseInput = builder.inputType('CloseCaseInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    outcome: t.string({ required: true, description: 'The stable word of the outcome.' }),
    reviewOn: t.field({ type: 'LondonDate', description: 'Needed when the outcome is for a time.' }),
  }),
})

const CaseClosed = builder.objectRef<CaseChanged>('CaseClosed').implement({
  isTypeOf: isDone,
  fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
})

builder.mutationField('closeCase', (t) =>
  t.field({
    type: builder.unionType('CloseCaseResult', { types: [CaseClosed, Refused, Stale] }),
    description: 'Ends a case with its outcome. For nurses and physicians.',
    args: { input: t.arg({ type: CloseCaseInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await closeCase(context.spoke, context.actor, ask))
    },
  }),
)
