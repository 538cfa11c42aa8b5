import { FEDERATION_AUDIENCE } from '@oh/auth'
import { createHealth, createLog, listen } from '@oh/chassis'
import type { PersonId } from '@oh/kernel'
import { testDatabase } from '@oh/postgres/testing'
import { describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { joinRoutes } from './directory/join-routes.ts'
import { type RequestLimits, requestLimits } from './limits.ts'
import { type Federation, startFederation } from './shards/samples/federation.ts'
import { IDENTITY } from './shards/samples/keys.ts'
import { systemClock } from './shards/samples/members.ts'
import { lind, okafor } from './shards/samples/rows.ts'

const ASK = '{ trust(odsCode: "RWE") { openCases } }'

/** The gateway's whole HTTP face on a real socket, over a sample federation and a real directory; time stands still. */
async function startFace(limits: Partial<RequestLimits> = {}) {
  const time = { ms: 0 }
  const now = () => time.ms
  const database = await testDatabase('directory')
  const net: Federation = await startFederation({ callLimits: { queryMs: 60_000 } })
  const still = { person: { ...requestLimits.person, now }, address: { ...requestLimits.address, now } }
  const log = createLog('test', () => undefined)
  const app = createApp({
    graph: net.graph,
    personTrust: { issuer: IDENTITY, audience: FEDERATION_AUDIENCE, keys: net.keys.identity.source, now: systemClock },
    health: createHealth('gateway', '1', []),
    joining: joinRoutes(
      { db: database.db, newId: () => crypto.randomUUID(), ownKeys: new Map(), onChange: async () => undefined },
      [net.keys.gateway.key],
    ),
    limits: { ...requestLimits, ...still, ...limits },
    log,
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0, log })
  const post = async (headers: Record<string, string>, body: object = { query: ASK }) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return {
    net,
    time,
    url: server.url,
    post,
    as: async (person: PersonId, headers: Record<string, string> = {}) =>
      post({ authorization: `Bearer ${await net.keys.personToken(person)}`, ...headers }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await net[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

async function statuses(count: number, ask: (at: number) => Promise<Response>): Promise<Record<number, number>> {
  const counted: Record<number, number> = {}
  for (let at = 0; at < count; at += 1) {
    const response = await ask(at)
    await response.text()
    counted[response.status] = (counted[response.status] ?? 0) + 1
  }
  return counted
}

describe('one person', () => {
  it('may ask 60 times at once and 20 times a second, under whatever token, and is then told how long to wait', async () => {
    await using face = await startFace()
    expect(await statuses(61, (at) => face.as(okafor, { 'x-forwarded-for': `10.0.0.${at}` }))).toEqual({ 200: 60, 429: 1 })
    const refused = await face.as(okafor)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'Too many requests at once. Wait one second and try again.',
          extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1 },
        },
      ],
    })
    expect((await face.as(lind)).status).toBe(200)
    face.time.ms = 1_000
    expect(await statuses(21, () => face.as(okafor))).toEqual({ 200: 20, 429: 1 })
  })

  it('holds no more lines at once than leave one for others', async () => {
    await using face = await startFace({ personInFlight: 2 })
    const spoke = face.net.server('RWE')
    spoke.mood = 'hung'
    const waiting: Promise<unknown>[] = []
    for (let at = 0; at < 2; at += 1) {
      const called = spoke.nextCall()
      waiting.push(face.as(okafor).catch(() => undefined))
      await called
    }
    expect((await face.as(okafor)).status).toBe(429)
    spoke.mood = 'up'
    expect((await face.as(lind)).status).toBe(200)
    await spoke.stop()
    await spoke.start()
    await Promise.all(waiting)
    expect((await face.as(okafor)).status).toBe(200)
  })
})

describe('one address without a person', () => {
  const none = { perSecond: 100, burst: 3, now: () => 0 }

  it('is answered 401 so often and then 429, and shuts nobody out who has signed in', async () => {
    await using face = await startFace({ address: none })
    expect(await statuses(5, (at) => face.post({ authorization: 'Bearer x', 'x-forwarded-for': `10.0.0.${at}` }))).toEqual({
      401: 3,
      429: 2,
    })
    expect((await face.as(okafor)).status).toBe(200)
  })

  it.each(['/directory/members', '/.well-known/jwks.json'])('may read %s so often', async (path) => {
    await using face = await startFace({ address: none })
    expect(await statuses(4, () => fetch(`${face.url}${path}`))).toEqual({ 200: 3, 429: 1 })
    expect((await fetch(`${face.url}/health/live`)).status).toBe(200)
  })
})
