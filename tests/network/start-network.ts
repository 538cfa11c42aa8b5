import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLog, type Log } from '@oh/chassis'
import { type RunningGateway, readGatewayConfig, startGateway } from '@oh/gateway'
import type { IcsCode, TrustCode } from '@oh/kernel'
import { londonDateOf } from '@oh/kernel'
import {
  databasesOf,
  type FederationPlan,
  keyFilesOf,
  makeKeyFiles,
  openDataFolder,
  type PlannedPool,
  type PlannedSpoke,
  type PreparedDatabase,
  planFederation,
  seedAll,
} from '@oh/local'
import { readPoolConfig, startPool } from '@oh/pool'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { readSpokeConfig, startSpoke } from '@oh/spoke'
import { type Caller, callerOf } from './caller.ts'
import { type TestClock, testClock } from './clock.ts'
import { startIdentity, type TestIdentity } from './identity.ts'

export interface NetworkAsk {
  readonly spokes: readonly string[]
  readonly pools: readonly string[]
}

type Running<Service> = Service & AsyncDisposable

/** A whole federation in one process: real databases, real HTTP between its parts, a clock that the test moves. */
export interface Network extends AsyncDisposable {
  readonly clock: TestClock
  readonly plan: FederationPlan
  readonly gatewayUrl: string
  /** Signs in as a persona of the plan, or as anyone else. */
  as(person: string): Caller
  /** Lets every message and every routing step that can move do so, until nothing does. No waiting, no sleeping. */
  settle(): Promise<void>
  spokeDatabase(trust: string): TestDatabase
  poolDatabase(ics: string): TestDatabase
  stopSpoke(trust: string): Promise<void>
  startSpoke(trust: string): Promise<void>
  stopPool(ics: string): Promise<void>
  startPool(ics: string): Promise<void>
  /** Every log line written so far, for the search for what must never be in one. */
  readonly logLines: readonly string[]
}

