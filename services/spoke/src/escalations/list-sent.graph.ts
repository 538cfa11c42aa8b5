import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { listSent, type SentPage } from './list-sent.ts'
import { readEscalation } from './read-escalations.ts'
import { ListedEscalation, SentEscalation } from './sent-escalation.graph.ts'

const SentEscalationPage = builder.objectRef<SentPage>('SentEscalationPage').implement({
  description: 'One page of what was sent up.',
  fields: (t) => ({
    rows: t.field({ type: [ListedEscalation], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.queryFields((t) => ({
  sentEscalation: t.field({
    type: SentEscalation,
    description: 'One sent escalation. For nurses and physicians.',
    args: { trust: t.arg.id({ required: true }), id: t.arg.id({ required: true }) },
    resolve: async (_root, { trust, id }, context) => {
      requireServed(context, { trust })
      return shown(await readEscalation(context.spoke, context.actor, id)).escalation
    },
  }),
  sentEscalations: t.field({
    type: SentEscalationPage,
    description: 'What this service has sent up, the newest first. For nurses and physicians.',
    args: { trust: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { trust, ...ask }, context) => {
      requireServed(context, { trust })
      return shown(await listSent(context.spoke, context.actor, ask))
    },
  }),
}))
