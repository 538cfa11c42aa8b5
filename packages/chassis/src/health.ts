import { Hono } from 'hono'

/** What readiness looks at: a word and a check that rejects when it does not hold. */
export interface ReadinessCheck {
  readonly name: string
  readonly check: () => Promise<void>
}

export interface Health {
  readonly routes: Hono
  /** From here on readiness answers 503, so that nothing new is sent to a service that stops. */
  stopping(): void
}

/**
 * `GET /health/live` (the process answers; touches nothing) and `GET /health/ready` (every check holds, else 503 with the
 * names that do not). What will soon need a person stands in its `warnings`, and a service with some is ready all the same.
 */
export function createHealth(
  service: string,
  version: string,
  checks: readonly ReadinessCheck[],
  warnings: () => readonly string[] = () => [],
): Health {
  let stopping = false
  const routes = new Hono()
  routes.get('/health/live', (c) => c.json({ service, version }))
  routes.get('/health/ready', async (c) => {
    const failed = await Promise.all(
      checks.map(({ name, check }) =>
        check().then(
          () => [],
          () => [name],
        ),
      ),
    )
    const waitingFor = stopping ? ['stopping'] : failed.flat()
    return c.json({ service, version, waitingFor, warnings: warnings() }, waitingFor.length === 0 ? 200 : 503)
  })
  return {
    routes,
    stopping: () => {
      stopping = true
    },
  }
}
