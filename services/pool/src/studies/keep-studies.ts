import { loopOf } from '@oh/chassis'
import { asActor, type ScopedTx } from '@oh/postgres'
import type { Pool } from '../context.ts'
import { type Computed, computeStudy } from './compute-study.ts'
import { type BegunStudy, beginNext, dropPastOfEnded, endStudy, giveBack, STUDY_CHANNEL } from './study.store.ts'
import { MOST_ATTEMPTS, STUDY_LIMITS, type StudyLimits } from './study.ts'

/** What the pool computes for people, one study after another. */
export interface KeptStudies extends AsyncDisposable {
  /** Runs whatever waits, until nothing does. For tests. */
  sweep(): Promise<void>
}

export interface StudyParts {
  readonly limits?: StudyLimits
  /** Another program for the worker, for tests. */
  readonly program?: URL
}

const EVERY_MS = 10_000
/** How much longer than its time limit a study is held: after that, whoever ran it is gone. */
const HOLD_AFTER_LIMIT_MS = 15_000

/**
 * Runs studies one at a time, each in a worker, at once when one is asked for. One that was under way when the pool died is
 * begun once more when its time is over, and then fails in words. Disposing stops the one under way and gives it back.
 */
export async function keepStudies(
  pool: Pick<Pool, 'db' | 'log'>,
  runs: 'always' | 'on-sweep',
  { limits = STUDY_LIMITS, program }: StudyParts = {},
): Promise<KeptStudies> {
  const stopping = new AbortController()
  const asStudying = <T>(use: (tx: ScopedTx) => Promise<T>) => asActor(pool.db, { kind: 'system', part: 'studying' }, use)
  const runNext = async (): Promise<boolean> => {
    const begun = await asStudying((tx) => beginNext(tx, limits.milliseconds + HOLD_AFTER_LIMIT_MS))
    if (!begun) return false
    const computed = await compute(begun)
    await asStudying((tx) => keep(tx, begun, computed))
    return computed.kind !== 'stopped'
  }
  const compute = async (begun: BegunStudy): Promise<Computed> => {
    if (begun.attempts > MOST_ATTEMPTS) return { kind: 'failed', why: 'interrupted-twice' }
    const { kind, input } = begun
    const computed = await computeStudy({ kind, input }, { limits, program, stop: stopping.signal })
    if (computed.kind === 'failed') pool.log.warn('study-failed', { fault: computed.fault ?? computed.why })
    return computed
  }
  const sweep = async () => {
    await asStudying(dropPastOfEnded)
    while (!stopping.signal.aborted && (await runNext()));
  }
  if (runs === 'on-sweep') return { sweep, [Symbol.asyncDispose]: async () => stopping.abort() }
  const loop = loopOf(EVERY_MS, () => sweep().catch((fault: unknown) => pool.log.warn('study-fault', { fault })))
  const unlisten = await pool.db.listen(STUDY_CHANNEL, loop.wake)
  return {
    sweep,
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await unlisten()
      await loop.stop()
    },
  }
}

function keep(tx: ScopedTx, begun: BegunStudy, computed: Computed): Promise<void> {
  if (computed.kind === 'stopped') return giveBack(tx, begun)
  return endStudy(tx, begun, computed.kind === 'computed' ? { result: computed.result } : { failedFor: computed.why })
}
