import type { createBuilder, PageEnd } from '@oh/graph'
import type { AuditRow } from './audit.reads.ts'
import type { ChainReport } from './verify.ts'

/** One access as a privacy officer reads it: ids and stable words beside the words for people. */
export interface AuditEntryView extends Omit<AuditRow, 'actorKind' | 'roles'> {
  /** Undefined for who never had a role here. */
  readonly actorName: string | undefined
  readonly actorRole: string
  readonly what: string
  readonly outcomeTitle: string
}

export interface AuditPageView {
  readonly rows: readonly AuditEntryView[]
  readonly pageInfo: PageEnd
}

/** What differs from one audit to the next: what its types are called, and what its ids name. */
export interface AuditTypeWords {
  readonly prefix: string
  readonly entry: string
  readonly actor: string
  readonly subject: string
}

/** The object types of one subgraph's audit, made with its builder: a page of entries, and the standing of the chain. */
export function auditTypes<Context extends object>(
  { builder, PageInfo }: Pick<ReturnType<typeof createBuilder<Context>>, 'builder' | 'PageInfo'>,
  words: AuditTypeWords,
) {
  const Entry = builder.objectRef<AuditEntryView>(`${words.prefix}AuditEntry`).implement({
    description: words.entry,
    fields: (t) => ({
      id: t.exposeID('id', { nullable: false }),
      at: t.expose('at', { type: 'Instant', nullable: false }),
      actor: t.exposeID('actor', { nullable: false, description: words.actor }),
      actorName: t.string({ description: 'Null for who never had a role here.', resolve: ({ actorName }) => actorName ?? null }),
      actorRole: t.exposeString('actorRole', { nullable: false }),
      action: t.exposeString('action', { nullable: false, description: 'The stable word.' }),
      what: t.exposeString('what', { nullable: false, description: 'The words for people.' }),
      resource: t.exposeString('resource', { nullable: false }),
      resourceIds: t.stringList({ nullable: false, resolve: ({ resourceIds }) => [...resourceIds] }),
      subject: t.exposeID('subject', { description: words.subject }),
      outcome: t.exposeString('outcome', { nullable: false, description: 'allowed, refused, hidden or forbidden.' }),
      outcomeTitle: t.exposeString('outcomeTitle', { nullable: false }),
      reasons: t.stringList({ nullable: false, resolve: ({ reasons }) => [...reasons] }),
      onBehalfOf: t.exposeID('onBehalfOf', { description: 'Whom a part of the service acted for.' }),
    }),
  })
  const Page = builder.objectRef<AuditPageView>(`${words.prefix}AuditPage`).implement({
    description: 'One page of the audit.',
    fields: (t) => ({
      rows: t.field({ type: [Entry], nullable: false, resolve: ({ rows }) => [...rows] }),
      pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
    }),
  })
  const Chain = builder.objectRef<ChainReport>(`${words.prefix}AuditChain`).implement({
    description: 'The hash chain over the audit, or the part of it that was asked for, walked and checked now.',
    fields: (t) => ({
      sealed: t.exposeInt('sealed', { nullable: false, description: 'Entries of the chain that were checked.' }),
      heads: t.exposeInt('heads', { nullable: false, description: 'Signed heads that were checked.' }),
      overdue: t.exposeInt('overdue', { nullable: false, description: 'Entries of more than 10 seconds ago outside the chain.' }),
      verifiedUpTo: t.exposeInt('verifiedUpTo', {
        nullable: false,
        description: 'The number of the last entry that was checked.',
      }),
      hasMore: t.exposeBoolean('hasMore', { nullable: false, description: 'More lies behind it: ask again from there.' }),
      breaks: t.stringList({
        nullable: false,
        description: 'What is wrong and where; empty when the chain holds.',
        resolve: ({ breaks }) => [...breaks],
      }),
    }),
  })
  return { Page, Chain }
}
