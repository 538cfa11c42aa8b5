import { audit } from '@oh/audit'
import { loopOf } from '@oh/chassis'
import { asActor, type ScopedTx } from '@oh/postgres'
import type { Rollup } from '../context.ts'
import { periodsClosedBy } from '../publications/make-cells.ts'
import type { ToPublish } from '../publications/publish.ts'
import { weighApart } from '../publications/weigh-apart.ts'
import { WEIGH_LIMITS, type WeighParts } from '../publications/weigh-in-threads.ts'
import type { YearWeighed } from '../publications/weigh-years.ts'
import { forgetFigures } from './forget-figures.ts'
import { digestOfInputs, readYear } from './month-inputs.ts'
import {
  type BegunPreparation,
  beginNext,
  endPreparation,
  giveBack,
  PREPARATION_CHANNEL,
  type PreparationEnd,
} from './preparation.store.ts'
import { FAILURE_SENTENCES, MOST_ATTEMPTS } from './preparation.ts'

/** What the rollup prepares for statisticians, one month after another. */
export interface KeptPreparations extends AsyncDisposable {
  /** Makes whatever waits, until nothing does; resolves to how many it made. For tests. */
  sweep(): Promise<number>
}

const EVERY_MS = 10_000
/** How much longer than its time limit a preparation is held: after that, whoever made it is gone. */
const HOLD_AFTER_LIMIT_MS = 15_000

/**
 * Makes preparations one at a time, in threads, at once when one is asked for. One that was under way when the rollup died is
 * begun once more when its time is over, and then refused in words. Figures that nobody can publish any more are deleted. Disposing stops the one under way and gives it back.
 */
export async function keepPreparations(
  rollup: Pick<Rollup, 'db' | 'log'>,
  runs: 'always' | 'on-sweep',
  { limits = WEIGH_LIMITS, program }: Pick<WeighParts, 'limits' | 'program'> = {},
): Promise<KeptPreparations> {
  const stopping = new AbortController()
  const asPublishing = <T>(use: (tx: ScopedTx) => Promise<T>) => asActor(rollup.db, { kind: 'system', part: 'publishing' }, use)
  /** Another has begun it when this attempt took longer than it may: then what it came to is that one's to say. */
  const end = async (begun: BegunPreparation, how: PreparationEnd) => {
    const isHeld = await asPublishing((tx) => endPreparation(tx, begun, how))
    if (!isHeld) rollup.log.warn('preparation-lost', { attempt: begun.attempts })
  }
  const makeNext = async (): Promise<boolean> => {
    const begun = await asPublishing((tx) => beginNext(tx, limits.milliseconds + HOLD_AFTER_LIMIT_MS))
    if (!begun) return false
    if (begun.attempts > MOST_ATTEMPTS) {
      await end(begun, { state: 'refused', reasons: [FAILURE_SENTENCES['interrupted-twice']] })
      return true
    }
    // as one moment saw it: what is sent meanwhile changes the digest, and what is made of less is then refused as stale
    const read = await asPublishing(async (tx) => {
      await audit(tx, { action: 'preparation.make', resource: 'preparation', ids: [begun.id, begun.month], outcome: 'allowed' })
      return { inputs: await digestOfInputs(tx, begun), year: await readYear(tx, begun) }
    }).catch((fault: unknown) => ({ fault }))
    if ('fault' in read) {
      rollup.log.warn('preparation-failed', { fault: read.fault })
      await end(begun, { state: 'refused', reasons: [FAILURE_SENTENCES['inputs-not-read']] })
      return true
    }
    const { inputs, year } = read
    const weighed = await weighApart({ ...year, seeksBest: true }, { limits, program, stop: stopping.signal })
    if (weighed.kind === 'stopped') {
      await asPublishing((tx) => giveBack(tx, begun))
      return false
    }
    if (weighed.kind === 'failed') rollup.log.warn('preparation-failed', { fault: weighed.fault ?? weighed.why })
    await end(begun, endOf(begun, inputs, weighed))
    return true
  }
  const sweep = async () => {
    let made = 0
    while (!stopping.signal.aborted && (await makeNext())) made += 1
    await forgetFigures(rollup)
    return made
  }
  if (runs === 'on-sweep') return { sweep, [Symbol.asyncDispose]: async () => stopping.abort() }
  const loop = loopOf(EVERY_MS, async () => {
    await sweep().catch((fault: unknown) => rollup.log.warn('preparation-fault', { fault }))
  })
  const unlisten = await rollup.db.listen(PREPARATION_CHANNEL, loop.wake)
  return {
    sweep,
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await unlisten()
      await loop.stop()
    },
  }
}

function endOf({ kind, month }: ToPublish, inputs: string, weighed: Exclude<YearWeighed, { kind: 'stopped' }>): PreparationEnd {
  if (weighed.kind === 'failed') return { state: 'refused', reasons: [FAILURE_SENTENCES[weighed.why]] }
  if (weighed.kind === 'refused') return { state: 'refused', reasons: weighed.reasons }
  const closed = new Set(periodsClosedBy(month))
  const cells = kind === 'refresh' ? weighed.cells : weighed.cells.filter(({ period }) => closed.has(period))
  return { state: 'ready', inputs, cells, report: weighed.report }
}
