import { callerTokens, type PersonTrust, verifyPersonToken } from '@oh/auth'
import type { Health, Log } from '@oh/chassis'
import { Hono } from 'hono'
import type { CallContext } from './call-context.ts'
import type { Graph } from './graph.ts'

const HEADERS = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
const UNAUTHENTICATED = { errors: [{ message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } }] }

export interface GatewayApp {
  readonly graph: Pick<Graph<CallContext>, 'fetch'>
  readonly personTrust: PersonTrust
  readonly health: Health
  readonly joining: Hono
  readonly profile: 'local' | 'production'
  readonly log: Log
}

/** The gateway's HTTP face: the graph for signed-in people, the directory for members, health for whoever runs it. */
export function createApp({ graph, personTrust, health, joining, profile, log }: GatewayApp): Hono {
  const app = new Hono()
  app.use('*', async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  })
  app.route('/', health.routes)
  app.route('/', joining)
  app.on(['GET', 'POST'], '/graphql', async (c) => {
    const isExplorer = profile === 'local' && c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html')
    const token = callerTokens(c.req.raw.headers).serviceToken
    const reading = await verifyPersonToken(token, personTrust)
    if (reading.kind === 'rejected' && !isExplorer) return c.json(UNAUTHENTICATED, 401, { 'www-authenticate': 'Bearer' })
    const context =
      reading.kind === 'verified' ? { person: reading.person, personToken: token } : { person: '' as CallContext['person'] }
    return graph.fetch(c.req.raw, context)
  })
  app.onError((fault, c) => {
    log.error('request-fault', { fault, route: c.req.path, method: c.req.method })
    return c.json({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }, 500)
  })
  return app
}
