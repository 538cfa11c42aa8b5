import { publicKeySet, type SigningKey } from '@oh/auth'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Directory } from './context.ts'
import { hearHeartbeat } from './heartbeat.ts'
import { readRegistry } from './registry.ts'
import { DIRECTORY_REFUSALS } from './sentences.ts'
import { takeInKey } from './take-in-key.ts'

const LARGEST_BODY = 16 * 1024
const joinShape = z.strictObject({ code: z.string().min(1).max(100), jwk: z.record(z.string(), z.string().max(200)) })

/**
 * What members say to the directory: read the registry, hand in a key, send a heartbeat. Each is proved by its own
 * signature or one-time code; no person is involved.
 */
export function joinRoutes(directory: Directory, gatewayKeys: readonly Pick<SigningKey, 'publicJwk'>[]): Hono {
  const routes = new Hono()
  const small = bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => c.json({ code: 'TOO_LARGE' }, 413) })
  routes.get('/.well-known/jwks.json', (c) => c.json(publicKeySet(gatewayKeys)))
  routes.get('/directory/members', async (c) => c.json(await readRegistry(directory.db)))
  routes.post('/directory/join', small, (c) => join(c, directory))
  routes.post('/directory/heartbeat', small, async (c) => {
    const heard = await hearHeartbeat(directory, await c.req.text())
    return heard.kind === 'heard' ? c.json({ state: heard.state }) : c.json({ code: heard.fault }, 403)
  })
  return routes
}

async function join(c: Context, directory: Directory): Promise<Response> {
  const ask = joinShape.safeParse(await c.req.json().catch(() => undefined))
  if (!ask.success) return c.json({ code: 'bad-shape', sentence: 'Send the one-time code and the public key as a JWK.' }, 400)
  const taken = await takeInKey(directory, ask.data)
  if (taken.kind === 'refused') {
    const [code = 'bad-key'] = taken.reasons
    return c.json({ code, sentence: DIRECTORY_REFUSALS[code] }, 403)
  }
  return c.json({ memberId: taken.memberId, fingerprint: taken.fingerprint }, 202)
}
