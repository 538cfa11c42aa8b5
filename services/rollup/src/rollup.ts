import { randomUUID } from 'node:crypto'
import { startSealer } from '@oh/audit'
import { jwksKeys } from '@oh/auth'
import { assemble, createHealth, createLog, type Listening, type Log, listen } from '@oh/chassis'
import { type Clock, instantOf } from '@oh/kernel'
import { callerVerifier, loadMemberKeys, ownKeysOf, startHeartbeat } from '@oh/member'
import { connect, requireSchema } from '@oh/postgres'
import { registryPeers, startRelay } from '@oh/relay'
import { createApp } from './app.ts'
import type { RollupConfig } from './config.ts'
import type { Rollup } from './context.ts'
import { inboxHandlers } from './inbox.ts'
import { keepPreparations } from './preparations/keep-preparations.ts'

/** Schema versions of the database that this build works with. */
const SCHEMA = { from: 7, to: 7 }
/** Version of this subgraph's contract: raised when a field is added, so that the gateway knows what an older rollup lacks. */
export const GRAPH_VERSION = '4'

export interface RollupParts {
  readonly clock?: Clock
  readonly log?: Log
  /** `on-settle` leaves all sending and fetching to `settle`, so that a test decides what happens when. Default `always`. */
  readonly relayRuns?: 'always' | 'on-settle'
}

/** A running rollup. */
export interface RunningRollup extends Listening {
  /** Hands on whatever can move; resolves to how many messages did. */
  settle(): Promise<number>
  /** Makes the preparations that wait; resolves to how many. */
  sweep(): Promise<number>
  /** Tells the directory now where it is; resolves when it was heard or not. */
  heartbeat(): Promise<void>
}

/** Starts the rollup; disposing stops it cleanly. Throws when a setting, a key file or the schema does not hold. */
export async function startRollup(config: RollupConfig, parts: RollupParts = {}): Promise<RunningRollup> {
  const log = parts.log ?? createLog('rollup')
  const clock = parts.clock ?? (() => instantOf(Date.now()))
  return assemble(async (opened) => {
    const id = config.OH_MEMBER_ID
    const db = opened.use(connect(config.OH_DATABASE_URL, { name: id, clock }))
    await requireSchema(db, SCHEMA)
    const { signingKey, keyring } = await loadMemberKeys(id, config)
    const peers = registryPeers(config.OH_GATEWAY_URL, clock)
    const directoryKeys = jwksKeys({ url: new URL('/.well-known/jwks.json', config.OH_GATEWAY_URL), now: clock })
    const rollup: Rollup = {
      id,
      db,
      keyring,
      newId: randomUUID,
      log,
      members: peers,
      ownKeys: ownKeysOf(peers, id, signingKey),
      directoryKeys,
      signingKey,
      madeUp: config.OH_PROFILE === 'local',
    }
    const runs = parts.relayRuns ?? 'always'
    const relay = await startRelay({ db, member: id, keyring, signingKey, peers, handlers: inboxHandlers(rollup), log, runs })
    let stopped: PromiseLike<void> | undefined
    const stopRelay = () => {
      stopped ??= relay[Symbol.asyncDispose]()
      return stopped
    }
    opened.onStop(stopRelay)
    const preparations = opened.use(await keepPreparations(rollup, runs === 'always' ? 'always' : 'on-sweep'))
    opened.use(
      startSealer(db, { keyId: signingKey.kid, key: signingKey.privateKey }, (fault) => log.error('audit-not-sealed', { fault })),
    )
    const health = createHealth('rollup', config.OH_SOFTWARE_VERSION, [{ name: 'database', check: () => db.ping() }])
    const app = createApp(rollup, health, callerVerifier(id, config, clock), relay)
    const server = opened.use(await listen(app, { host: config.OH_HOST, port: config.OH_PORT, log }))
    // before the server waits for its requests: those that wait for messages then end at once
    opened.onStop(stopRelay)
    const said = {
      endpoint: config.OH_ENDPOINT ?? server.url,
      softwareVersion: config.OH_SOFTWARE_VERSION,
      schemaVersion: GRAPH_VERSION,
    }
    const heartbeats = opened.use(
      startHeartbeat({ member: id, key: signingKey, gatewayUrl: config.OH_GATEWAY_URL, said, now: clock, log }),
    )
    opened.onStop(() => health.stopping())
    log.info('ready', { port: server.port, member: id })
    const heartbeat = async () => void (await heartbeats.beat())
    return { url: server.url, port: server.port, settle: relay.settle, sweep: preparations.sweep, heartbeat }
  })
}
