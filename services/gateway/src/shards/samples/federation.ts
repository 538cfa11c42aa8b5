import { serviceTokens } from '@oh/auth'
import type { PersonId } from '@oh/kernel'
import { createGraph, type Graph, type GraphOptions } from '../../graph.ts'
import type { CallerTokens } from '../../subject-token.ts'
import { type CallLimits, callLimits } from '../call-shard.ts'
import { directoryExecutor } from './directory-subgraph.ts'
import { makeKeys } from './keys.ts'
import { lackedByOlder, lookupIn, type SampleMembers, startMembers, supergraph, systemClock } from './members.ts'
import { okafor } from './rows.ts'
import type { SubgraphServer } from './subgraph-server.ts'

interface AnswerError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: Readonly<Record<string, unknown>>
}

export interface Answer {
  readonly status: number
  readonly data: Readonly<Record<string, unknown>> | null | undefined
  readonly errors: readonly AnswerError[]
  readonly text: string
}

interface FederationChanges extends Partial<GraphOptions<CallerTokens>> {
  /** Trusts whose spoke runs the older schema. */
  readonly older?: readonly string[]
}

export type Federation = Awaited<ReturnType<typeof startFederation>>

/** A busy machine must not look like a silent member. */
export const unhurried: CallLimits = { ...callLimits, connectMs: 20_000, queryMs: 20_000, mutationMs: 20_000 }

/** Two pools, six spokes and a gateway on real sockets. Real keys and tokens; the breakers' clock is the test's. */
export async function startFederation({ older = [], ...changes }: FederationChanges = {}) {
  const keys = await makeKeys()
  const warnings: string[] = []
  const faults: unknown[] = []
  const members = await startMembers(keys, older, (fault) => faults.push(fault))
  const time = { ms: 0 }
  const graph = await createGraph<CallerTokens>({
    supergraph,
    profile: 'local',
    members: lookupIn(members.entries),
    directoryExecutor,
    signServiceToken: serviceTokens(keys.gateway.key, systemClock),
    fieldsSince: { spoke: (version) => (version === 'older' ? lackedByOlder : undefined) },
    now: () => time.ms,
    warn: (message) => warnings.push(message),
    fault: (fault) => faults.push(fault),
    ...changes,
    callLimits: { ...unhurried, ...changes.callLimits },
  })
  return {
    graph,
    keys,
    members,
    time,
    warnings,
    faults,
    server: (label: string) => serverOf(members, label),
    send: (init: RequestInit, context: CallerTokens = {}) => send(graph, init, context),
    /** Posts a body as Dr Okafor. */
    post: async (body: unknown, signal?: AbortSignal) =>
      send(graph, postOf(body, signal), { person: okafor, personToken: await keys.personToken(okafor) }),
    ask: async (query: string, variables: Record<string, unknown> = {}, person: PersonId = okafor) =>
      send(graph, postOf({ query, variables }), { person, personToken: await keys.personToken(person) }),
    /** How many calls each member had since the last time of asking. */
    callsSince: () => callsSince(members),
    async [Symbol.asyncDispose]() {
      await graph.close()
      for (const server of members.servers.values()) await server[Symbol.asyncDispose]()
    },
  }
}

export const postOf = (body: unknown, signal?: AbortSignal): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...(signal ? { signal } : {}),
})

async function send(graph: Graph<CallerTokens>, init: RequestInit, context: CallerTokens): Promise<Answer> {
  const response = await graph.fetch(new Request('http://gateway/graphql', init), context)
  const text = await response.text()
  const { data, errors = [] } = text.startsWith('{') ? JSON.parse(text) : {}
  return { status: response.status, data, errors, text }
}

function serverOf({ servers }: SampleMembers, label: string): SubgraphServer {
  const found = servers.get(label)
  if (!found) throw new Error(`No sample member ${label}`)
  return found
}

function callsSince({ servers }: SampleMembers): Record<string, number> {
  const called = [...servers].filter(([, { calls }]) => calls.length > 0)
  return Object.fromEntries(called.map(([label, { calls }]) => [label, calls.splice(0).length]))
}
