import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import type { CaseChanged } from '../cases/change-case.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { recordGate } from './record-gate.ts'

export const SeniorDiscussionInput = builder.inputType('SeniorDiscussionInput', {
  fields: (t) => ({
    with: t.string({ required: true, description: 'senior-colleague, professional-body or indemnity-body.' }),
    name: t.string({ required: true }),
    at: t.field({ type: 'Instant', required: true }),
  }),
})

const RecordGateInput = builder.inputType('RecordGateInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({
      description:
        'Of the case the form was made on. The worker may leave it out while occupational health waits for the answer.',
    }),
    kind: t.string({
      required: true,
      description: 'explicit-consent, same-team-care, required-by-law or public-interest. A worker gives consent only.',
    }),
    textVersion: t.string({ required: true, description: 'The version of the wording that was shown: see gateTexts.' }),
    evidence: t.string({ description: 'How consent was given, when a clinician records it.' }),
    inWriting: t.boolean({ description: 'Consent was given in writing. Default false.' }),
    forThePool: t.boolean({ description: 'The consent reaches the regional specialists. Default true.' }),
    lastDay: t.field({ type: 'LondonDate', description: 'The last day of a consent. Default: as the service has set.' }),
    law: t.string({ description: 'The law and section that requires it.' }),
    rationale: t.string({ description: 'Why it is in the public interest.' }),
    seniorDiscussion: t.field({ type: SeniorDiscussionInput }),
    workerToldAt: t.field({ type: 'Instant' }),
    notToldBecause: t.string(),
  }),
})

const GateRecorded = builder.objectRef<CaseChanged>('GateRecorded').implement({
  isTypeOf: isDone,
  fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
})

builder.mutationField('recordGate', (t) =>
  t.field({
    type: builder.unionType('RecordGateResult', { types: [GateRecorded, Refused, Stale] }),
    description: 'Records why a case may leave the service: the worker’s consent, or what stands in its place.',
    args: { input: t.arg({ type: RecordGateInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await recordGate(context.spoke, context.actor, ask))
    },
  }),
)
