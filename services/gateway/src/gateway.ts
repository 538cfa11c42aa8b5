import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { startSealer } from '@oh/audit'
import { FEDERATION_AUDIENCE, jwksKeys, loadSigningKeys, type PersonTrust, rolesProofs, serviceTokens } from '@oh/auth'
import { assemble, createHealth, createLog, type Listening, type Log, listen } from '@oh/chassis'
import { type Clock, instantOf } from '@oh/kernel'
import { connect, requireSchema } from '@oh/postgres'
import { createApp } from './app.ts'
import type { CallContext } from './call-context.ts'
import type { GatewayConfig } from './config.ts'
import type { Directory } from './directory/context.ts'
import { directoryExecutor } from './directory/directory-executor.ts'
import { joinRoutes } from './directory/join-routes.ts'
import { startLookup } from './directory/member-lookup.ts'
import { readRegistry } from './directory/registry.ts'
import { explorerRoutes } from './explorer/explorer.ts'
import { createGraph } from './graph.ts'
import { readKnownDocuments } from './known-documents.ts'
import { type RequestLimits, requestLimits } from './limits.ts'
import type { CallLimits } from './shards/call-shard.ts'
import { readOlderPrints } from './shards/older-prints.ts'

/** Schema versions of the directory's database that this build works with. */
const SCHEMA = { from: 1, to: 1 }
const printsFolder = new URL('../../../schema/graphql/', import.meta.url)
const olderPrintsFolder = new URL('../../../schema/older/', import.meta.url)
/** What the console asks, as printed with the schema. */
const documentsFile = new URL('../../../schema/graphql/console-documents.json', import.meta.url)
const supergraphFile = new URL('../../../schema/graphql/supergraph.graphql', import.meta.url)

export interface GatewayParts {
  readonly clock?: Clock
  readonly log?: Log
  /** How long members may take; the defaults are the product's. */
  readonly callLimits?: Partial<CallLimits>
  /** How often people and addresses may ask; the defaults are the product's. */
  readonly requestLimits?: Partial<RequestLimits>
  /** Where the prints of older schema versions are; ends in a slash. */
  readonly olderPrints?: URL
}

export interface RunningGateway extends Listening {
  /** Reads the registry again, so that a change just made counts at once. */
  refreshMembers(): Promise<void>
}

/** Starts the gateway with the directory inside it; disposing stops both. Throws when a setting or the schema does not hold. */
export async function startGateway(config: GatewayConfig, parts: GatewayParts = {}): Promise<RunningGateway> {
  const clock = parts.clock ?? (() => instantOf(Date.now()))
  const log = parts.log ?? createLog('gateway')
  return assemble(async (opened) => {
    const db = opened.use(connect(config.OH_DATABASE_URL, { name: 'gateway', clock }))
    await requireSchema(db, SCHEMA)
    const keys = await loadSigningKeys(JSON.parse(await readFile(config.OH_SIGNING_KEY_FILE, 'utf8')))
    const key = keys.current
    const lookup = opened.use(
      await startLookup(
        () => readRegistry(db),
        clock,
        (fault) => log.warn('registry-not-read', { fault }),
      ),
    )
    const proofOf = rolesProofs(key, clock)
    const signRoles: Directory['signRoles'] = (audience, person, roles) => proofOf({ person, audience }, roles)
    const directory: Directory = {
      db,
      newId: randomUUID,
      ownKeys: keys.known,
      members: lookup,
      signRoles,
      onChange: () => lookup.refresh(),
    }
    const supergraph = await readFile(supergraphFile, 'utf8')
    const graph = await createGraph<CallContext>({
      supergraph,
      profile: config.OH_PROFILE,
      persistedDocuments: readKnownDocuments(await readFile(documentsFile, 'utf8')),
      members: lookup,
      directoryExecutor: directoryExecutor(directory),
      fieldsSince: await readOlderPrints(printsFolder, parts.olderPrints ?? olderPrintsFolder),
      signServiceToken: serviceTokens(key, clock),
      ...(parts.callLimits ? { callLimits: parts.callLimits } : {}),
      warn: (message) => log.warn(message),
      fault: (fault) => log.error('masked-fault', { fault }),
    })
    opened.onStop(() => graph.close())
    opened.use(startSealer(db, { keyId: key.kid, key: key.privateKey }, (fault) => log.error('audit-not-sealed', { fault })))
    const personTrust = trustIn(config, clock)
    const health = createHealth('gateway', config.OH_SOFTWARE_VERSION, [{ name: 'database', check: () => db.ping() }])
    const app = createApp({
      graph,
      personTrust,
      health,
      joining: joinRoutes(directory, keys.published),
      explorer: config.OH_PROFILE === 'local' ? explorerRoutes(supergraph) : undefined,
      limits: { ...requestLimits, ...parts.requestLimits },
      log,
    })
    const server = opened.use(await listen(app, { host: config.OH_HOST, port: config.OH_PORT, log }))
    opened.onStop(() => health.stopping())
    log.info('ready', { port: server.port, version: config.OH_SOFTWARE_VERSION })
    return { url: server.url, port: server.port, refreshMembers: () => lookup.refresh() }
  })
}

const trustIn = (config: GatewayConfig, now: Clock): PersonTrust => ({
  issuer: config.OH_IDENTITY_ISSUER,
  audience: FEDERATION_AUDIENCE,
  keys: jwksKeys({ url: new URL(config.OH_IDENTITY_JWKS_URL), now }),
  now,
})
