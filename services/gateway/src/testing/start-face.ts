import { FEDERATION_AUDIENCE } from '@oh/auth'
import { createHealth, createLog, listen } from '@oh/chassis'
import type { PersonId } from '@oh/kernel'
import { testDatabase } from '@oh/postgres/testing'
import { createApp } from '../app.ts'
import { joinRoutes } from '../directory/join-routes.ts'
import { type RequestLimits, requestLimits } from '../limits.ts'
import { type Federation, startFederation } from '../shards/samples/federation.ts'
import { IDENTITY } from '../shards/samples/keys.ts'
import { nobody, systemClock } from '../shards/samples/members.ts'

/** A question that one spoke answers. */
export const ASK = '{ trust(odsCode: "RWE") { openCases } }'

/** The gateway's whole HTTP face on a real socket, over a sample federation and a real directory; time stands still. */
export async function startFace(limits: Partial<RequestLimits> = {}) {
  const time = { ms: 0 }
  const now = () => time.ms
  const database = await testDatabase('directory')
  const net: Federation = await startFederation({ callLimits: { queryMs: 60_000 } })
  const still = {
    person: { ...requestLimits.person, now },
    address: { ...requestLimits.address, now },
    attempts: { perSecond: 1_000, burst: 100_000, now },
  }
  const log = createLog('test', () => undefined)
  const app = createApp({
    graph: net.graph,
    personTrust: { issuer: IDENTITY, audience: FEDERATION_AUDIENCE, keys: net.keys.identity.source, now: systemClock },
    health: createHealth('gateway', '1', []),
    joining: joinRoutes(
      {
        db: database.db,
        newId: () => crypto.randomUUID(),
        ownKeys: new Map(),
        members: nobody,
        signRoles: async () => '',
        onChange: async () => undefined,
      },
      [net.keys.gateway.key],
    ),
    limits: { ...requestLimits, ...still, ...limits },
    log,
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0, log })
  const post = async (headers: Record<string, string>, body: object = { query: ASK }, signal: AbortSignal | null = null) =>
    fetch(`${server.url}/graphql`, {
      signal,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return {
    net,
    time,
    url: server.url,
    post,
    as: async (person: PersonId, headers: Record<string, string> = {}, signal?: AbortSignal) =>
      post({ authorization: `Bearer ${await net.keys.personToken(person)}`, ...headers }, undefined, signal),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await net[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
