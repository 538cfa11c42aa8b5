import { randomUUID } from 'node:crypto'
import { startSealer } from '@oh/audit'
import { jwksKeys } from '@oh/auth'
import { assemble, createHealth, createLog, type Listening, type Log, listen } from '@oh/chassis'
import { type Clock, instantOf, londonDateOf } from '@oh/kernel'
import { calendarWarnings, callerVerifier, loadMemberKeys, ownKeysOf, startHeartbeat } from '@oh/member'
import { connect, requireSchema } from '@oh/postgres'
import { type Registry, registryPeers, startRelay } from '@oh/relay'
import { createApp } from './app.ts'
import type { SpokeConfig } from './config.ts'
import type { Spoke } from './context.ts'
import { inboxHandlers } from './inbox.ts'
import { memberKeyOf } from './member-key.ts'
import { poolIcsOf } from './service/pool-ics.ts'

/** Schema versions of the database that this build works with. */
const SCHEMA = { from: 5, to: 5 }
/** Version of this subgraph's contract: raised when a field is added, so that the gateway knows what an older spoke lacks. */
export const GRAPH_VERSION = '6'

export interface SpokeParts {
  readonly clock?: Clock
  readonly log?: Log
  /** Default: the directory at the gateway. */
  readonly registry?: Registry
  /** `on-settle` leaves all sending and fetching to `settle`, so that a test decides what happens when. Default `always`. */
  readonly relayRuns?: 'always' | 'on-settle'
  /** What it says of its part of the graph: GRAPH_VERSION, unless a test plays a spoke that is one version behind. */
  readonly schemaVersion?: string
}

export interface RunningSpoke extends Listening {
  /** Pushes and fetches until nothing waits that can move; resolves to how many messages were sent or taken in. */
  settle(): Promise<number>
  /** Tells the directory now where this spoke is; resolves when it was heard or not. */
  heartbeat(): Promise<void>
}

/** Starts one spoke; disposing stops it cleanly. Throws when a setting, a key file or the schema does not hold. */
export async function startSpoke(config: SpokeConfig, parts: SpokeParts = {}): Promise<RunningSpoke> {
  const clock = parts.clock ?? (() => instantOf(Date.now()))
  const log = parts.log ?? createLog(`spoke ${config.OH_TRUSTS[0]}`)
  const member = config.OH_MEMBER_ID
  return assemble(async (opened) => {
    const db = opened.use(connect(config.OH_DATABASE_URL, { name: member, clock }))
    await requireSchema(db, SCHEMA)
    const { signingKey, keyring } = await loadMemberKeys(member, config)
    const registry = parts.registry ?? registryPeers(config.OH_GATEWAY_URL, clock)
    const spoke: Spoke = {
      id: member,
      host: config.OH_TRUSTS[0],
      serves: new Set(config.OH_TRUSTS),
      pool: config.OH_POOL_ID,
      rollup: config.OH_ROLLUP_ID,
      poolIcs: poolIcsOf(registry, config.OH_POOL_ID, clock),
      db,
      keyring,
      signingKey,
      memberKey: memberKeyOf(registry),
      ownKeys: ownKeysOf(registry, member, signingKey),
      directoryKeys: jwksKeys({ url: new URL('/.well-known/jwks.json', config.OH_GATEWAY_URL), now: clock }),
      newId: randomUUID,
      log,
    }
    const sealed = { keyId: signingKey.kid, key: signingKey.privateKey }
    opened.use(startSealer(db, sealed, (fault) => log.error('audit-not-sealed', { fault })))
    const relay = opened.use(
      await startRelay({
        db,
        member,
        keyring,
        signingKey,
        peers: registry,
        handlers: inboxHandlers(spoke),
        pollFrom: async () => [config.OH_POOL_ID, config.OH_ROLLUP_ID],
        runs: parts.relayRuns ?? 'always',
        log,
      }),
    )
    const checks = [{ name: 'database', check: () => db.ping() }]
    const warnings = () => calendarWarnings(londonDateOf(db.clock()))
    const health = createHealth('spoke', config.OH_SOFTWARE_VERSION, checks, warnings)
    if (warnings().length > 0) log.warn('bank-holidays-end')
    const app = createApp(spoke, health, callerVerifier(member, config, clock))
    const server = opened.use(await listen(app, { host: config.OH_HOST, port: config.OH_PORT, log }))
    const said = {
      endpoint: config.OH_ENDPOINT ?? server.url,
      softwareVersion: config.OH_SOFTWARE_VERSION,
      schemaVersion: parts.schemaVersion ?? GRAPH_VERSION,
    }
    const heartbeats = opened.use(
      startHeartbeat({ member, key: signingKey, gatewayUrl: config.OH_GATEWAY_URL, said, now: clock, log }),
    )
    opened.onStop(() => health.stopping())
    log.info('ready', { port: server.port, member })
    return {
      url: server.url,
      port: server.port,
      settle: () => relay.settle(),
      heartbeat: async () => void (await heartbeats.beat()),
    }
  })
}
