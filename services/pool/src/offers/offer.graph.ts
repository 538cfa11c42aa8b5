import { cursorOf, pageOf } from '@oh/graph'
import { sentenceOf } from '@oh/routing'
import { orThrow } from '../answers.ts'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { Escalation } from '../escalations/escalation.graph.ts'
import { RoutingReason } from '../specialists/skill.graph.ts'
import { DECLINE_REASONS } from './decline-words.ts'
import { listOffers, type MyOffer } from './list-offers.ts'

const placeOf = ({ expiresAt, id }: MyOffer) => cursorOf(expiresAt, id)

const Offer = builder.objectRef<MyOffer>('Offer').implement({
  description: 'An escalation that you are asked to take.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    offeredAt: t.expose('offeredAt', { type: 'Instant' }),
    expiresAt: t.expose('expiresAt', { type: 'Instant', description: 'From then on somebody else is asked.' }),
    reasons: t.field({
      type: [RoutingReason],
      nullable: false,
      description: 'Why you, as far as it says nothing about the worker.',
      resolve: ({ reasons }) => reasons.map((word) => ({ word, sentence: sentenceOf(word) })),
    }),
    declineReasons: t.field({
      type: [RoutingReason],
      nullable: false,
      description: 'What you may answer when you decline.',
      resolve: () => [...DECLINE_REASONS],
    }),
    escalation: t.expose('escalation', { type: Escalation }),
  }),
})

const OfferPage = builder.objectRef<ReturnType<typeof pageOf<MyOffer>>>('OfferPage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [Offer], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.queryField('offers', (t) =>
  t.field({
    type: OfferPage,
    description: 'What is on offer to you now, what must be answered soonest first.',
    args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { ics, ...args }, context) => {
      requireServed(context, { ics })
      const page = readMomentPage(args)
      const listed = orThrow(await listOffers(context.pool, context.caller, page))
      return pageOf(listed.offers, page.first, placeOf)
    },
  }),
)
