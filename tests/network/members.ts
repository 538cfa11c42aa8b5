import { signServiceToken } from '@oh/auth'
import type { RunningGateway } from '@oh/gateway'
import type { FederationPlan, PlannedSpoke } from '@oh/local'
import { readPoolConfig, startPool } from '@oh/pool'
import { type RunningRollup, readRollupConfig, startRollup } from '@oh/rollup'
import { readSpokeConfig, startSpoke } from '@oh/spoke'
import { postGraphql } from './caller.ts'
import { type Ground, poolEnvironment, rollupEnvironment, signingKeyOf, spokeEnvironment } from './ground.ts'
import { openRoad, type Road } from './road.ts'

/** A running spoke, pool or rollup, as far as a test moves it. */
interface Member extends AsyncDisposable {
  readonly url: string
  /** Resolves to how many messages moved. */
  settle(): Promise<number>
  heartbeat(): Promise<void>
}

export interface Members {
  /** Spokes say the schema version they are told to, else their own. */
  start(id: string, schemaVersion?: string): Promise<void>
  stop(id: string): Promise<void>
  addSpoke(plan: FederationPlan, spoke: PlannedSpoke): void
  urlOf(id: string): string
  /** The way to a pool that has been started. */
  roadTo(id: string): Road
  heartbeat(id: string): Promise<void>
  settle(): Promise<void>
  stopAll(): Promise<void>
}

/** Starts and stops the members of the plan, each on a port of its own and each time another one. */
export function membersOf(ground: Ground, plan: FederationPlan, gateway: RunningGateway): Members {
  const running = new Map<string, Member>()
  const parts = { clock: ground.clock.now, log: ground.log, relayRuns: 'on-settle' } as const
  const starters = new Map<string, (schemaVersion?: string) => Promise<Member>>()
  const roads = new Map<string, Road>()
  const addSpoke: Members['addSpoke'] = (within, spoke) => {
    starters.set(spoke.memberId, (schemaVersion) => {
      const config = readSpokeConfig(spokeEnvironment(ground, within, spoke, gateway.url))
      return startSpoke(config, { ...parts, ...(schemaVersion === undefined ? {} : { schemaVersion }) })
    })
  }
  for (const spoke of plan.spokes) addSpoke(plan, spoke)
  starters.set(plan.rollup.memberId, async () =>
    sweeping(await startRollup(readRollupConfig(rollupEnvironment(ground, plan, gateway.url)), parts)),
  )
  for (const pool of plan.pools) {
    starters.set(pool.memberId, async () => {
      const road = roads.get(pool.memberId) ?? (await openRoad())
      roads.set(pool.memberId, road)
      const environment = { ...poolEnvironment(ground, plan, pool, gateway.url), OH_ENDPOINT: road.url }
      const started = await startPool(readPoolConfig(environment), parts)
      road.leadTo(started.url)
      const settle = async () => {
        await started.sweep()
        return started.settle()
      }
      const stop = () => {
        road.leadTo(undefined)
        return started[Symbol.asyncDispose]()
      }
      return { ...started, settle, [Symbol.asyncDispose]: stop }
    })
  }
  const memberOf = (id: string): Member => {
    const found = running.get(id)
    if (!found) throw new Error(`${id} is not running`)
    return found
  }
  const stop = async (id: string) => {
    await running.get(id)?.[Symbol.asyncDispose]()
    running.delete(id)
  }
  return {
    addSpoke,
    start: async (id, schemaVersion) => {
      const start = starters.get(id)
      if (!start) throw new Error(`the network has no ${id}`)
      const member = await start(schemaVersion)
      await member.heartbeat()
      running.set(id, member)
      await gateway.refreshMembers()
      // so that nobody lives on what the directory said before it heard this one
      ground.clock.advance({ minutes: 1 })
      await untilKeysAreRead(ground, id, member.url)
    },
    stop,
    urlOf: (id) => memberOf(id).url,
    roadTo: (id) => {
      const road = roads.get(id)
      if (!road) throw new Error(`there is no road to ${id}`)
      return road
    },
    heartbeat: (id) => memberOf(id).heartbeat(),
    settle: async () => {
      for (let moved = 1; moved > 0; ) {
        moved = 0
        for (const member of running.values()) moved += await member.settle()
      }
    },
    stopAll: async () => {
      for (const id of [...running.keys()]) await stop(id)
      for (const road of roads.values()) await road[Symbol.asyncDispose]()
    },
  }
}

/** Settles what it computes for people before what it sends. */
function sweeping(started: RunningRollup): Member {
  const settle = async () => (await started.sweep()) + (await started.settle())
  return { ...started, settle, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() }
}

const TRIES = 20

/**
 * Asks until the member has read the keys by which it knows callers. On a busy machine its first look at them may take too
 * long, and it waits before the next by a clock that stands still.
 */
async function untilKeysAreRead(ground: Ground, id: string, url: string): Promise<void> {
  const key = await signingKeyOf(ground, 'gateway')
  for (let tries = 0; tries < TRIES; tries += 1) {
    const authorization = `Bearer ${await signServiceToken(key, id, ground.clock.now())}`
    const headers = { authorization, 'oh-person': await ground.identity.token('nobody') }
    if ((await postGraphql(url, headers, '{ __typename }')).status === 200) return
    ground.clock.advance({ minutes: 1 })
  }
  throw new Error(`${id} does not know its callers`)
}
