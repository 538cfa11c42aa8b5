import { cursorOf, pageOf } from '@oh/graph'
import { orThrow } from '../answers.ts'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { searchTextIn } from '../ids.ts'
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
  description: 'The hash chain over the audit, walked and checked now.',
  fields: (t) => ({
    sealed: t.exposeInt('sealed', { nullable: false, description: 'Entries in the chain.' }),
    heads: t.exposeInt('heads', { nullable: false, description: 'Signed heads that were checked.' }),
    overdue: t.exposeInt('overdue', { nullable: false, description: 'Entries of more than 10 seconds ago outside the chain.' }),
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
      const page = readMomentPage(args)
      const ask = { page, subject: searchTextIn(subject), person: searchTextIn(person) }
      const { rows } = orThrow(await listEntries(context.pool, context.caller, ask))
      return pageOf([...rows], page.first, ({ at, id }) => cursorOf(at, id))
    },
  }),
  poolAuditChain: t.field({
    type: PoolAuditChain,
    description: 'Whether the audit of the pool is whole. For its privacy officer.',
    args: { ics: t.arg.id({ required: true }) },
    resolve: async (_root, { ics }, context) => {
      requireServed(context, { ics })
      return orThrow(await readChain(context.pool, context.caller))
    },
  }),
}))
