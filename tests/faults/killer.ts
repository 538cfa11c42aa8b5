import { setTimeout as wait } from 'node:timers/promises'
import { type Chance, oneOf } from './chance.ts'
import type { RealFederation, RunningService } from './real-federation.ts'

/** Jepsen's nemesis waits ten seconds; the shorter the pause, the more half-done work is hit. */
const SHORTEST_PAUSE_MS = 350
const LONGEST_PAUSE_MS = 1_000
/** One killed this often before it was ready is let come up: the supervisor rightly gives up what never starts. */
const MOST_WHILE_STARTING = 1
/** With so many of them down no other is killed: on a slow machine nothing would ever be up long enough to be hit at work. */
const MOST_DOWN = 3

export interface Killer {
  /** How often each process was killed so far. */
  readonly kills: ReadonlyMap<string, number>
  /** Rejects when nobody can be killed any more because the supervisor itself is gone. */
  readonly running: Promise<void>
  stop(): Promise<void>
}

export const totalOf = (kills: ReadonlyMap<string, number>): number => [...kills.values()].reduce((sum, count) => sum + count, 0)

/** Kills a process of the federation with SIGKILL every 0.35 to 1 s, whichever chance names, until stopped; at most three are down at once. */
export function startKilling(federation: RealFederation, chance: Chance): Killer {
  const kills = new Map<string, number>()
  const whileStarting = new Map<string, number>()
  const stop = new AbortController()
  const killOne = async () => {
    const services = await federation.services()
    const isSparing = services.filter(({ state }) => state !== 'ready').length >= MOST_DOWN
    const mayDie = ({ name, state, pid }: RunningService) =>
      pid !== undefined && (state === 'ready' ? !isSparing : (whileStarting.get(name) ?? 0) < MOST_WHILE_STARTING)
    const victim = oneOf(services.filter(mayDie), chance)
    if (victim?.pid === undefined) return
    whileStarting.set(victim.name, victim.state === 'ready' ? 0 : (whileStarting.get(victim.name) ?? 0) + 1)
    if (!killed(victim.pid)) return
    kills.set(victim.name, (kills.get(victim.name) ?? 0) + 1)
  }
  const run = async () => {
    while (!stop.signal.aborted) {
      const pause = SHORTEST_PAUSE_MS + chance() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS)
      await wait(pause, undefined, { signal: stop.signal }).catch(() => undefined)
      if (!stop.signal.aborted) await killOne()
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

/** False when it had ended by itself just before. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ESRCH') return false
    throw fault
  }
}
