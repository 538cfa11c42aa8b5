import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SigningKey } from '@oh/auth'
import { createLog } from '@oh/chassis'
import { readGatewayConfig, startGateway } from '@oh/gateway'
import type { MemberId, SpokeId, TrustCode } from '@oh/kernel'
import { type FederationPlan, makeKeyFiles, openDataFolder, seedAll } from '@oh/local'
import { trusts } from '@oh/organisations'
import type { TestDatabase } from '@oh/postgres/testing'
import { type Caller, callerOf } from './caller.ts'
import { type TestClock, testClock } from './clock.ts'
import {
  databaseOf,
  environmentOf,
  type Ground,
  type NetworkAsk,
  openDatabases,
  planFor,
  poolIn,
  signingKeyOf,
  spokeIn,
} from './ground.ts'
import { startIdentity, type TestIdentity } from './identity.ts'
import { type Members, membersOf } from './members.ts'
import type { Road } from './road.ts'

/** A whole federation in one process: real databases, real HTTP between its parts, a clock that the test moves. */
export interface Network extends AsyncDisposable {
  readonly clock: TestClock
  readonly plan: FederationPlan
  readonly gatewayUrl: string
  readonly identity: TestIdentity
  /** Signs in as a persona of the plan, or as anyone else. */
  as(person: string): Caller
  /** Lets every message and every routing step that can move do so, until nothing does. No waiting, no sleeping. */
  settle(): Promise<void>
  spokeDatabase(trust: string): TestDatabase
  poolDatabase(ics: string): TestDatabase
  /** Of a network that was asked for with a rollup. */
  rollupDatabase(): TestDatabase
  readonly directoryDatabase: TestDatabase
  /** Every database of the federation, by name. */
  databases(): readonly (readonly [name: string, database: TestDatabase])[]
  spokeId(trust: string): SpokeId
  poolId(ics: string): MemberId
  /** The key of a member, or of the `gateway`: for the search for what a thief of it could do, and to check signatures. */
  signingKey(holder: string): Promise<SigningKey>
  /** Where a running member listens now. */
  urlOf(member: string): string
  /** The way by which everyone reaches a pool: a test may look at it and harm it. */
  roadTo(ics: string): Road
  stopSpoke(trust: string): Promise<void>
  /** `schemaVersion`: what the spoke says of its part of the graph, when it is to be one version behind. */
  startSpoke(trust: string, schemaVersion?: string): Promise<void>
  stopPool(ics: string): Promise<void>
  startPool(ics: string): Promise<void>
  stopRollup(): Promise<void>
  startRollup(): Promise<void>
  /** Makes the database and the key of a spoke that was invited; it starts, and says so, when told to. */
  newcomer(
    trust: string,
    memberId: string,
  ): Promise<{ readonly key: SigningKey; start(): Promise<void>; heartbeat(): Promise<void> }>
  /** Every log line written so far, for the search for what must never be in one. */
  readonly logLines: readonly string[]
  /** Every answer that a person was given so far. */
  answersTo(person: string): readonly string[]
}

/** Trusts of five systems: enough for every rule of publishing, and weighed in a moment. */
const MADE_UP = trusts().flatMap(({ code, ics }) => (['QYG', 'QOP', 'QK1', 'QT1', 'QMM'].includes(ics['2022']) ? [code] : []))

const unhurried = { perSecond: 10_000, burst: 10_000 }

/** Starts the federation of a test: directory and gateway, then the named pools and spokes, seeded with their people. */
export async function startNetwork(ask: NetworkAsk): Promise<Network> {
  const opened: (() => PromiseLike<void> | void)[] = []
  const close = async () => {
    for (const step of opened.splice(0).toReversed()) await step()
  }
  try {
    return { ...(await build(ask, opened)), [Symbol.asyncDispose]: close }
  } catch (fault) {
    await close()
    throw fault
  }
}

