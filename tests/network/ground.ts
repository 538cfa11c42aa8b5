import { readFileSync } from 'node:fs'
import { loadSigningKey, type SigningKey } from '@oh/auth'
import type { Log } from '@oh/chassis'
import type { GatewayParts } from '@oh/gateway'
import type { IcsCode, SpokeId, TrustCode } from '@oh/kernel'
import { londonDateOf } from '@oh/kernel'
import {
  type DataFolder,
  databasesOf,
  type FederationPlan,
  keyFilesOf,
  makeKeyFiles,
  type PlannedPool,
  type PlannedSpoke,
  type PreparedDatabase,
  planFederation,
} from '@oh/local'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import type { TestClock } from './clock.ts'
import type { TestIdentity } from './identity.ts'

export interface NetworkAsk {
  /** Host trusts of the spokes that are members from the start. */
  readonly spokes: readonly string[]
  readonly pools: readonly string[]
  /** National figures with so many published months of made-up history; without them there is no rollup. */
  readonly rollup?: { readonly history: number }
  /** How long members may take in milliseconds; else so long that a busy machine does not look like a silent trust. */
  readonly budgets?: GatewayParts['callLimits']
}

export type OpenDatabase = PreparedDatabase & { readonly test: TestDatabase }

/** What every service of a test network stands on. */
export interface Ground {
  readonly ask: NetworkAsk
  readonly data: DataFolder
  readonly databases: Map<string, OpenDatabase>
  readonly identity: TestIdentity
  readonly clock: TestClock
  readonly log: Log
}

/** The plan of the asked members, with those that joined later. */
export function planFor(
  { spokes, pools, rollup }: NetworkAsk,
  clock: TestClock,
  enrolled: readonly { readonly trust: TrustCode; readonly memberId: SpokeId }[] = [],
): FederationPlan {
  const today = londonDateOf(clock.now())
  const planned = planFederation({ ics: pools as IcsCode[], enrolled: [], portBase: 3000, today })
  const wanted = planned.spokes.filter(({ trusts }) => spokes.includes(trusts[0]))
  const later = enrolled.map(({ trust, memberId }): PlannedSpoke => {
    const [like] = planned.spokes.filter(({ trusts }) => trusts[0] === trust)
    if (!like) throw new Error(`no ICS of the network has the trust ${trust}`)
    return { ...like, memberId }
  })
  const members = new Map<string | undefined, string>([
    ...(rollup ? [[planned.rollup.memberId, planned.rollup.memberId] as const] : []),
    ...planned.pools.map(({ memberId }) => [memberId, memberId] as const),
    ...wanted.map(({ memberId }) => [memberId, memberId] as const),
    ...later.map(
      ({ trusts, memberId }) => [planned.spokes.find((each) => each.trusts[0] === trusts[0])?.memberId, memberId] as const,
    ),
  ])
  return {
    ...planned,
    spokes: [...wanted, ...later],
    personas: planned.personas.flatMap(({ member, ...persona }) => {
      const id = members.get(member)
      if (member !== undefined && id === undefined) return []
      return [{ ...persona, ...(id === undefined ? {} : { member: id as SpokeId }) }]
    }),
  }
}

/** One clone of the right template for each database of the plan that is not open yet, and the key files that go with it. */
export async function openDatabases(
  { ask, data, databases, clock }: Pick<Ground, 'ask' | 'data' | 'databases' | 'clock'>,
  plan: FederationPlan,
): Promise<OpenDatabase[]> {
  const isOpened = (service: string) => service !== 'console' && (service !== 'rollup' || ask.rollup !== undefined)
  const wanted = databasesOf(plan).filter(({ service, name }) => isOpened(service) && !databases.has(name))
  await makeKeyFiles(
    data,
    wanted.map(({ holder }) => holder),
  )
  const open = await Promise.all(
    wanted.map(async (each): Promise<OpenDatabase> => {
      const test = await testDatabase(each.service, { clock: clock.now })
      // a clone belongs to whoever made it, yet foreign keys are checked as the owner of the tables
      await test.admin.unsafe('grant usage on schema public to oh_owner')
      return { ...each, ...keyFilesOf(data, each.holder), ownerUrl: test.adminUrl, serviceUrl: test.serviceUrl, test }
    }),
  )
  for (const each of open) databases.set(each.name, each)
  return open
}

export function databaseOf({ databases }: Pick<Ground, 'databases'>, name: string): TestDatabase {
  const found = databases.get(name)
  if (!found) throw new Error(`the network has no database ${name}`)
  return found.test
}

/** The signing key of a member, or of the gateway. */
export async function signingKeyOf({ data }: Pick<Ground, 'data'>, holder: string): Promise<SigningKey> {
  return loadSigningKey(JSON.parse(readFileSync(keyFilesOf(data, holder).signingKeyFile, 'utf8')))
}

export function environmentOf(
  { databases, identity }: Ground,
  plan: FederationPlan,
  holder: string,
  gatewayUrl: string,
): Record<string, string> {
  const database = [...databases.values()].find((each) => each.holder === holder)
  if (!database) throw new Error(`the network has no ${holder}`)
  return {
    OH_HOST: '127.0.0.1',
    OH_PORT: '0',
    OH_PROFILE: 'local',
    OH_DATABASE_URL: database.serviceUrl,
    OH_SIGNING_KEY_FILE: database.signingKeyFile,
    OH_FIELD_KEY_FILE: database.fieldKeyFile,
    OH_IDENTITY_ISSUER: identity.issuer,
    OH_IDENTITY_JWKS_URL: identity.jwksUrl,
    OH_CONSOLE_URL: plan.console.url,
    ...(gatewayUrl ? { OH_GATEWAY_URL: gatewayUrl } : {}),
  }
}

export const poolEnvironment = (ground: Ground, plan: FederationPlan, pool: PlannedPool, gatewayUrl: string) => ({
  ...environmentOf(ground, plan, pool.memberId, gatewayUrl),
  OH_MEMBER_ID: pool.memberId,
  OH_ICS_CODE: pool.ics,
})

export const rollupEnvironment = (ground: Ground, plan: FederationPlan, gatewayUrl: string) => ({
  ...environmentOf(ground, plan, plan.rollup.memberId, gatewayUrl),
  OH_MEMBER_ID: plan.rollup.memberId,
})

export const spokeEnvironment = (ground: Ground, plan: FederationPlan, spoke: PlannedSpoke, gatewayUrl: string) => ({
  ...environmentOf(ground, plan, spoke.memberId, gatewayUrl),
  OH_MEMBER_ID: spoke.memberId,
  OH_TRUSTS: spoke.trusts.join(','),
  OH_POOL_ID: spoke.pool,
  OH_ROLLUP_ID: plan.rollup.memberId,
})

export function spokeIn(plan: FederationPlan, trust: string): PlannedSpoke {
  const found = plan.spokes.find(({ trusts }) => trusts.includes(trust as TrustCode))
  if (!found) throw new Error(`the network has no spoke for ${trust}`)
  return found
}

export function poolIn(plan: FederationPlan, ics: string): PlannedPool {
  const found = plan.pools.find((pool) => pool.ics === ics)
  if (!found) throw new Error(`the network has no pool for ${ics}`)
  return found
}
