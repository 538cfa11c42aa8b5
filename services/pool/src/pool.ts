import { randomUUID } from 'node:crypto'
import { startSealer } from '@oh/audit'
import { jwksKeys } from '@oh/auth'
import { assemble, createHealth, createLog, type Listening, type Log, listen, type Opened } from '@oh/chassis'
import { type Clock, instantOf, londonDateOf } from '@oh/kernel'
import { calendarWarnings, callerVerifier, type Heartbeats, loadMemberKeys, ownKeysOf, startHeartbeat } from '@oh/member'
import { connect, requireSchema } from '@oh/postgres'
import { registryPeers, startRelay } from '@oh/relay'
import { createApp } from './app.ts'
import type { PoolConfig } from './config.ts'
import type { Pool } from './context.ts'
import { inboxHandlers } from './inbox.ts'
import { keepRouting } from './offers/keep-routing.ts'
import { proofKeysOf } from './proof-keys.ts'
import { keepStudies } from './studies/keep-studies.ts'

/** Schema versions of the database that this build works with. */
const SCHEMA = { from: 5, to: 5 }
/** Version of this subgraph's contract: raised when a field is added, so that the gateway knows what an older pool lacks. */
export const GRAPH_VERSION = '5'

export interface PoolParts {
  readonly clock?: Clock
  readonly log?: Log
  /** `on-settle` leaves the relay to `settle` and routing to `sweep`, so that a test decides what happens when. Default `always`. */
  readonly relayRuns?: 'always' | 'on-settle'
}

/** A running pool. */
export interface RunningPool extends Listening {
  /** Hands on whatever can move; resolves to how many messages did. */
  settle(): Promise<number>
  /** Ends what ran out, looks again for what waits, books once a day, and computes the studies that wait. */
  sweep(): Promise<void>
  /** Tells the directory now where this pool is; resolves when it was heard or not. */
  heartbeat(): Promise<void>
}

/** Starts one pool; disposing stops it cleanly. Throws when a setting, a key file or the schema does not hold. */
export async function startPool(config: PoolConfig, parts: PoolParts = {}): Promise<RunningPool> {
  const log = parts.log ?? createLog(`pool ${config.OH_ICS_CODE}`)
  const runs = parts.relayRuns ?? 'always'
  return assemble(async (opened) => {
    const { pool, peers } = await openPool(config, parts.clock ?? (() => instantOf(Date.now())), log, opened)
    const { db, id: member, signingKey } = pool
    const relay = await startRelay({
      db,
      member,
      keyring: pool.keyring,
      signingKey,
      peers,
      handlers: inboxHandlers(pool),
      log,
      runs,
    })
    let stopped: PromiseLike<void> | undefined
    const stopRelay = () => {
      stopped ??= relay[Symbol.asyncDispose]()
      return stopped
    }
    opened.onStop(stopRelay)
    const routing = opened.use(await keepRouting(pool, runs === 'always' ? 'always' : 'on-sweep'))
    const studies = opened.use(await keepStudies(pool, runs === 'always' ? 'always' : 'on-sweep'))
    opened.use(
      startSealer(db, { keyId: signingKey.kid, key: signingKey.privateKey }, (fault) => log.error('audit-not-sealed', { fault })),
    )
    const checks = [{ name: 'database', check: () => db.ping() }]
    const warnings = () => calendarWarnings(londonDateOf(db.clock()))
    const health = createHealth('pool', config.OH_SOFTWARE_VERSION, checks, warnings)
    if (warnings().length > 0) log.warn('bank-holidays-end')
    const app = createApp(pool, health, callerVerifier(member, config, db.clock), relay)
    const server = opened.use(await listen(app, { host: config.OH_HOST, port: config.OH_PORT, log }))
    // before the server waits for its requests: those that wait for messages then end at once
    opened.onStop(stopRelay)
    const heartbeats = opened.use(heartbeatOf(config, pool, server.url))
    opened.onStop(() => health.stopping())
    log.info('ready', { port: server.port, member })
    const heartbeat = async () => void (await heartbeats.beat())
    const sweep = async () => {
      await routing.sweep()
      await studies.sweep()
    }
    return { url: server.url, port: server.port, settle: relay.settle, sweep, heartbeat }
  })
}

async function openPool(config: PoolConfig, clock: Clock, log: Log, opened: Opened) {
  const member = config.OH_MEMBER_ID
  const db = opened.use(connect(config.OH_DATABASE_URL, { name: member, clock }))
  await requireSchema(db, SCHEMA)
  const { signingKey, keyring } = await loadMemberKeys(member, config)
  const peers = registryPeers(config.OH_GATEWAY_URL, clock)
  const proofKeys = proofKeysOf(peers, clock)
  const pool: Pool = {
    id: member,
    ics: config.OH_ICS_CODE,
    db,
    keyring,
    newId: randomUUID,
    log,
    members: peers,
    proofKeys,
    ownKeys: ownKeysOf(peers, member, signingKey),
    directoryKeys: jwksKeys({ url: new URL('/.well-known/jwks.json', config.OH_GATEWAY_URL), now: clock }),
    signingKey,
  }
  return { pool, peers }
}

function heartbeatOf(config: PoolConfig, { id: member, signingKey, db, log }: Pool, url: string): Heartbeats {
  const said = { endpoint: config.OH_ENDPOINT ?? url, softwareVersion: config.OH_SOFTWARE_VERSION, schemaVersion: GRAPH_VERSION }
  return startHeartbeat({ member, key: signingKey, gatewayUrl: config.OH_GATEWAY_URL, said, now: db.clock, log })
}