/** Starts the federation of a test: directory and gateway, then the named pools and spokes, seeded with their people. */
export async function startNetwork(ask: NetworkAsk): Promise<Network> {
  const opened: (() => PromiseLike<void> | void)[] = []
  const keep = <Part extends AsyncDisposable>(part: Part): Part => {
    opened.push(() => part[Symbol.asyncDispose]())
    return part
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-network-'))
  opened.push(() => rmSync(folder, { recursive: true, force: true }))
  const clock = testClock()
  const identity = keep(await startIdentity(clock.now))
  const plan = planFor(ask, clock)
  const databases = await openDatabases(plan, folder, clock, keep)
  await seedAll(plan, [...databases.values()], () => undefined, clock.now)
  const logLines: string[] = []
  const ground: Ground = { plan, databases, identity, clock, log: createLog('network', (line) => void logLines.push(line)) }
  const gateway = keep(
    await startGateway(readGatewayConfig({ ...environmentOf(ground, 'gateway', ''), OH_HOST: '127.0.0.1' }), {
      clock: clock.now,
      log: ground.log,
    }),
  )
  const members = await startMembers(ground, gateway)
  opened.push(() => members.stop())
  return {
    clock,
    plan,
    gatewayUrl: gateway.url,
    logLines,
    as: (person) => callerOf(gateway.url, () => identity.token(person)),
    settle: () => members.settle(),
    spokeDatabase: (trust) => databaseOf(ground, spokeIn(plan, trust).database),
    poolDatabase: (ics) => databaseOf(ground, poolIn(plan, ics).database),
    stopSpoke: (trust) => members.stopOne(spokeIn(plan, trust).memberId),
    startSpoke: (trust) => members.startOne(spokeIn(plan, trust).memberId),
    stopPool: (ics) => members.stopOne(poolIn(plan, ics).memberId),
    startPool: (ics) => members.startOne(poolIn(plan, ics).memberId),
    [Symbol.asyncDispose]: async () => {
      for (const close of opened.toReversed()) await close()
    },
  }
}

interface Ground {
  readonly plan: FederationPlan
  readonly databases: ReadonlyMap<string, OpenDatabase>
  readonly identity: TestIdentity
  readonly clock: TestClock
  readonly log: Log
}
type OpenDatabase = PreparedDatabase & { readonly test: TestDatabase }

function planFor({ spokes, pools }: NetworkAsk, clock: TestClock): FederationPlan {
  const today = londonDateOf(clock.now())
  const whole = planFederation({ ics: pools as IcsCode[], enrolled: [], portBase: 3000, today })
  const members = new Set<string>(
    [...whole.pools, ...whole.spokes.filter(({ trusts }) => spokes.includes(trusts[0]))].map(({ memberId }) => memberId),
  )
  return {
    ...whole,
    spokes: whole.spokes.filter(({ memberId }) => members.has(memberId)),
    personas: whole.personas.filter(({ member }) => member === undefined || members.has(member)),
  }
}

async function openDatabases(
  plan: FederationPlan,
  folder: string,
  clock: TestClock,
  keep: <Part extends AsyncDisposable>(part: Part) => Part,
) {
  const data = openDataFolder(path.join(folder, 'data'), folder)
  const wanted = databasesOf(plan).filter(({ service }) => service !== 'console')
  await makeKeyFiles(
    data,
    wanted.map(({ holder }) => holder),
  )
  const open = await Promise.all(
    wanted.map(async (each): Promise<OpenDatabase> => {
      const test = keep(await testDatabase(each.service, { clock: clock.now }))
      return { ...each, ...keyFilesOf(data, each.holder), ownerUrl: test.adminUrl, serviceUrl: test.serviceUrl, test }
    }),
  )
  return new Map(open.map((each) => [each.name, each]))
}

function databaseOf(ground: Ground, name: string): TestDatabase {
  const found = ground.databases.get(name)
  if (!found) throw new Error(`the network has no database ${name}`)
  return found.test
}

function environmentOf({ plan, databases, identity }: Ground, holder: string, gatewayUrl: string): Record<string, string> {
  const database = [...databases.values()].find((each) => each.holder === holder)
  if (!database) throw new Error(`the network has no ${holder}`)
  return {
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

interface Member {
  settle(): Promise<number>
  heartbeat(): Promise<void>
}

async function startMembers(ground: Ground, gateway: RunningGateway) {
  const running = new Map<string, Running<Member>>()
  const parts = { clock: ground.clock.now, log: ground.log, runs: 'on-settle' as const }
  const starters = new Map<string, () => Promise<Running<Member>>>([
    ...ground.plan.pools.map(
      (pool) => [pool.memberId, () => startPool(readPoolConfig(poolEnvironment(ground, pool, gateway.url)), parts)] as const,
    ),
    ...ground.plan.spokes.map(
      (spoke) =>
        [spoke.memberId, () => startSpoke(readSpokeConfig(spokeEnvironment(ground, spoke, gateway.url)), parts)] as const,
    ),
  ])
  const startOne = async (id: string) => {
    const start = starters.get(id)
    if (!start) throw new Error(`the network has no ${id}`)
    const member = await start()
    await member.heartbeat()
    running.set(id, member)
    await gateway.refreshMembers()
  }
  const stopOne = async (id: string) => {
    await running.get(id)?.[Symbol.asyncDispose]()
    running.delete(id)
  }
  await Promise.all([...starters.keys()].map(startOne))
  return {
    startOne,
    stopOne,
    settle: async () => {
      for (let moved = 1; moved > 0; ) {
        moved = 0
        for (const member of running.values()) moved += await member.settle()
      }
    },
    stop: async () => {
      for (const id of [...running.keys()]) await stopOne(id)
    },
  }
}

const poolEnvironment = (ground: Ground, pool: PlannedPool, gatewayUrl: string) => ({
  ...environmentOf(ground, pool.memberId, gatewayUrl),
  OH_MEMBER_ID: pool.memberId,
  OH_ICS_CODE: pool.ics,
})

const spokeEnvironment = (ground: Ground, spoke: PlannedSpoke, gatewayUrl: string) => ({
  ...environmentOf(ground, spoke.memberId, gatewayUrl),
  OH_MEMBER_ID: spoke.memberId,
  OH_TRUSTS: spoke.trusts.join(','),
  OH_POOL_ID: spoke.pool,
})

function spokeIn(plan: FederationPlan, trust: string): PlannedSpoke {
  const found = plan.spokes.find(({ trusts }) => trusts.includes(trust as TrustCode))
  if (!found) throw new Error(`the network has no spoke for ${trust}`)
  return found
}

function poolIn(plan: FederationPlan, ics: string): PlannedPool {
  const found = plan.pools.find((pool) => pool.ics === ics)
  if (!found) throw new Error(`the network has no pool for ${ics}`)
  return found
}
