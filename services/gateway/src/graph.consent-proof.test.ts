import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { signConsentProof } from '@oh/auth'
import { type EscalationId, instantOf } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { directCalls } from './shards/call-shard.ts'
import { directoryExecutor } from './shards/samples/directory-subgraph.ts'
import { type Federation, postOf, startFederation, unhurried } from './shards/samples/federation.ts'
import { lookupIn, supergraph } from './shards/samples/members.ts'
import { lind, okafor, poolOf, spokeOf } from './shards/samples/rows.ts'
import { createShardExecutor } from './shards/shard-executor.ts'

let net: Federation
beforeAll(async () => {
  net = await startFederation()
})
afterAll(() => net[Symbol.asyncDispose]())

const pool = poolOf('QT1')
const home = spokeOf('RHA')
const one = `{ escalation(poolId: "${pool.id}", id: "E1") { id status content { question } worker { name } } }`
const open = { id: 'E1', status: 'accepted', content: { question: 'Question 1 to QT1' }, worker: { name: 'Worker 1 of RHA' } }
const closed = (reason: string) => ({ code: 'CONTENT_CLOSED', reason, ics: 'QT1' })

describe('the content of an escalation', () => {
  it('opens with the home spoke’s proof, in three calls', async () => {
    net.callsSince()
    expect((await net.ask(one)).data).toEqual({ escalation: open })
    expect(net.callsSince()).toEqual({ QT1: 2, RHA: 1 })
  })

  it('opens from the spoke’s side too, and after a mutation', async () => {
    const fields = '{ id content { question } worker { name } }'
    const first = await net.ask(`{ firstEscalation(spokeId: "${home.id}") ${fields} }`)
    expect(first.data).toEqual({ firstEscalation: { id: open.id, content: open.content, worker: open.worker } })
    const declared = await net.ask(`mutation { declareNoConflict(input: { poolId: "${pool.id}", id: "E1" }) ${fields} }`)
    expect(declared.data).toEqual({ declareNoConflict: { id: open.id, content: open.content, worker: open.worker } })
  })

  it('stays closed to another person, in the spoke’s own words', async () => {
    const { data, errors } = await net.ask(one, {}, lind)
    expect(data).toEqual({ escalation: { ...open, content: null } })
    expect(errors.map(({ extensions }) => extensions)).toEqual([closed('not-accepted-by-caller')])
  })

  it('closes in the same request when consent is withdrawn', async () => {
    net.members.withdrawn.add('E1')
    const { data, errors } = await net.ask(one)
    net.members.withdrawn.delete('E1')
    expect(data).toEqual({ escalation: { ...open, content: null } })
    expect(errors.map(({ extensions }) => extensions)).toEqual([closed('consent-withdrawn')])
  })

  it('stays closed while the home spoke cannot be asked, and the rest of the row is whole', async () => {
    await net.server('RHA').stop()
    const { data, errors } = await net.ask(one)
    await net.server('RHA').start()
    expect(data).toEqual({ escalation: { ...open, content: null, worker: null } })
    const silence = { code: 'SPOKE_UNAVAILABLE', trust: 'RHA', reason: 'UNREACHABLE' }
    expect(errors.map(({ extensions }) => extensions)).toEqual([silence, closed('proof-missing')])
  })
})

