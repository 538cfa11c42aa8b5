import { randomUUID } from 'node:crypto'
import { startSealer } from '@oh/audit'
import { assemble, createHealth, createLog, type Listening, type Log, listen } from '@oh/chassis'
import { type Clock, instantOf } from '@oh/kernel'
import { callerVerifier, loadMemberKeys, startHeartbeat } from '@oh/member'
import { connect, requireSchema } from '@oh/postgres'
import { createApp } from './app.ts'
import type { SpokeConfig } from './config.ts'
import type { Spoke } from './context.ts'

/** Schema versions of the database that this build works with. */
const SCHEMA = { from: 1, to: 1 }
/** Version of this subgraph's contract: raised when a field is added, so that the gateway knows what an older spoke lacks. */
export const GRAPH_VERSION = '1'

export interface SpokeParts {
  readonly clock?: Clock
  readonly log?: Log
}

/** Starts one spoke; disposing stops it cleanly. Throws when a setting, a key file or the schema does not hold. */
export async function startSpoke(config: SpokeConfig, parts: SpokeParts = {}): Promise<Listening> {
  const clock = parts.clock ?? (() => instantOf(Date.now()))
  const log = parts.log ?? createLog(`spoke ${config.OH_TRUSTS[0]}`)
  const member = config.OH_MEMBER_ID
  return assemble(async (opened) => {
    const db = opened.use(connect(config.OH_DATABASE_URL, { name: member, clock }))
    await requireSchema(db, SCHEMA)
    const { signingKey, keyring } = await loadMemberKeys(member, config)
    const spoke: Spoke = {
      id: member,
      host: config.OH_TRUSTS[0],
      serves: new Set(config.OH_TRUSTS),
      pool: config.OH_POOL_ID,
      db,
      keyring,
      newId: randomUUID,
      log,
    }
    opened.use(startSealer(db, { keyId: signingKey.kid, key: signingKey.privateKey }, (fault) => log.error('audit-not-sealed', { fault })))
    const health = createHealth('spoke', config.OH_SOFTWARE_VERSION, [{ name: 'database', check: () => db.ping() }])
    const app = createApp(spoke, health, callerVerifier(member, config, clock))
    const server = opened.use(await listen(app, { host: config.OH_HOST, port: config.OH_PORT, log }))
    const said = { endpoint: config.OH_ENDPOINT ?? server.url, softwareVersion: config.OH_SOFTWARE_VERSION, schemaVersion: GRAPH_VERSION }
    opened.use(startHeartbeat({ member, key: signingKey, gatewayUrl: config.OH_GATEWAY_URL, said, now: clock, log }))
    opened.onStop(() => health.stopping())
    log.info('ready', { port: server.port, member })
    return { url: server.url, port: server.port }
  })
}
