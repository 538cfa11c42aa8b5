import type { EscalationId } from '@oh/kernel'
import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { Escalation } from '../escalations/escalation.graph.ts'
import { readAfter } from '../escalations/read-escalation.ts'
import { idempotencyKey, offerIdIn } from '../ids.ts'
import { acceptOffer } from './accept-offer.ts'
import { declineOffer } from './decline-offer.ts'

const OfferAccepted = builder.objectRef<{ readonly kind: 'accepted'; readonly id: string }>('OfferAccepted').implement({
  description: 'The escalation is yours: next come the identity card and your declaration.',
  isTypeOf: isKind('accepted'),
  fields: (t) => ({
    escalation: t.field({
      type: Escalation,
      resolve: ({ id }, _args, { pool, caller }) => readAfter(pool, caller, id as EscalationId),
    }),
  }),
})

const AcceptOfferInput = builder.inputType('AcceptOfferInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    offerId: t.id({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const OfferDeclined = builder.objectRef<{ readonly kind: 'declined'; readonly id: string }>('OfferDeclined').implement({
  description: 'The pool looks for somebody else; where nobody else may be asked, the coordinator looks for cover.',
  isTypeOf: isKind('declined'),
  fields: (t) => ({ offerId: t.exposeID('id', { nullable: false }) }),
})

const DeclineOfferInput = builder.inputType('DeclineOfferInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    offerId: t.id({ required: true }),
    reason: t.string({ required: true, description: 'A word of the declineReasons of the offer.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationFields((t) => ({
  acceptOffer: t.field({
    type: builder.unionType('AcceptOfferResult', { types: [OfferAccepted, Refused] }),
    nullable: false,
    description: 'Takes an escalation by name. Refused with already-accepted when somebody else was first.',
    args: { input: t.arg({ type: AcceptOfferInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { offerId: offerIdIn(input.offerId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('accepted', await acceptOffer(context.pool, context.caller, ask))
    },
  }),
  declineOffer: t.field({
    type: builder.unionType('DeclineOfferResult', { types: [OfferDeclined, Refused] }),
    nullable: false,
    description: 'Says no to an offer. The next specialist is asked at once, if there is one who may be asked.',
    args: { input: t.arg({ type: DeclineOfferInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { reason } = input
      const ask = { offerId: offerIdIn(input.offerId), reason, key: idempotencyKey(input.idempotencyKey) }
      return resultOf('declined', await declineOffer(context.pool, context.caller, ask))
    },
  }),
}))
