import { availableParallelism } from 'node:os'
import { isOutOfMemory, startThread } from '@oh/chassis'
import type { PopulationYear } from './population-year.ts'
import type { Weighed } from './weigh-population.ts'

/** What the weighing of a publication may take before it is stopped. */
export interface WeighLimits {
  readonly milliseconds: number
  /** Of each thread. */
  readonly megabytes: number
  /** One core is left to whoever is served meanwhile. */
  readonly threads: number
}

/** A month of England takes minutes at worst; the limit leaves a slow machine room. */
export const WEIGH_LIMITS: WeighLimits = {
  milliseconds: 15 * 60_000,
  megabytes: 1_536,
  threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
}

export type WeighFailure = 'took-too-long' | 'needed-too-much-memory' | 'has-a-fault'

/** What became of all of it: `stopped` when it was no longer wanted. */
export type AllWeighed =
  | { readonly kind: 'weighed'; readonly each: readonly Weighed[] }
  | { readonly kind: 'failed'; readonly why: WeighFailure; readonly fault?: unknown }
  | { readonly kind: 'stopped' }

export interface WeighParts {
  readonly limits?: WeighLimits
  /** Another program for the threads, for tests. */
  readonly program?: URL | undefined
  readonly stop?: AbortSignal
}

/** The program of a thread. In a bundle the name is changed to that of its own bundle beside it. */
export const WEIGH_PROGRAM = new URL('./weigh-worker.ts', import.meta.url)

/**
 * Weighs populations in threads, so that the rollup goes on answering: the results in the order of what was asked, whichever
 * thread had which. All of it is ended when its time is over, when a thread breaks, or when it is no longer wanted. Never
 * rejects.
 */
export function weighInThreads(years: readonly PopulationYear[], parts: WeighParts = {}): Promise<AllWeighed> {
  const { limits = WEIGH_LIMITS, program = WEIGH_PROGRAM, stop } = parts
  return new Promise((done) => {
    const each: Weighed[] = []
    const threads = Array.from({ length: Math.min(limits.threads, years.length) }, () =>
      startThread(program, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } }),
    )
    let [next, left] = [0, years.length]
    const end = (all: AllWeighed) => {
      clearTimeout(timer)
      stop?.removeEventListener('abort', stopped)
      done(all)
      for (const thread of threads) void thread.terminate()
    }
    const stopped = () => end({ kind: 'stopped' })
    const timer = setTimeout(() => end({ kind: 'failed', why: 'took-too-long' }), limits.milliseconds)
    stop?.addEventListener('abort', stopped, { once: true })
    if (stop?.aborted) stopped()
    if (left === 0) end({ kind: 'weighed', each })
    for (const thread of threads) {
      let at = -1
      const give = () => {
        at = next
        next += 1
        if (at < years.length) thread.postMessage(years[at])
      }
      thread.on('message', (weighed: Weighed) => {
        each[at] = weighed
        left -= 1
        if (left === 0) end({ kind: 'weighed', each })
        else give()
      })
      thread.on('error', (fault) =>
        end({ kind: 'failed', why: isOutOfMemory(fault) ? 'needed-too-much-memory' : 'has-a-fault', fault }),
      )
      thread.on('exit', () => end({ kind: 'failed', why: 'has-a-fault' }))
      give()
    }
  })
}
