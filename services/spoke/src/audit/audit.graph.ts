import { chainPartIn, MOST_ENTRIES } from '@oh/audit'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { type EntryPage, type EntryView, listEntries } from './list-entries.ts'
import { type ChainRead, readChain } from './read-chain.ts'

const AuditEntry = builder.objectRef<EntryView>('AuditEntry').implement({
  description: 'One access to a record, or an attempt at one. Ids and stable words; no clinical text.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    at: t.expose('at', { type: 'Instant', nullable: false }),
    actor: t.exposeID('actor', { nullable: false, description: 'A person, a member or a part of the service.' }),
    actorName: t.exposeString('actorName', { description: 'Null for whoever has no membership here.' }),
    actorRole: t.exposeString('actorRole', { nullable: false }),
    action: t.exposeString('action', { nullable: false, description: 'The stable word.' }),
    what: t.exposeString('what', { nullable: false, description: 'The words for people.' }),
    resource: t.exposeString('resource', { nullable: false }),
    resourceIds: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      resolve: ({ resourceIds }) => [...resourceIds],
    }),
    subject: t.exposeID('subject', { description: 'Whose record; null for a list, whose ids stand beside.' }),
    outcome: t.exposeString('outcome', { nullable: false, description: 'allowed, refused, hidden or forbidden.' }),
    outcomeTitle: t.exposeString('outcomeTitle', { nullable: false }),
    reasons: t.field({ type: ['String'], nullable: { list: false, items: false }, resolve: ({ reasons }) => [...reasons] }),
    onBehalfOf: t.exposeID('onBehalfOf', { description: 'For whom a proof was signed.' }),
  }),
})

const AuditPage = builder.objectRef<EntryPage>('AuditPage').implement({
  description: 'One page of the audit.',
  fields: (t) => ({
    rows: t.field({ type: [AuditEntry], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const AuditChain = builder.objectRef<ChainRead>('AuditChain').implement({
  description: 'The hash chain over the audit, or the part of it that was asked for, walked and checked now.',
  fields: (t) => ({
    sealed: t.exposeInt('sealed', { nullable: false, description: 'Entries of the chain that were checked.' }),
    heads: t.exposeInt('heads', { nullable: false, description: 'Signed heads that were checked.' }),
    overdue: t.exposeInt('overdue', { nullable: false, description: 'Entries of more than 10 seconds ago outside the chain.' }),
    verifiedUpTo: t.exposeInt('verifiedUpTo', { nullable: false, description: 'The number of the last entry that was checked.' }),
    hasMore: t.exposeBoolean('hasMore', { nullable: false, description: 'More lies behind it: ask again from there.' }),
    breaks: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      description: 'What is wrong and where; empty when the chain holds.',
      resolve: ({ breaks }) => [...breaks],
    }),
  }),
})

builder.queryFields((t) => ({
  auditEntries: t.field({
    type: AuditPage,
    description: 'Who saw what, the newest first. For the privacy officer, without the own accesses.',
    args: {
      trust: t.arg.id({ required: true }),
      subject: t.arg.id({
        description: 'A worker, or another id that was touched; or the first eight characters of the worker’s.',
      }),
      person: t.arg.id({ description: 'Who acted: a sign-in name, or a name or part of one as it stands at the service.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { trust, ...ask }, context) => {
      requireServed(context, { trust })
      return shown(await listEntries(context.spoke, context.actor, ask))
    },
  }),
  auditChain: t.field({
    type: AuditChain,
    description: 'Whether the audit is whole, at most 20,000 entries a request. For the privacy officer.',
    args: {
      trust: t.arg.id({ required: true }),
      first: t.arg.int({ required: true, defaultValue: MOST_ENTRIES }),
      after: t.arg.int({ required: true, defaultValue: 0, description: 'The verifiedUpTo of the request before; 0 to begin.' }),
    },
    resolve: async (_root, { trust, ...part }, context) => {
      requireServed(context, { trust })
      return shown(await readChain(context.spoke, context.actor, chainPartIn(part)))
    },
  }),
}))
