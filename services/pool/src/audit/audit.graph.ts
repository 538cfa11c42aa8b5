import { auditCursor, auditIdIn, chainPartIn, MOST_ENTRIES, readAuditPage } from '@oh/audit'
import { pageOf } from '@oh/graph'
import { orThrow } from '../answers.ts'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { type EntryView, listEntries } from './list-entries.ts'
import { type ChainRead, readChain } from './read-chain.ts'

const PoolAuditEntry = builder.objectRef<EntryView>('PoolAuditEntry').implement({
  description: 'One access to a record of the pool, or an attempt at one. Ids and stable words; no clinical text.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    at: t.expose('at', { type: 'Instant', nullable: false }),
    actor: t.exposeID('actor', { nullable: false, description: 'A person, a member or a part of the pool.' }),
    actorName: t.string({ description: 'Null for who never had a role here.', resolve: ({ actorName }) => actorName ?? null }),
    actorRole: t.exposeString('actorRole', { nullable: false }),
    action: t.exposeString('action', { nullable: false, description: 'The stable word.' }),
    what: t.exposeString('what', { nullable: false, description: 'The words for people.' }),
    resource: t.exposeString('resource', { nullable: false }),
    resourceIds: t.stringList({ nullable: false, resolve: ({ resourceIds }) => [...resourceIds] }),
    subject: t.exposeID('subject', { description: 'Which escalation; null for a list, whose ids stand beside.' }),
    outcome: t.exposeString('outcome', { nullable: false, description: 'allowed, refused, hidden or forbidden.' }),
    outcomeTitle: t.exposeString('outcomeTitle', { nullable: false }),
    reasons: t.stringList({ nullable: false, resolve: ({ reasons }) => [...reasons] }),
    onBehalfOf: t.exposeID('onBehalfOf', { description: 'Whom an act of the pool itself was about.' }),
  }),
})

const PoolAuditPage = builder.objectRef<ReturnType<typeof pageOf<EntryView>>>('PoolAuditPage').implement({
  description: 'One page of the audit.',
  fields: (t) => ({
    rows: t.expose('rows', { type: [PoolAuditEntry], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const PoolAuditChain = builder.objectRef<ChainRead>('PoolAuditChain').implement({
  description: 'The hash chain over the audit, or the part of it that was asked for, walked and checked now.',
  fields: (t) => ({
    sealed: t.exposeInt('sealed', { nullable: false, description: 'Entries of the chain that were checked.' }),
    heads: t.exposeInt('heads', { nullable: false, description: 'Signed heads that were checked.' }),
    overdue: t.exposeInt('overdue', { nullable: false, description: 'Entries of more than 10 seconds ago outside the chain.' }),
    verifiedUpTo: t.exposeInt('verifiedUpTo', { nullable: false, description: 'The number of the last entry that was checked.' }),
    hasMore: t.exposeBoolean('hasMore', { nullable: false, description: 'More lies behind it: ask again from there.' }),
    breaks: t.stringList({
      nullable: false,
      description: 'What is wrong and where; empty when the chain holds.',
      resolve: ({ breaks }) => [...breaks],
    }),
  }),
})

builder.queryFields((t) => ({
  poolAuditEntries: t.field({
    type: PoolAuditPage,
    description: 'Who saw what at the pool, the newest first. For its privacy officer, without the own accesses.',
    args: {
      ics: t.arg.id({ required: true }),
      subject: t.arg.id({ description: 'An escalation, or another id that was touched.' }),
      person: t.arg.id({ description: 'Who acted.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { ics, subject, person, ...args }, context) => {
      requireServed(context, { ics })
      const page = readAuditPage(args)
      const ask = { page, subject: auditIdIn(subject), person: auditIdIn(person) }
      const { rows } = orThrow(await listEntries(context.pool, context.caller, ask))
      return pageOf([...rows], page.first, auditCursor)
    },
  }),
  poolAuditChain: t.field({
    type: PoolAuditChain,
    description: 'Whether the audit of the pool is whole, at most 20,000 entries a request. For its privacy officer.',
    args: {
      ics: t.arg.id({ required: true }),
      first: t.arg.int({ required: true, defaultValue: MOST_ENTRIES }),
      after: t.arg.int({ required: true, defaultValue: 0, description: 'The verifiedUpTo of the request before; 0 to begin.' }),
    },
    resolve: async (_root, { ics, ...part }, context) => {
      requireServed(context, { ics })
      return orThrow(await readChain(context.pool, context.caller, chainPartIn(part)))
    },
  }),
}))
