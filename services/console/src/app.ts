import { randomUUID } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { serveAssets } from './assets/serve-assets.ts'
import { draw } from './draw.tsx'
import type { ConsoleEnv, ConsoleParts } from './parts.ts'
import { answerFault } from './problems/answer-fault.ts'
import { notFound, tooLarge } from './problems/problems.view.tsx'
import { securityHeaders } from './security-headers.ts'
import { servePage } from './serve-page.ts'
import { signInPages } from './sign-in/sign-in.page.ts'
import { backChannelLogout, signOutPages } from './sign-in/sign-out.page.ts'
import { supportPages } from './support/support.page.ts'

const MOST_BYTES = 128 * 1024

/** The console as a list of steps, from what everything gets to what only a page gets. */
export function createApp(parts: ConsoleParts): Hono {
  const https = parts.origin.startsWith('https:')
  const app = new Hono<ConsoleEnv>()
  app.use(async (c, next) => {
    c.set('requestId', randomUUID().slice(0, 8))
    await next()
  })
  app.use(securityHeaders({ identityOrigin: parts.identityOrigin, https }))
  app.route('/', parts.health.routes)
  app.route('/', serveAssets(parts.assets))
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => draw(c, parts, tooLarge, 413) }))
  // called by the provider's server, which has no origin and no form of ours
  app.route('/', backChannelLogout(parts))
  app.use(onlyHere(parts.origin))
  app.use(compress())
  app.use(csrf({ origin: parts.origin }))
  for (const route of parts.pages) app.on(route.method, route.path, (c) => servePage(c, parts, route))
  app.use(knowing(parts))
  app.route('/', signInPages(parts))
  app.route('/', signOutPages(parts))
  app.route('/', supportPages(parts))
  app.notFound((c) => draw(c, parts, notFound, 404))
  app.onError((fault, c) => answerFault(fault, c, parts))
  // what it keeps during a request concerns nobody outside
  return app as unknown as Hono
}

/** Under any other name the cookies would be missing and signing in could not end: go to the name the console has. */
function onlyHere(origin: string): MiddlewareHandler<ConsoleEnv> {
  const { host } = new URL(origin)
  return async (c, next) => {
    const asked = new URL(c.req.url)
    if (asked.host === host) return next()
    if (c.req.method === 'GET') return c.redirect(`${origin}${asked.pathname}${asked.search}`)
    return c.text('This address is not served here.', 421)
  }
}

/** Pages that anybody may see still greet whoever is signed in. */
function knowing({ signIns, cookies }: ConsoleParts): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const found = await signIns.find(cookies.signIn.get(c))
    c.set('signIn', found.kind === 'live' ? found.signIn : undefined)
    await next()
  }
}
