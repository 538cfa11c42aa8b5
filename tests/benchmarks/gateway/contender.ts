import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation'
import {
  callerTokens,
  FEDERATION_AUDIENCE,
  loadSigningKey,
  type PersonTrust,
  type PrivateJwk,
  rolesProofs,
  type SigningKey,
  serviceTokens,
  staticKeys,
  verifyPersonToken,
} from '@oh/auth'
import { createHealth, createLog, listen } from '@oh/chassis'
import {
  type CallContext,
  type CallPlace,
  createApp,
  createBreakers,
  createGraph,
  createShardExecutor,
  directCalls,
  guardCalls,
  type MemberEntry,
  type MemberLookup,
  requestLimits,
  type SubgraphExecutor,
  subjectTokens,
} from '@oh/gateway/parts'
import { instantOf, type LondonDate, type PersonId } from '@oh/kernel'
import { buildASTSchema, execute, parse } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { Hono } from 'hono'
import { Pool } from 'undici'
import { answerParent } from './child.ts'

/**
 * One way of answering the live question, alone in its process. All of them check the person's token, send the same two
 * tokens and the same bytes to the same members, and answer the same.
 */
export type Contender = 'gateway' | 'stitching' | 'raw'

export interface Setup {
  readonly members: readonly MemberEntry[]
  /** The one ICS there is, with its trusts, as the directory tells of it. */
  readonly ics: Readonly<Record<string, unknown>> & { readonly code: string; readonly trusts: readonly Trust[] }
  readonly gatewayKey: PrivateJwk
  readonly issuer: string
  readonly identityKeys: unknown
  /** What the gateway was seen to ask each member; the raw contender asks the same. */
  readonly calls: readonly { readonly member: string; readonly body: string }[]
}

type Trust = Readonly<Record<string, unknown>> & { readonly odsCode: string }

export interface Usage {
  readonly cpuMs: number
  /** After a collection of garbage. */
  readonly heapMb: number
  readonly residentMb: number
}

export interface ContenderAsks {
  serve: { readonly ask: Setup; readonly answer: { readonly url: string } }
  usage: { readonly ask: null; readonly answer: Usage }
}

const schemaFile = (name: string) => readFileSync(new URL(`../../../schema/graphql/${name}.graphql`, import.meta.url), 'utf8')
const clock = () => instantOf(Date.now())
const kind = process.argv[2] as Contender
let stop = async () => {}

answerParent<ContenderAsks>({
  serve: async (setup) => {
    await stop()
    const trust = { issuer: setup.issuer, audience: FEDERATION_AUDIENCE, keys: await staticKeys(setup.identityKeys), now: clock }
    const served = await (kind === 'gateway' ? serveGateway(setup, trust) : serveOther(setup, trust))
    stop = served.stop
    return { url: served.url }
  },
  usage: async () => {
    const { user, system } = process.cpuUsage()
    globalThis.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    return { cpuMs: (user + system) / 1000, heapMb: heapUsed / 2 ** 20, residentMb: rss / 2 ** 20 }
  },
})

interface Served {
  readonly url: string
  stop(): Promise<void>
}

/** The product: the same app on the same listener as in production, with limits that let one person ask without end. */
async function serveGateway(setup: Setup, personTrust: PersonTrust): Promise<Served> {
  const log = createLog('gateway', () => undefined)
  const key = await loadSigningKey(setup.gatewayKey)
  const graph = await createGraph<CallContext>({
    supergraph: schemaFile('supergraph'),
    profile: 'local',
    members: lookupIn(setup),
    directoryExecutor: directoryOf(setup, key),
    signServiceToken: serviceTokens(key, clock),
    warn: (message) => process.stderr.write(`${message}\n`),
    fault: (fault) => process.stderr.write(`${fault}\n`),
  })
  const endless = { perSecond: 1e9, burst: 1e9 }
  const app = createApp({
    graph,
    personTrust,
    health: createHealth('gateway', '0', []),
    joining: new Hono(),
    limits: { ...requestLimits, person: endless, attempts: endless, personInFlight: 1_000 },
    log,
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0, log })
  const close = async () => {
    await server[Symbol.asyncDispose]()
    await graph.close()
  }
  return { url: `${server.url}/graphql`, stop: close }
}

interface Caller extends CallPlace {
  readonly person: PersonId
  readonly personToken: string
}