describe('the proof itself', () => {
  it('is not in the graph', async () => {
    const asked = await net.ask(`{ escalation(poolId: "${pool.id}", id: "E1") { consentProof } }`)
    expect(asked.errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    const { text } = await net.ask('{ __type(name: "Escalation") { fields { name } } }')
    expect(text).toContain('"worker"')
    expect(text).not.toContain('consentProof')
  })

  it.each([
    ['none', undefined, 'proof-missing'],
    ['a good one', {}, 'open'],
    ['one for another escalation', { escalation: 'E5' as EscalationId }, 'proof-invalid'],
    ['one for another pool', { pool: poolOf('QK1').id }, 'proof-invalid'],
    ['one for another person', { person: lind }, 'proof-invalid'],
    ['one that is too old', { seconds: -120 }, 'proof-invalid'],
    ['one by another spoke', { signer: spokeOf('RK5').id }, 'proof-invalid'],
  ])('is judged by the pool alone: %s', async (_, change, expected) => {
    const { seconds = 0, signer = home.id, ...subject } = { ...change } as Record<string, never>
    const asked = { spoke: home.id, pool: pool.id, escalation: 'E1' as EscalationId, person: okafor, ...subject }
    const at = instantOf(Date.now() + seconds * 1_000)
    const consentProof = change && (await signConsentProof(net.keys.spoke(signer).key, asked, { kind: 'open' }, at))
    const representation = { __typename: 'Escalation', poolId: pool.id, spokeId: home.id, id: 'E1', consentProof }
    expect(await askPool(representation)).toBe(expected)
  })
})

/** Straight to the pool, as a gateway gone bad would. */
async function askPool(representation: Record<string, unknown>): Promise<unknown> {
  const calls = directCalls<object>({ headers: () => tokensFor(pool.id), limits: unhurried })
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Escalation { content { question } } } }'
  const member = net.members.entries.get(pool.id)
  if (!member) throw new Error('no such pool')
  const body = JSON.stringify({ query, variables: { r: [representation] } })
  const answer = await calls.call({ member, kind: 'query', body, context: {} })
  await calls.close()
  if (answer.kind === 'silent') return answer.reason
  const [error] = answer.errors as { extensions: { reason: string } }[]
  return error ? error.extensions.reason : 'open'
}

async function tokensFor(audience: string): Promise<Record<string, string>> {
  const { signServiceToken } = await import('@oh/auth')
  const token = await signServiceToken(net.keys.gateway.key, audience, instantOf(Date.now()))
  return { authorization: `Bearer ${token}`, 'oh-person': await net.keys.personToken(okafor) }
}

const leaks = [
  ['shows the hidden proof', `{ escalation(poolId: "${pool.id}", id: "E2") { consentProof: status content { question } } }`],
  ['becomes the key', `{ escalation(poolId: "${pool.id}", id: "E2") { id: status worker { name } } }`],
] as const

describe('an alias that imitates a key or a required field', () => {
  it.each(leaks)('is refused where it %s', async (_, query) => {
    net.callsSince()
    const { data, errors } = await net.ask(query)
    expect(data).toBeUndefined()
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['ALIAS_REFUSED'])
    expect(net.callsSince()).toEqual({})
  })

  it('is refused inside fragments alike', async () => {
    const { errors } = await net.ask(
      `{ escalation(poolId: "${pool.id}", id: "E2") { ...F } } fragment F on Escalation { ... { consentProof: status } content { question } }`,
    )
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['ALIAS_REFUSED'])
  })

  it('would leak without the guard, which is why it is there', async () => {
    await using bare = bareRuntime()
    const [shown, keyed] = await Promise.all(leaks.map(([, query]) => bare.ask(query)))
    const proof = shown?.data.escalation.consentProof
    expect(proof).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(net.server('RK5').calls.map(({ variables }) => JSON.stringify(variables))).toContainEqual(
      expect.stringContaining('"id":"accepted"'),
    )
    expect(keyed?.data.escalation.worker).toBeNull()
  })
})

/** The same runtime, planner and executors with nothing of ours in front. */
function bareRuntime() {
  net.server('RK5').calls.length = 0
  const calls = directCalls<object>({ headers: (_, member) => tokensFor(member.id), limits: unhurried })
  const shard = (kind: 'spoke' | 'pool') =>
    createShardExecutor<object>({ kind, members: lookupIn(net.members.entries), call: calls.call })
  const executors: Record<string, unknown> = { directory: directoryExecutor, spoke: shard('spoke'), pool: shard('pool') }
  const getSubgraphExecutor = ({ subgraphName }: { subgraphName: string }) => executors[subgraphName] as never
  const runtime = createGatewayRuntime({
    supergraph,
    unifiedGraphHandler,
    transportEntries: { '*': { kind: 'member' } },
    transports: { member: { getSubgraphExecutor } },
    logging: false,
  })
  return {
    ask: async (query: string) => (await runtime.fetch('http://bare/graphql', postOf({ query }))).json(),
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]()
      await calls.close()
    },
  }
}