async function build(ask: NetworkAsk, opened: (() => PromiseLike<void> | void)[]): Promise<Omit<Network, keyof AsyncDisposable>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-network-'))
  opened.push(() => rmSync(folder, { recursive: true, force: true }))
  const clock = testClock()
  const plan = planFor(ask, clock)
  const logLines: string[] = []
  const heard = new Map<string, string[]>()
  const ground: Ground = {
    ask,
    data: openDataFolder(path.join(folder, 'data'), folder),
    databases: new Map(),
    identity: await startIdentity(clock.now),
    clock,
    log: createLog('network', (line) => void logLines.push(line)),
  }
  const { databases, identity } = ground
  opened.push(() => identity[Symbol.asyncDispose]())
  opened.push(async () => {
    for (const { test } of databases.values()) await test[Symbol.asyncDispose]()
  })
  const figures = { history: ask.rollup?.history ?? 0, madeUp: MADE_UP }
  await seedAll(plan, await openDatabases(ground, plan), { say: () => undefined, clock: clock.now, ...figures })
  const gateway = await startGateway(readGatewayConfig(environmentOf(ground, plan, 'gateway', '')), {
    clock: clock.now,
    log: ground.log,
    callLimits: ask.budgets ?? { connectMs: 10_000, queryMs: 20_000, mutationMs: 20_000 },
    // one process plays everybody at full speed, from one address
    requestLimits: { person: unhurried, address: unhurried, personInFlight: 1_000 },
  })
  opened.push(() => gateway[Symbol.asyncDispose]())
  const members = membersOf(ground, plan, gateway)
  opened.push(() => members.stopAll())
  for (const { memberId } of [...(ask.rollup ? [plan.rollup] : []), ...plan.pools, ...plan.spokes]) await members.start(memberId)
  return {
    clock,
    plan,
    identity,
    logLines,
    gatewayUrl: gateway.url,
    as: (person) =>
      callerOf(
        gateway.url,
        () => identity.token(person),
        (text) => void listOf(heard, person).push(text),
      ),
    answersTo: (person) => heard.get(person) ?? [],
    settle: members.settle,
    urlOf: members.urlOf,
    signingKey: (holder) => signingKeyOf(ground, holder),
    ...placesOf(ground, plan, members),
    newcomer: (trust, memberId) => newcomer(ground, members, trust, memberId),
  }
}

function placesOf(ground: Ground, plan: FederationPlan, members: Members) {
  return {
    directoryDatabase: databaseOf(ground, plan.gateway.database),
    databases: () => [...ground.databases].map(([name, { test }]) => [name, test] as const),
    spokeDatabase: (trust: string) => databaseOf(ground, spokeIn(plan, trust).database),
    poolDatabase: (ics: string) => databaseOf(ground, poolIn(plan, ics).database),
    rollupDatabase: () => databaseOf(ground, plan.rollup.database),
    spokeId: (trust: string) => spokeIn(plan, trust).memberId,
    poolId: (ics: string) => poolIn(plan, ics).memberId,
    roadTo: (ics: string) => members.roadTo(poolIn(plan, ics).memberId),
    stopSpoke: (trust: string) => members.stop(spokeIn(plan, trust).memberId),
    startSpoke: (trust: string, schemaVersion?: string) => members.start(spokeIn(plan, trust).memberId, schemaVersion),
    stopPool: (ics: string) => members.stop(poolIn(plan, ics).memberId),
    startPool: (ics: string) => members.start(poolIn(plan, ics).memberId),
    stopRollup: () => members.stop(plan.rollup.memberId),
    startRollup: () => members.start(plan.rollup.memberId),
  }
}

async function newcomer(ground: Ground, members: Members, trust: string, memberId: string) {
  const enrolled = [{ trust: trust as TrustCode, memberId: memberId as SpokeId }]
  const plan = planFor(ground.ask, ground.clock, enrolled)
  await makeKeyFiles(ground.data, [memberId])
  await seedAll(plan, await openDatabases(ground, plan), { say: () => undefined, clock: ground.clock.now })
  members.addSpoke(plan, spokeIn(plan, trust))
  return {
    key: await signingKeyOf(ground, memberId),
    start: () => members.start(memberId),
    heartbeat: () => members.heartbeat(memberId),
  }
}

function listOf(lists: Map<string, string[]>, name: string): string[] {
  const list = lists.get(name) ?? []
  lists.set(name, list)
  return list
}
