import { callerTokens, type PersonTrust, verifyPersonToken } from '@oh/auth'
import { addressOf, createRateLimit, type Health, type Log } from '@oh/chassis'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { CallContext } from './call-context.ts'
import type { Graph } from './graph.ts'
import type { RequestLimits } from './limits.ts'

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000',
}
const UNAUTHENTICATED = { errors: [{ message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } }] }

export interface GatewayApp {
  readonly graph: Pick<Graph<CallContext>, 'fetch'>
  readonly personTrust: PersonTrust
  readonly health: Health
  readonly joining: Hono
  /** GraphiQL, in the local profile alone. */
  readonly explorer?: Hono | undefined
  readonly limits: RequestLimits
  readonly log: Log
}

/** The gateway's HTTP face: the graph for signed-in people, the directory for members, health for whoever runs it. */
export function createApp({ graph, personTrust, health, joining, explorer, limits, log }: GatewayApp): Hono {
  const app = new Hono()
  const attempts = createRateLimit(limits.attempts)
  const addresses = createRateLimit(limits.address)
  const people = peopleWithin(limits)
  app.use('*', async (c, next) => {
    // before the answer is made: each one set on a finished answer would copy it
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
    await next()
  })
  app.route('/', health.routes)
  for (const open of ['/directory/*', '/.well-known/*', '/graphiql/*']) {
    app.use(open, async (c, next) => {
      const ruling = addresses.take(addressOf(c))
      if (ruling.kind === 'refused') return tooMany(c, ruling.retryAfterSeconds)
      return next()
    })
  }
  app.route('/', joining)
  if (explorer) app.route('/graphiql', explorer)
  app.on(['GET', 'POST'], '/graphql', async (c) => {
    const attempt = attempts.take(addressOf(c))
    if (attempt.kind === 'refused') return tooMany(c, attempt.retryAfterSeconds)
    const token = callerTokens(c.req.raw.headers).serviceToken
    const reading = await verifyPersonToken(token, personTrust)
    if (reading.kind === 'rejected') {
      // the narrower bound comes after the token was read: behind one address stand a whole trust and the console
      const ruling = addresses.take(addressOf(c))
      if (ruling.kind === 'refused') return tooMany(c, ruling.retryAfterSeconds)
      return c.json(UNAUTHENTICATED, 401, { 'www-authenticate': 'Bearer' })
    }
    const { person } = reading
    const ruling = people.enter(person)
    if (ruling.kind === 'refused') return tooMany(c, ruling.retryAfterSeconds)
    const answering = graph.fetch(c.req.raw, { person, personToken: token, keepUntil: ruling.keepUntil })
    ruling.keepUntil(answering)
    const answer = await answering
    return c.body(await answer.text(), answer.status as ContentfulStatusCode, Object.fromEntries(answer.headers))
  })
  app.onError((fault, c) => {
    log.error('request-fault', { fault, route: c.req.path, method: c.req.method })
    return c.json({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }, 500)
  })
  return app
}

type Entry =
  | { readonly kind: 'entered'; keepUntil(over: Promise<unknown>): void }
  | { readonly kind: 'refused'; readonly retryAfterSeconds: number }

/**
 * Lets a person in so often, and so often at once. The second keeps one person from holding all lines to a slow member: a
 * place is free again when the answer and every call made for it are over, whether or not somebody waits for them.
 */
function peopleWithin({ person: rate, personInFlight }: RequestLimits) {
  const requests = createRateLimit(rate)
  const inFlight = new Map<string, number>()
  const change = (person: string, by: number) => {
    const count = (inFlight.get(person) ?? 0) + by
    if (count > 0) inFlight.set(person, count)
    else inFlight.delete(person)
  }
  const placeOf = (person: string) => {
    let underWay = 0
    return (over: Promise<unknown>) => {
      underWay += 1
      if (underWay === 1) change(person, 1)
      const end = () => {
        underWay -= 1
        if (underWay === 0) change(person, -1)
      }
      over.then(end, end)
    }
  }
  return {
    enter(person: string): Entry {
      if ((inFlight.get(person) ?? 0) >= personInFlight) return { kind: 'refused', retryAfterSeconds: 1 }
      const ruling = requests.take(person)
      if (ruling.kind === 'refused') return ruling
      return { kind: 'entered', keepUntil: placeOf(person) }
    },
  }
}

function tooMany(c: Context, retryAfterSeconds: number): Response {
  const wait = retryAfterSeconds === 1 ? 'one second' : `${retryAfterSeconds} seconds`
  const message = `Too many requests at once. Wait ${wait} and try again.`
  const errors = [{ message, extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds } }]
  return c.json({ errors }, 429, { 'retry-after': String(retryAfterSeconds) })
}
