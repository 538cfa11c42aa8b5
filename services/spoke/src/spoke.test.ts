import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateSigningKey, loadSigningKey, readPublicKey } from '@oh/auth'
import { createLog } from '@oh/chassis'
import type { EscalationId, MemberId } from '@oh/kernel'
import { CASE_ESCALATED_V1, type CaseEscalatedV1, ESCALATION_ROUTED_V1 } from '@oh/messages'
import { asActor } from '@oh/postgres'
import { testDatabase } from '@oh/postgres/testing'
import { type Peer, post, type Registry, startRelay } from '@oh/relay'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SpokeConfig } from './config.ts'
import { PLANTED, type Scene, scene } from './escalations/testing/scene.ts'
import { type RunningSpoke, startSpoke } from './spoke.ts'
import { HERE } from './testing/test-spoke.ts'

const quiet = createLog('test', () => undefined)
let s: Scene
let running: RunningSpoke
let pool: Awaited<ReturnType<typeof standInPool>>
let keys: string
beforeAll(async () => {
  const fields = newKeyringFile()
  s = await scene({ keyring: openKeyring(HERE.spokeId, fields) })
  keys = await mkdtemp(path.join(tmpdir(), 'oh-spoke-'))
  const [own, theirs] = [await generateSigningKey(), await generateSigningKey()]
  await writeFile(path.join(keys, 'signing.json'), JSON.stringify(own))
  await writeFile(path.join(keys, 'fields.json'), JSON.stringify(fields))
  const peers = new Map<MemberId, Peer>()
  const registry: Registry = {
    find: async (member) => peers.get(member),
    serving: async () => peers.get(HERE.pool),
    members: async () => [...peers.values()],
  }
  const row = async (id: MemberId, jwk: typeof own, endpoint?: string): Promise<Peer> => {
    const { d: _secret, ...open } = jwk
    const key = await readPublicKey(open)
    if (key.kind !== 'usable') throw new Error('a test key is not usable')
    return { id, state: 'active', endpoint, serves: [], keys: new Map([[jwk.kid, { key: key.key, from: 0 }]]) }
  }
  pool = await standInPool(registry, theirs)
  peers.set(HERE.spokeId, await row(HERE.spokeId, own))
  peers.set(HERE.pool, await row(HERE.pool, theirs, pool.url))
  const config = {
    OH_HOST: '127.0.0.1',
    OH_PORT: 0,
    OH_DATABASE_URL: s.test.database.serviceUrl,
    OH_PROFILE: 'local',
    OH_SOFTWARE_VERSION: 'test',
    OH_GATEWAY_URL: 'http://127.0.0.1:9',
    OH_IDENTITY_ISSUER: 'http://127.0.0.1:9',
    OH_IDENTITY_JWKS_URL: 'http://127.0.0.1:9/jwks',
    OH_SIGNING_KEY_FILE: path.join(keys, 'signing.json'),
    OH_FIELD_KEY_FILE: path.join(keys, 'fields.json'),
    OH_MEMBER_ID: HERE.spokeId,
    OH_TRUSTS: [HERE.trust],
    OH_POOL_ID: HERE.pool,
    OH_ROLLUP_ID: HERE.rollup,
  } satisfies SpokeConfig
  running = await startSpoke(config, { clock: s.test.clock.now, log: quiet, registry, relayRuns: 'on-settle' })
})
afterAll(async () => {
  await running[Symbol.asyncDispose]()
  await pool.close()
  await s[Symbol.asyncDispose]()
  await rm(keys, { recursive: true })
})

/** The far end of the wire: a relay of the pool's id, with handlers that only remember. */
async function standInPool(peers: Registry, jwk: Awaited<ReturnType<typeof generateSigningKey>>) {
  const database = await testDatabase('spoke', { clock: s.test.clock.now })
  const keyring = openKeyring(HERE.pool, newKeyringFile())
  const received: CaseEscalatedV1[] = []
  const relay = await startRelay({
    db: database.db,
    member: HERE.pool,
    keyring,
    signingKey: await loadSigningKey(jwk),
    peers,
    handlers: {
      [CASE_ESCALATED_V1]: async (_tx, { body }) => {
        received.push(body)
      },
    },
    runs: 'on-settle',
    log: quiet,
  })
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, `${value}`]))
    const request = new Request(`http://pool${incoming.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) })
    const answer = await (incoming.url === '/inbox' ? relay.inbox(request) : relay.handOver(request))
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    tells: (id: EscalationId) =>
      asActor(database.db, { kind: 'system', part: 'relay' }, (tx) => {
        const body = { escalationId: id, outcome: 'offered', round: 1, at: s.test.clock.now() } as const
        return post(
          tx,
          { name: ESCALATION_ROUTED_V1, destination: HERE.spokeId, subject: id, body, correlation: randomUUID() },
          keyring,
        )
      }),
    close: async () => {
      await relay[Symbol.asyncDispose]()
      await new Promise((closed) => {
        server.close(closed)
        server.closeAllConnections()
      })
      await database[Symbol.asyncDispose]()
    },
  }
}

it('pushes what was sent up to its pool and fetches what the pool has for it, over connections it opens itself', async () => {
  const { id } = await s.escalated()
  expect(await running.settle()).toBe(1)
  expect(pool.received).toMatchObject([{ escalationId: id, trust: 'RWE', content: { question: PLANTED.question } }])
  await pool.tells(id)
  expect(await running.settle()).toBe(1)
  expect(await s.count('escalation', `id = '${id}' and state = 'offered'`)).toBe(1)
  expect(await running.settle()).toBe(0)
})

it('answers for its health, and has no way in for messages', async () => {
  expect((await fetch(`${running.url}/health/ready`)).status).toBe(200)
  expect((await fetch(`${running.url}/inbox`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(`${running.url}/graphql`, { method: 'POST', body: '{}' })).status).toBe(401)
})
