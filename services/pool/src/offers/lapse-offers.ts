import { asActor } from '@oh/postgres'
import type { Pool } from '../context.ts'
import { moveEscalation } from '../escalations/move-escalation.ts'
import { AS_ROUTING, eachInTurn } from './each-in-turn.ts'
import { lapsedOffers } from './offer.store.ts'
import { routeEscalation } from './route-escalation.ts'

const BATCH = 100

/** Ends the offers that ran out, longest ago first, and asks the next specialist for each. Resolves to how many had. */
export async function lapseOffers(pool: Pick<Pool, 'db' | 'keyring' | 'newId' | 'log'>): Promise<number> {
  const due = await asActor(pool.db, AS_ROUTING, (tx) => lapsedOffers(tx, BATCH))
  return eachInTurn(pool, due, async (tx, held) => {
    const moved = await moveEscalation(pool, tx, held, { kind: 'lapsed' })
    // accepted or withdrawn since it was found: there is nothing left to end
    if (moved.kind === 'refused') return false
    await routeEscalation(pool, tx, moved.held)
    return true
  })
}
