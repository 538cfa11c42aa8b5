import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  FEDERATION_AUDIENCE,
  generateSigningKey,
  loadSigningKey,
  PERSON_TOKEN_TYPE,
  publicKeySet,
  type SigningKey,
  signCompact,
  signRolesProof,
  signServiceToken,
} from '@oh/auth'
import { type Instant, instantOf, type LondonDate, londonDateOf, type PersonId, type TrustCode } from '@oh/kernel'
import { CASE_ESCALATED_V1 } from '@oh/messages'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { newKeyringFile } from '@oh/vault'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PoolConfig, readPoolConfig } from './config.ts'
import { startPool } from './pool.ts'
import { seedPool } from './seed.ts'
import { escalationBody, type HomeSpoke, homeSpoke } from './testing/home-spoke.ts'
import { bell, HOME, ICS, POOL } from './testing/names.ts'

const clock = () => instantOf(Date.now())
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const ISSUER = 'http://identity.test'
let database: TestDatabase
let folder: string
let spoke: HomeSpoke
let gateway: { url: string; key: SigningKey; beats: string[]; silence: { keys: boolean }; close: () => Promise<unknown> }

/** The far end of the wire: keys of gateway and identity provider, the registry, and an ear for heartbeats. */
async function fakeGateway() {
  const key = await loadSigningKey(await generateSigningKey())
  const beats: string[] = []
  const silence = { keys: false }
  const member = { id: HOME, state: 'active', serves: [{ code: 'RX1', from: '2022-07-01' }] }
  const answers: Record<string, () => unknown> = {
    '/.well-known/jwks.json': () => publicKeySet([key]),
    '/jwks': () => publicKeySet([key]),
    '/directory/members': () => [
      { ...member, keys: [{ kid: spoke.key.kid, jwk: spoke.key.publicJwk, from: '2022-01-01T00:00:00.000Z' }] },
    ],
    '/directory/heartbeat': () => beats.push('beat'),
  }
  const server = createServer((request, response) => {
    if (silence.keys && request.url === '/.well-known/jwks.json') return
    const answer = answers[request.url ?? '']
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer?.() ?? {}))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    // those that were never answered too
    server.closeAllConnections()
    return new Promise((closed) => server.close(closed))
  }
  return { url, key, beats, silence, close }
}

async function personToken(sub: PersonId = bell): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000)
  const claims = { iss: ISSUER, aud: FEDERATION_AUDIENCE, sub, jti: randomUUID(), iat, nbf: iat, exp: iat + 300 }
  return signCompact(gateway.key, PERSON_TOKEN_TYPE, claims)
}

const config = (change: Record<string, string> = {}): PoolConfig =>
  readPoolConfig({
    OH_PORT: '0',
    OH_DATABASE_URL: database.serviceUrl,
    OH_GATEWAY_URL: gateway.url,
    OH_IDENTITY_ISSUER: ISSUER,
    OH_IDENTITY_JWKS_URL: `${gateway.url}/jwks`,
    OH_SIGNING_KEY_FILE: path.join(folder, 'signing.json'),
    OH_FIELD_KEY_FILE: path.join(folder, 'field.json'),
    OH_MEMBER_ID: POOL,
    OH_ICS_CODE: ICS,
    ...change,
  })

