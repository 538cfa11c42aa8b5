import { isOutOfMemory, startThread } from '@oh/chassis'
import type { YearAsk } from './population-year.ts'
import { WEIGH_LIMITS, WEIGH_PROGRAM, type WeighFailure, type WeighLimits, type WeighParts } from './weigh-in-threads.ts'
import type { YearWeighed } from './weigh-years.ts'

/** What the thread is told, once. */
export interface ApartAsk {
  readonly year: YearAsk
  readonly limits: WeighLimits
  /** Address of the program of the threads that weigh. */
  readonly program: string
}

/** The program of the thread. In a bundle the name is changed to that of its own bundle beside it. */
const APART_PROGRAM = new URL('./weigh-apart-worker.ts', import.meta.url)

/**
 * Weighs a year as `weighYears` does, all of it in threads: to lay out what is weighed takes seconds, in which the rollup would
 * answer nobody. Ended when its time is over, when a thread breaks, or when it is no longer wanted. Never rejects.
 */
export function weighApart(year: YearAsk, parts: WeighParts = {}): Promise<YearWeighed> {
  const { limits = WEIGH_LIMITS, program = WEIGH_PROGRAM, stop } = parts
  return new Promise((done) => {
    const thread = startThread(APART_PROGRAM, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } })
    const end = (weighed: YearWeighed) => {
      clearTimeout(timer)
      stop?.removeEventListener('abort', stopped)
      done(weighed)
      // the threads that it has started end with it
      void thread.terminate()
    }
    const failed = (why: WeighFailure, fault?: unknown) => end({ kind: 'failed', why, ...(fault !== undefined && { fault }) })
    const stopped = () => end({ kind: 'stopped' })
    const timer = setTimeout(() => failed('took-too-long'), limits.milliseconds)
    stop?.addEventListener('abort', stopped, { once: true })
    if (stop?.aborted) stopped()
    thread.on('message', end)
    thread.on('error', (fault) => failed(isOutOfMemory(fault) ? 'needed-too-much-memory' : 'has-a-fault', fault))
    thread.on('exit', () => failed('has-a-fault'))
    thread.postMessage({ year, limits, program: program.href } satisfies ApartAsk)
  })
}
