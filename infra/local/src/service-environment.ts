import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { DataFolder } from './data-folder.ts'
import type { FederationPlan, PlannedPool, PlannedService, PlannedSpoke } from './federation-plan.ts'
import { keyFilesOf } from './member-keys.ts'
import type { FederationDatabase } from './postgres/databases.ts'
import type { ServiceSpec } from './supervisor/supervise.ts'

export type BundleName = 'spoke' | 'pool' | 'rollup' | 'gateway' | 'console' | 'identity'

export interface FederationRun {
  readonly plan: FederationPlan
  readonly data: DataFolder
  readonly databases: readonly FederationDatabase[]
  /** The file to run for each service. */
  readonly entries: Readonly<Record<BundleName, string>>
  readonly softwareVersion: string
}

/** Every service of the federation in the order in which they start; those of one tier start together. */
export function servicesOf(run: FederationRun): ServiceSpec[][] {
  const { plan } = run
  return [
    [identity(run), gateway(run)],
    [
      rollupService(run),
      ...plan.pools.map((pool) => poolService(run, pool)),
      ...plan.spokes.map((spoke) => spokeService(run, spoke)),
    ],
    [consoleService(run)],
  ]
}

export function spokeService(run: FederationRun, spoke: PlannedSpoke): ServiceSpec {
  return service(run, 'spoke', `spoke ${spoke.trusts[0]}`, spoke, spoke.memberId, spoke.database, {
    OH_MEMBER_ID: spoke.memberId,
    OH_TRUSTS: spoke.trusts.join(','),
    OH_POOL_ID: spoke.pool,
    OH_ROLLUP_ID: run.plan.rollup.memberId,
  })
}

function poolService(run: FederationRun, pool: PlannedPool): ServiceSpec {
  return service(run, 'pool', `pool ${pool.ics}`, pool, pool.memberId, pool.database, {
    OH_MEMBER_ID: pool.memberId,
    OH_ICS_CODE: pool.ics,
  })
}

const rollupService = (run: FederationRun): ServiceSpec =>
  service(run, 'rollup', 'rollup', run.plan.rollup, run.plan.rollup.memberId, run.plan.rollup.database, {
    OH_MEMBER_ID: run.plan.rollup.memberId,
  })

const gateway = (run: FederationRun): ServiceSpec =>
  service(run, 'gateway', 'gateway', run.plan.gateway, 'gateway', run.plan.gateway.database, {
    OH_CONSOLE_URL: run.plan.console.url,
  })

const consoleService = (run: FederationRun): ServiceSpec =>
  service(run, 'console', 'console', run.plan.console, 'console', run.plan.console.database, {
    OH_CONSOLE_URL: run.plan.console.url,
  })

const identity = (run: FederationRun): ServiceSpec =>
  service(run, 'identity', 'identity', run.plan.identity, 'identity', undefined, {
    OH_CONSOLE_URL: run.plan.console.url,
    OH_PERSONAS_FILE: personasFile(run.data),
    OH_SIGN_INS_FILE: path.join(run.data.secrets, 'sign-ins.json'),
  })

export const personasFile = (data: DataFolder): string => path.join(data.run, 'personas.json')

/** Version of the software in a checkout. */
export function versionOf(checkout: string): string {
  return (JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as { version: string }).version
}

/** Each service gets what it needs by name, never the environment of whoever typed `npm start`. */
function service(
  run: FederationRun,
  kind: BundleName,
  name: string,
  place: PlannedService,
  holder: string,
  database: string | undefined,
  own: Record<string, string>,
): ServiceSpec {
  const keys = keyFilesOf(run.data, holder)
  const { identity: provider, gateway: graph } = run.plan
  const url = run.databases.find((each) => each.name === database)?.serviceUrl
  const environment = {
    // libraries check more, and answer slower, unless told that they are in use
    NODE_ENV: 'production',
    OH_SERVICE: kind,
    OH_HOST: '127.0.0.1',
    OH_PORT: String(place.port),
    OH_PROFILE: 'local',
    OH_SOFTWARE_VERSION: run.softwareVersion,
    OH_GATEWAY_URL: graph.url,
    OH_IDENTITY_ISSUER: provider.issuer,
    OH_IDENTITY_JWKS_URL: `${provider.url}/jwks`,
    OH_SIGNING_KEY_FILE: keys.signingKeyFile,
    OH_FIELD_KEY_FILE: keys.fieldKeyFile,
    ...(url ? { OH_DATABASE_URL: url } : {}),
    ...own,
  }
  return { name, kind, entry: run.entries[kind], url: place.url, environment }
}
