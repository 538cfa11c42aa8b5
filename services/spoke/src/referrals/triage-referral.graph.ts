import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { Referral } from './referral.graph.ts'
import { type ReferralTriaged as ReferralTriagedShape, triageReferral } from './triage-referral.ts'

const TriageReferralInput = builder.inputType('TriageReferralInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    referralId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    decision: t.string({ required: true, description: 'accept or send-back.' }),
    words: t.string({ description: 'To the referrer, when it is sent back: at most 600 characters, no clinical detail.' }),
  }),
})

const ReferralTriaged = builder.objectRef<ReferralTriagedShape>('ReferralTriaged').implement({
  isTypeOf: isDone,
  fields: (t) => ({
    referral: t.expose('referral', { type: Referral, nullable: false }),
    case: t.expose('case', { type: Case, description: 'The case it has become; null when it was sent back.' }),
  }),
})

builder.mutationField('triageReferral', (t) =>
  t.field({
    type: builder.unionType('TriageReferralResult', { types: [ReferralTriaged, Refused, Stale] }),
    description: 'Accepts a referral, which opens its case, or sends it back to the referrer. For nurses and physicians.',
    args: { input: t.arg({ type: TriageReferralInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await triageReferral(context.spoke, context.actor, ask))
    },
  }),
)
