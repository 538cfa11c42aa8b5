import type { Instant } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { defaultSettings, inRoutingOrder } from '@oh/routing'
import type { Pool } from '../context.ts'
import { waitingEscalations } from '../escalations/escalation.store.ts'
import { holdEscalation } from '../escalations/move-escalation.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { routeEscalation } from './route-escalation.ts'

const AS_ROUTING = { kind: 'system', part: 'routing' } as const
const BATCH = 100

/**
 * Looks again for somebody for what waits, in routing order and each in its own transaction: specialists and days change.
 * Takes those last looked at before the given moment, at most a hundred, so that none is forgotten behind others. Resolves
 * to how many were offered.
 */
export async function routeWaiting(pool: Pick<Pool, 'db' | 'keyring' | 'newId'>, lookedBefore: Instant): Promise<number> {
  const queue = await asActor(pool.db, AS_ROUTING, async (tx) => {
    const escalations = await waitingEscalations(tx, lookedBefore, BATCH)
    return inRoutingOrder({ now: tx.now, escalations, specialists: await allSpecialists(tx), settings: defaultSettings })
  })
  let offered = 0
  for (const { escalationId } of queue) {
    offered += await asActor(pool.db, AS_ROUTING, async (tx) => {
      const held = await holdEscalation(tx, escalationId)
      if (!held || held.row.heldAt || !isWaiting(held.standing.state)) return 0
      return (await routeEscalation(pool, tx, held)) === 'offered' ? 1 : 0
    })
  }
  return offered
}

const isWaiting = (state: string) => state === 'received' || state === 'nobody-eligible'
