import { readFile } from 'node:fs/promises'
import {
  assemble,
  createHealth,
  createLog,
  createRateLimit,
  type Listening,
  type Log,
  listen,
  type RateLimitSettings,
} from '@oh/chassis'
import { type Clock, instantOf, millisecondsOf } from '@oh/kernel'
import { connect, requireSchema } from '@oh/postgres'
import { openKeyring } from '@oh/vault'
import { createApp } from './app.ts'
import { loadAssets } from './assets/assets.ts'
import type { ConsoleConfig } from './config.ts'
import { draftsOn } from './drafts/drafts.ts'
import { gatewayClient } from './gateway-client.ts'
import { askRoles, pages } from './pages.ts'
import type { ConsoleParts } from './parts.ts'
import { consoleCookies } from './sign-in/cookies.ts'
import { flightsOn } from './sign-in/flights.ts'
import { identityProvider } from './sign-in/identity-provider.ts'
import { signInsOn } from './sign-in/sign-ins.ts'

/** Schema versions of the sign-in database that this build works with. */
const SCHEMA = { from: 1, to: 1 }
const HOUR = 60 * 60_000
/** Pages of one person: faster than anybody clicks, with every draft of a day kept every ten seconds. */
const PACE: RateLimitSettings = { perSecond: 10, burst: 60 }

export interface ConsoleOverrides extends Partial<Pick<ConsoleParts, 'pages' | 'askRoles'>> {
  readonly clock?: Clock
  readonly log?: Log
  readonly pace?: RateLimitSettings
}

/** Starts the console; disposing stops it. Throws when a setting or the schema does not hold. */
export async function startConsole(config: ConsoleConfig, overrides: ConsoleOverrides = {}): Promise<Listening> {
  const clock = overrides.clock ?? (() => instantOf(Date.now()))
  const log = overrides.log ?? createLog('console')
  return assemble(async (opened) => {
    const db = opened.use(connect(config.OH_DATABASE_URL, { name: 'console', clock }))
    await requireSchema(db, SCHEMA)
    const keyring = openKeyring('console', JSON.parse(await readFile(config.OH_FIELD_KEY_FILE, 'utf8')))
    const provider = identityProvider(await identitySettings(config), () => millisecondsOf(clock()))
    const signIns = signInsOn(db, keyring, provider.refresh)
    const flights = flightsOn(db, keyring)
    const drafts = draftsOn(db, keyring)
    const health = createHealth('console', config.OH_SOFTWARE_VERSION, [
      { name: 'database', check: () => db.ping() },
      { name: 'identity-provider', check: () => provider.ready() },
    ])
    const origin = config.OH_CONSOLE_URL.origin
    const stopping = new AbortController()
    const app = createApp({
      origin,
      identityOrigin: config.OH_IDENTITY_ISSUER.origin,
      clientId: config.OH_OIDC_CLIENT_ID,
      synthetic: config.OH_PROFILE === 'local',
      pages: overrides.pages ?? pages,
      askRoles: overrides.askRoles ?? askRoles,
      assets: loadAssets(),
      cookies: consoleCookies(config.OH_CONSOLE_URL.protocol === 'https:'),
      signIns,
      flights,
      pace: createRateLimit(overrides.pace ?? PACE),
      drafts,
      provider,
      gateway: gatewayClient(config.OH_GATEWAY_URL),
      health,
      stopping: stopping.signal,
      log,
    })
    const forget = () =>
      Promise.all([signIns.forgetOld(), flights.forgetOld(), drafts.forgetOld()]).catch((fault: unknown) =>
        log.warn('not-forgotten', { fault }),
      )
    const hourly = setInterval(forget, HOUR)
    opened.onStop(() => clearInterval(hourly))
    const server = opened.use(await listen(app, { host: config.OH_HOST, port: config.OH_PORT, log }))
    opened.onStop(() => {
      health.stopping()
      stopping.abort()
    })
    log.info('ready', { port: server.port, version: config.OH_SOFTWARE_VERSION })
    return { url: server.url, port: server.port }
  })
}

async function identitySettings(config: ConsoleConfig) {
  const secretFile = config.OH_OIDC_CLIENT_SECRET_FILE
  return {
    issuer: config.OH_IDENTITY_ISSUER,
    clientId: config.OH_OIDC_CLIENT_ID,
    clientSecret: secretFile === undefined ? undefined : (await readFile(secretFile, 'utf8')).trim(),
    resource: config.OH_OIDC_RESOURCE === '' ? undefined : config.OH_OIDC_RESOURCE,
    signingAlgorithm: config.OH_OIDC_SIGNING_ALGORITHM,
    redirectUri: new URL('/signed-in', config.OH_CONSOLE_URL).href,
    afterSignOutUri: new URL('/signed-out', config.OH_CONSOLE_URL).href,
  }
}