beforeAll(async () => {
  database = await testDatabase('pool', { clock })
  folder = await mkdtemp(path.join(tmpdir(), 'pool-'))
  await writeFile(path.join(folder, 'signing.json'), JSON.stringify(await generateSigningKey()))
  await writeFile(path.join(folder, 'field.json'), JSON.stringify(newKeyringFile()))
  spoke = await homeSpoke(HOME, ['RX1'], { clock, pool: POOL, inbox: () => (request) => fetch(request) })
  gateway = await fakeGateway()
  await seedPool(database.db, {
    pool: { id: POOL, ics: ICS },
    specialists: [{ person: bell, name: 'Dr Miriam Bell', skills: ['general', 'mental-health'], employer: 'RHA' as TrustCode }],
    memberships: [],
    today: londonDateOf(clock()),
  })
})
afterAll(async () => {
  await gateway.close()
  await database[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

describe('a running pool', () => {
  it('is ready, takes a signed message in, shows the offer to two good tokens only, and hands the news over', async () => {
    await using pool = await startPool(config(), { clock, log: silent })
    expect((await fetch(`${pool.url}/health/ready`)).status).toBe(200)
    const id = randomUUID() as never
    const message = await spoke.message(CASE_ESCALATED_V1, id, 1, escalationBody(id))
    const taken = await fetch(`${pool.url}/inbox`, { method: 'POST', headers: message.headers, body: await message.text() })
    expect(taken.status).toBe(201)
    const body = JSON.stringify({ query: `{ offers(ics: "${ICS}", first: 5) { rows { escalation { id } } } }` })
    const ask = (headers: Record<string, string>) =>
      fetch(`${pool.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    const authorization = `Bearer ${await signServiceToken(gateway.key, POOL, clock())}`
    const person = await personToken()
    expect((await ask({})).status).toBe(401)
    expect((await ask({ authorization })).status).toBe(401)
    expect((await ask({ 'oh-person': person })).status).toBe(401)
    const other = await signServiceToken(gateway.key, HOME, clock())
    expect((await ask({ authorization: `Bearer ${other}`, 'oh-person': person })).status).toBe(401)
    const answer = await ask({ authorization, 'oh-person': person })
    expect(await answer.json()).toEqual({ data: { offers: { rows: [{ escalation: { id } }] } } })
    const send = async (request: Request) =>
      fetch(`${pool.url}/hand-over`, { method: 'POST', headers: request.headers, body: await request.text() })
    expect((await spoke.fetches(send)).map(({ name }) => name)).toEqual(['escalation-routed.v1'])
    expect(gateway.beats.length).toBeGreaterThan(0)
  })

  it('says that it cannot tell, never that the ICS lead may not, while the directory does not answer with its keys', async () => {
    await using pool = await startPool(config(), { clock, log: silent })
    const lead = 'femi' as PersonId
    const roles = [{ role: 'ics-lead' as const, scope: ICS, from: '2022-07-01' as LondonDate }]
    const person = await personToken(lead)
    const proof = await signRolesProof(gateway.key, { person: lead, audience: POOL }, roles, clock())
    const ask = async (query: string, variables = {}) => {
      const authorization = `Bearer ${await signServiceToken(gateway.key, POOL, clock())}`
      const headers = { 'content-type': 'application/json', authorization, 'oh-person': person }
      const answer = await fetch(`${pool.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
      return answer.json() as Promise<{ data: { _entities: unknown[] }; errors?: { extensions: { code: string } }[] }>
    }
    const capacity = () =>
      ask('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ics { poolCapacity { specialists } } } }', {
        r: [{ __typename: 'Ics', code: ICS, poolRolesProof: proof }],
      })
    // whoever calls is known by keys that were fetched before
    await ask('{ __typename }')
    gateway.silence.keys = true
    const { data, errors } = await capacity()
    expect(data._entities).toEqual([{ poolCapacity: null }])
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['ROLES_NOT_KNOWN'])
    expect(await database.admin`select 1 from audit_entry where action = 'capacity.readLive'`).toEqual([])
    gateway.silence.keys = false
    await expect.poll(async () => (await capacity()).errors, { timeout: 10_000 }).toBeUndefined()
  })

  it('answers what it does not know with 404, and stops at once though a spoke waits for news', async () => {
    const pool = await startPool(config(), { clock, log: silent })
    expect((await fetch(`${pool.url}/metrics`)).status).toBe(404)
    const began = performance.now()
    await pool[Symbol.asyncDispose]()
    // it could have waited 25 s
    expect(performance.now() - began).toBeLessThan(20_000)
    await expect(fetch(`${pool.url}/health/live`)).rejects.toThrow()
  })

  it('warns in its readiness, by the last known day, when less than a year of bank holidays is left', async () => {
    const warningsOn = async (day: string) => {
      const parts = { clock: () => `${day}T09:00:00.000Z` as Instant, log: silent, relayRuns: 'on-settle' as const }
      await using pool = await startPool(config(), parts)
      const answer = await fetch(`${pool.url}/health/ready`)
      const { warnings } = (await answer.json()) as { warnings: string[] }
      return [answer.status, warnings]
    }
    expect(await warningsOn('2027-12-31')).toEqual([200, []])
    expect(await warningsOn('2028-01-01')).toEqual([200, [expect.stringContaining('known until 31 December 2028')]])
    expect(await warningsOn('2029-01-01')).toEqual([200, [expect.stringContaining('were known until 31 December 2028')]])
  })

  it('does not start on settings or keys that do not hold', async () => {
    expect(() => config({ OH_ICS_CODE: 'qt-1', OH_MEMBER_ID: HOME })).toThrow(/OH_MEMBER_ID[\s\S]*OH_ICS_CODE/)
    await expect(startPool(config({ OH_SIGNING_KEY_FILE: path.join(folder, 'none.json') }), { log: silent })).rejects.toThrow(
      'ENOENT',
    )
  })
})
