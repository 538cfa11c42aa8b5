import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import type { CaseChanged } from '../cases/change-case.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { askForConsent } from './ask-for-consent.ts'

const AskForConsentInput = builder.inputType('AskForConsentInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
  }),
})

const ConsentAsked = builder.objectRef<CaseChanged>('ConsentAsked').implement({
  isTypeOf: isDone,
  fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
})

builder.mutationField('askForConsent', (t) =>
  t.field({
    type: builder.unionType('AskForConsentResult', { types: [ConsentAsked, Refused, Stale] }),
    description: 'Asks the worker for consent on the worker’s own record. For nurses and physicians.',
    args: { input: t.arg({ type: AskForConsentInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await askForConsent(context.spoke, context.actor, ask))
    },
  }),
)