/** Anything else, behind the same check of the person's token on a bare server. */
async function serveOther(setup: Setup, personTrust: PersonTrust): Promise<Served> {
  const key = await loadSigningKey(setup.gatewayKey)
  const headers = subjectTokens(serviceTokens(key, clock))
  const answer = kind === 'raw' ? rawFetch(setup, headers) : stitching(setup, headers, key)
  const server = createServer({ keepAliveTimeout: 65_000 }, async (incoming, outgoing) => {
    const personToken = callerTokens({ get: (name) => String(incoming.headers[name] ?? '') }).serviceToken
    const reading = await verifyPersonToken(personToken, personTrust)
    if (reading.kind === 'rejected' || personToken === undefined) return void outgoing.writeHead(401).end()
    const text = await answer(await textOf(incoming), { person: reading.person, personToken })
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(text)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, stop: close }
}

type Answer = (body: string, caller: Caller) => Promise<string>
type Headers = ReturnType<typeof subjectTokens>

/** graphql-tools' federation (MIT) under yoga, over our own shard executor: without it no gateway knows one subgraph as many. */
function stitching(setup: Setup, headers: Headers, key: SigningKey): Answer {
  const members = lookupIn(setup)
  const breakers = createBreakers({ failures: 5, openForMs: 5_000, now: () => performance.now() })
  const call = guardCalls(directCalls<Caller>({ headers }).call, breakers)
  const executors: Readonly<Record<string, SubgraphExecutor<Caller>>> = {
    directory: directoryOf(setup, key),
    spoke: createShardExecutor({ kind: 'spoke', members, call }),
    pool: createShardExecutor({ kind: 'pool', members, call }),
    rollup: createShardExecutor({ kind: 'rollup', members, call }),
  }
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: schemaFile('supergraph'),
    onSubschemaConfig(config) {
      const executor = executors[config.name.toLowerCase()]
      if (executor)
        config.executor = (({ document, variables, context }) =>
          executor({ document, variables, context: context as unknown as Caller })) as typeof config.executor
    },
  })
  const yoga = createYoga<Caller>({ schema, logging: false, graphiql: false, landingPage: false })
  return async (body, caller) => {
    const headersOfAsk = { 'content-type': 'application/json', accept: 'application/json' }
    const response = await yoga.fetch('http://contender/graphql', { method: 'POST', headers: headersOfAsk, body }, caller)
    return response.text()
  }
}

/** What somebody would write by hand for this one question: all calls at once, the answers put where they belong. */
function rawFetch({ members, ics, calls }: Setup, headers: Headers): Answer {
  const lines = calls.map(({ member, body }) => {
    const entry = members.find(({ id }) => id === member)
    if (!entry) throw new Error(`nobody is ${member}`)
    const { representations } = (JSON.parse(body) as { variables: { representations: Row[] } }).variables
    return { entry, body, representations, pool: new Pool(entry.endpoint, { connections: 8, pipelining: 1 }) }
  })
  return async (_body, caller) => {
    const answers = await Promise.all(
      lines.map(async ({ entry, body, pool }) => {
        const own = await headers(caller, entry)
        const sent = { ...own, 'content-type': 'application/json', accept: 'application/json' }
        const response = await pool.request({ method: 'POST', path: '/graphql', headers: sent, body })
        return JSON.parse(await response.body.text()) as { data: { _entities: Row[] } }
      }),
    )
    const found = new Map<unknown, Row>()
    for (const [at, { representations }] of lines.entries()) {
      for (const [index, row] of answers[at]?.data._entities.entries() ?? []) {
        const { __typename: _, ...rest } = row
        found.set(representations[index]?.odsCode ?? representations[index]?.code, rest)
      }
    }
    const trusts = ics.trusts.map((trust) => ({ ...trust, ...found.get(trust.odsCode) }))
    return JSON.stringify({ data: { ics: { ...ics, ...found.get(ics.code), trusts } } })
  }
}

type Row = Record<string, unknown>

function lookupIn({ members, ics }: Setup): MemberLookup {
  const byId = new Map(members.map((member) => [member.id, member]))
  const byTrust = new Map(members.filter((member) => member.kind === 'spoke').map((member) => [member.label, member]))
  const pool = members.find((member) => member.kind === 'pool')
  return {
    member: (id) => byId.get(id),
    spokeServing: (trust) => byTrust.get(trust),
    poolServing: (code) => (code === ics.code ? pool : undefined),
    rollup: () => undefined,
  }
}

const LEAD = [{ role: 'ics-lead', from: '2026-01-01' as LondonDate }] as const

/** The directory in process, as the product has it: graphql-js over rows in memory, with proofs of the caller's role. */
function directoryOf(setup: Setup, key: SigningKey): SubgraphExecutor<{ readonly person: PersonId }> {
  const schema = buildASTSchema(parse(schemaFile('directory')), { assumeValidSDL: true })
  const members = lookupIn(setup)
  const proofOf = rolesProofs(key, clock)
  const proofFor =
    (member: MemberEntry | undefined) =>
    (_args: unknown, { person }: { readonly person: PersonId }) =>
      member ? proofOf({ person, audience: member.id }, LEAD) : null
  const { ics } = setup
  const trusts = ics.trusts.map((trust) => ({ ...trust, rolesProof: proofFor(members.spokeServing(trust.odsCode)) }))
  const rootValue = { ics: { ...ics, trusts, poolRolesProof: proofFor(members.poolServing(ics.code)) } }
  return async ({ document, variables, context }) =>
    execute({ schema, document, rootValue, variableValues: variables ?? {}, contextValue: context })
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
