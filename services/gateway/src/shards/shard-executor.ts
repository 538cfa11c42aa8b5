import type { DocumentNode, GraphQLError } from 'graphql'
import type { CallShard } from './call-shard.ts'
import { bodyFor, cutFor } from './cut-document.ts'
import { createDocumentPlans } from './document-plan.ts'
import type { MemberKind, MemberLookup } from './members.ts'
import { startMerge } from './merge.ts'
import type { FieldsSinceVersion } from './older-versions.ts'
import { type Split, splitByMember } from './split-by-member.ts'
import { trimVariables } from './trim-inputs.ts'

/** One request to a subgraph, as any GraphQL runtime can put it. */
export interface SubgraphRequest<Context> {
  readonly document: DocumentNode
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly context: Context
  readonly signal?: AbortSignal | undefined
}

interface SubgraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined
  readonly errors?: readonly GraphQLError[] | undefined
}

/** A subgraph by what it does. Knows no gateway runtime, so the runtime can be changed without touching it. */
export type SubgraphExecutor<Context> = (request: SubgraphRequest<Context>) => Promise<SubgraphAnswer>

export interface ShardExecutorOptions<Context> {
  readonly kind: MemberKind
  readonly members: MemberLookup
  readonly call: CallShard<Context>
  /** What each older schema version lacks; leave out while every member has the current one. */
  readonly fieldsSince?: FieldsSinceVersion | undefined
  /** Told of every request before anybody is asked. */
  readonly onSplit?: ((split: Split, context: Context) => void) | undefined
  /** Representations in one call; more are asked in several. */
  readonly batch?: number | undefined
}

const BATCH = 500

/**
 * One logical subgraph (all spokes, or all pools) over many endpoints. Queries ask all members at once; mutations
 * run one call after another in document order. Rejects only when the caller went away or a call could not be made.
 */
export function createShardExecutor<Context>(options: ShardExecutorOptions<Context>): SubgraphExecutor<Context> {
  const { kind, members, call, batch = BATCH } = options
  const fieldsSince = options.fieldsSince ?? (() => undefined)
  const planOf = createDocumentPlans()
  return async ({ document, variables = {}, context, signal }) => {
    const split = splitByMember(document, variables, { kind, members, fieldsSince, planOf, batch })
    options.onSplit?.(split, context)
    const merge = startMerge(kind, split)
    const isMutation = split.plan.operation.operation === 'mutation'
    const ask = async (group: (typeof split.groups)[number]) => {
      const since = fieldsSince(group.member.schemaVersion)
      const cut = cutFor(split, group, since)
      const body = bodyFor(cut, group, since ? trimVariables(variables, split.plan.operation, since) : variables)
      const answer = await call({ member: group.member, kind: isMutation ? 'mutation' : 'query', body, context, signal })
      merge.take(group, cut, answer)
    }
    if (isMutation) for (const group of split.groups) await ask(group)
    else await Promise.all(split.groups.map(ask))
    return merge.finish()
  }
}
