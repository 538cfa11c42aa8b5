import { chainPartIn, MOST_ENTRIES } from '@oh/audit'
import { builder, PageInfo } from './builder.ts'
import { asPerson, shown } from './context.ts'
import { type AuditEntryView, type AuditPageView, listAuditEntries } from './list-audit-entries.ts'
import { type ChainRead, readAuditChain } from './read-audit-chain.ts'

const DirectoryAuditEntry = builder.objectRef<AuditEntryView>('DirectoryAuditEntry').implement({
  description: 'One act at the directory, or an attempt at one. Ids and stable words.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    at: t.expose('at', { type: 'Instant', nullable: false }),
    actor: t.exposeID('actor', { nullable: false, description: 'A person, or a part of the directory.' }),
    actorName: t.exposeString('actorName', { description: 'Null for whoever has no membership here.' }),
    actorRole: t.exposeString('actorRole', { nullable: false }),
    action: t.exposeString('action', { nullable: false, description: 'The stable word.' }),
    what: t.exposeString('what', { nullable: false, description: 'The words for people.' }),
    resourceIds: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      description: 'Members, codes they serve, or entries of this audit that were read.',
      resolve: ({ resourceIds }) => [...resourceIds],
    }),
    outcome: t.exposeString('outcome', { nullable: false, description: 'allowed, refused, hidden or forbidden.' }),
    reasons: t.field({ type: ['String'], nullable: { list: false, items: false }, resolve: ({ reasons }) => [...reasons] }),
  }),
})

const DirectoryAuditPage = builder.objectRef<AuditPageView>('DirectoryAuditPage').implement({
  description: 'One page of the directory’s audit.',
  fields: (t) => ({
    rows: t.field({ type: [DirectoryAuditEntry], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const DirectoryAuditChain = builder.objectRef<ChainRead>('DirectoryAuditChain').implement({
  description: 'The hash chain over the directory’s audit, or the part of it that was asked for, walked and checked now.',
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
  directoryAuditEntries: t.field({
    type: DirectoryAuditPage,
    description:
      'Who changed the federation, the newest first. For the privacy officer of the directory, without the own accesses.',
    args: {
      about: t.arg.id({ description: 'A member, or a code that it serves.' }),
      person: t.arg.id({ description: 'Who acted.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, ask, context) => shown(await listAuditEntries(context.directory, asPerson(context), ask)),
  }),
  directoryAuditChain: t.field({
    type: DirectoryAuditChain,
    description:
      'Whether the directory’s audit is whole, at most 20,000 entries a request. For the privacy officer of the directory.',
    args: {
      first: t.arg.int({ required: true, defaultValue: MOST_ENTRIES }),
      after: t.arg.int({ required: true, defaultValue: 0, description: 'The verifiedUpTo of the request before; 0 to begin.' }),
    },
    resolve: async (_root, part, context) => shown(await readAuditChain(context.directory, context.actor, chainPartIn(part))),
  }),
}))
