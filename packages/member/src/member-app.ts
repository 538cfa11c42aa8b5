import type { Health, Log } from '@oh/chassis'
import { Hono } from 'hono'

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'",
}

export interface MemberRoutes {
  readonly health: Health
  /** `POST /graphql`, behind the gateway only. */
  readonly graphql: (request: Request) => Promise<Response>
  /** Further `POST` routes between members, by path. */
  readonly between: Readonly<Record<string, (request: Request) => Promise<Response>>>
  readonly log: Log
}

/** A member's HTTP face. Whatever is not named here is 404, and no fault tells anything of the inside. */
export function memberApp({ health, graphql, between, log }: MemberRoutes): Hono {
  const app = new Hono()
  app.use('*', async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  })
  app.route('/', health.routes)
  app.post('/graphql', (c) => graphql(c.req.raw))
  for (const [path, answer] of Object.entries(between)) app.post(path, (c) => answer(c.req.raw))
  app.onError((fault, c) => {
    log.error('request-fault', { fault, route: c.req.path, method: c.req.method })
    return c.json({ code: 'INTERNAL_SERVER_ERROR' }, 500)
  })
  return app
}
