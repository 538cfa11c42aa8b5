import { setTimeout as wait } from 'node:timers/promises'
import { type Chance, oneOf } from './chance.ts'
import { killProcess } from './kill-process.ts'
import { DATABASE_SERVER, type RealFederation } from './real-federation.ts'

/** Jepsen's nemesis waits ten seconds; the shorter the pause, the more half-done work is hit. */
const SHORTEST_PAUSE_MS = 350
const LONGEST_PAUSE_MS = 1_000
const SMALLEST_STORM = 3
const LARGEST_STORM = 7
/** Every so many storms begin with a crash of the database server, which takes all its users' connections along. */
const STORMS_PER_CRASH = 3
/** Without calms between the storms nothing would get through on a slow machine, and there would be nothing half-done to hit. */
const WORK_PER_KILL = 3
const LONGEST_CALM_MS = 30_000
/** One killed this often before it was ready is let come up: the supervisor rightly gives up what never starts. */
const MOST_WHILE_STARTING = 1
/** With so many of them down no other is killed: on a slow machine nothing would ever be up long enough to be hit at work. */
const MOST_DOWN = 3
const LOOK_AGAIN_MS = 100

export interface Killer {
  /** How often each process was killed so far. */
  readonly kills: ReadonlyMap<string, number>
  /** Rejects when nobody can be killed any more: the supervisor is gone, or it has given a process up. */
  readonly running: Promise<void>
  stop(): Promise<void>
}

export const totalOf = (kills: ReadonlyMap<string, number>): number => [...kills.values()].reduce((sum, count) => sum + count, 0)

interface Victim {
  readonly name: string
  readonly isReady: boolean
  /** False when it had ended by itself just before. */
  readonly kill: () => boolean
}

/**
 * Kills processes of the federation with SIGKILL until stopped: storms of 3 to 7 kills, one every 0.35 to 1 s, and after each
 * a calm until all are up and some work got through. Chance names the next among those killed least so far. Every third
 * storm begins with a crash of the database server. `workLeft` counts what has not got through yet.
 */
export function startKilling(federation: RealFederation, chance: Chance, workLeft: () => number): Killer {
  const kills = new Map<string, number>()
  const whileStarting = new Map<string, number>()
  const stop = new AbortController()
  const between = (least: number, most: number) => least + chance() * (most - least)
  const pause = (milliseconds: number) => wait(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined)

  const count = (name: string) => kills.set(name, (kills.get(name) ?? 0) + 1)
  const victims = async (): Promise<Victim[]> => {
    const services = await servicesOf(federation)
    const isSparing = services.filter(({ state }) => state !== 'ready').length >= MOST_DOWN
    return services.flatMap(({ name, state, pid }): Victim[] => {
      const isReady = state === 'ready'
      const mayDie = isReady ? !isSparing : (whileStarting.get(name) ?? 0) < MOST_WHILE_STARTING
      return pid !== undefined && mayDie ? [{ name, isReady, kill: () => killProcess(pid) }] : []
    })
  }
  const killOne = async () => {
    const found = await victims()
    const least = Math.min(...found.map(({ name }) => kills.get(name) ?? 0))
    const victim = oneOf(
      found.filter(({ name }) => (kills.get(name) ?? 0) === least),
      chance,
    )
    if (!victim?.kill()) return
    whileStarting.set(victim.name, victim.isReady ? 0 : (whileStarting.get(victim.name) ?? 0) + 1)
    count(victim.name)
  }
  const storm = async (number: number) => {
    if (number % STORMS_PER_CRASH === 0 && (await federation.crashDatabaseServer())) count(DATABASE_SERVER)
    const size = Math.round(between(SMALLEST_STORM, LARGEST_STORM))
    for (let left = size; left > 0 && !stop.signal.aborted; left -= 1) {
      await pause(between(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS))
      if (!stop.signal.aborted) await killOne()
    }
    return size
  }
  const calm = async (afterKills: number) => {
    const isUp = async () => (await servicesOf(federation)).every(({ state }) => state === 'ready')
    while (!stop.signal.aborted && !(await isUp())) await pause(LOOK_AGAIN_MS)
    const goal = Math.max(0, workLeft() - afterKills * WORK_PER_KILL * between(0, 2))
    const until = performance.now() + LONGEST_CALM_MS
    while (!stop.signal.aborted && workLeft() > goal && performance.now() < until) await pause(LOOK_AGAIN_MS)
  }
  const run = async () => {
    for (let number = 1; !stop.signal.aborted; number += 1) {
      await calm(await storm(number))
    }
  }
  const running = run()
  return {
    kills,
    running,
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

async function servicesOf(federation: RealFederation) {
  const services = await federation.services()
  const lost = services.filter(({ state }) => state === 'given-up').map(({ name }) => name)
  if (lost.length > 0) throw new Error(`the supervisor has given up ${lost.join(' and ')}`)
  return services
}
