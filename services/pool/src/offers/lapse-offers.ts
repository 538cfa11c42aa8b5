import { asActor } from '@oh/postgres'
import type { Pool } from '../context.ts'
import { holdEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { lapsedOffers } from './offer.store.ts'
import { routeEscalation } from './route-escalation.ts'

const AS_ROUTING = { kind: 'system', part: 'routing' } as const
const BATCH = 100

/** Ends the offers that ran out, longest ago first, and asks the next specialist for each. Resolves to how many had. */
export async function lapseOffers(pool: Pick<Pool, 'db' | 'keyring' | 'newId'>): Promise<number> {
  const due = await asActor(pool.db, AS_ROUTING, (tx) => lapsedOffers(tx, BATCH))
  let lapsed = 0
  for (const id of due) {
    lapsed += await asActor(pool.db, AS_ROUTING, async (tx) => {
      const held = await holdEscalation(tx, id)
      // accepted or withdrawn since it was found: there is nothing left to end
      const moved = held && (await moveEscalation(tx, held, { kind: 'lapsed' }))
      if (moved?.kind !== 'moved') return 0
      await routeEscalation(pool, tx, moved.held)
      return 1
    })
  }
  return lapsed
}
