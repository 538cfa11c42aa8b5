import { loopOf } from '@oh/chassis'
import { addMilliseconds } from '@oh/kernel'
import { bookSessions } from '../bookings/book-sessions.ts'
import type { Pool } from '../context.ts'
import { settleLentSessions } from '../lending/settle-lent-sessions.ts'
import { makeSessions } from '../sessions/make-sessions.ts'
import { lapseOffers } from './lapse-offers.ts'
import { ROUTING_CHANNEL } from './offer.store.ts'
import { routeWaiting } from './route-waiting.ts'
import { standDown } from './stand-down.ts'

/** What the pool does by itself as time passes. */
export interface KeptRouting extends AsyncDisposable {
  /** Takes back what nobody may work on any more, ends what ran out, looks for somebody for all that waits, makes sessions and books once a day, and settles lent sessions. For tests, and when woken. */
  sweep(): Promise<void>
}

const EVERY_MS = 5_000
/** How long what nobody could take is left alone, unless something changes. */
const LOOK_AGAIN_MS = 60_000

/**
 * Runs every five seconds, and at once when a commit has made room for somebody; `on-sweep` leaves it all to `sweep`. A
 * step that fails is reported, the others go on, and the next round tries it again. Disposing waits for the round under way.
 */
export async function keepRouting(pool: Pool, runs: 'always' | 'on-sweep'): Promise<KeptRouting> {
  const round = async (lookAgainMs: number) => {
    const steps = {
      standDown: () => standDown(pool),
      lapseOffers: () => lapseOffers(pool),
      routeWaiting: () => routeWaiting(pool, addMilliseconds(pool.db.clock(), -lookAgainMs)),
      makeSessions: () => makeSessions(pool),
      bookSessions: () => bookSessions(pool),
      settleLentSessions: () => settleLentSessions(pool),
    }
    for (const [step, take] of Object.entries(steps))
      await take().catch((fault: unknown) => pool.log.warn('routing-fault', { step, fault }))
  }
  if (runs === 'on-sweep') return { sweep: () => round(0), [Symbol.asyncDispose]: async () => undefined }
  const timers = loopOf(EVERY_MS, (woken) => round(woken ? 0 : LOOK_AGAIN_MS))
  const unlisten = await pool.db.listen(ROUTING_CHANNEL, timers.wake)
  return {
    sweep: () => round(0),
    [Symbol.asyncDispose]: async () => {
      await unlisten()
      await timers.stop()
    },
  }
}
