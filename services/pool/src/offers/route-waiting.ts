import type { Instant } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { inRoutingOrder } from '@oh/routing'
import type { Pool } from '../context.ts'
import { waitingEscalations } from '../escalations/escalation.store.ts'
import { settingsInForce } from '../policy/policy-in-force.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { AS_ROUTING, eachInTurn } from './each-in-turn.ts'
import { routeEscalation } from './route-escalation.ts'

const BATCH = 100

/**
 * Looks again for somebody for what waits, in routing order and each in its own transaction: specialists and days change.
 * Takes those last looked at before the given moment, at most a hundred, so that none is forgotten behind others. Resolves
 * to how many were offered.
 */
export async function routeWaiting(pool: Pick<Pool, 'db' | 'keyring' | 'newId' | 'log'>, lookedBefore: Instant): Promise<number> {
  const queue = await asActor(pool.db, AS_ROUTING, async (tx) => {
    const escalations = await waitingEscalations(tx, lookedBefore, BATCH)
    const { settings } = await settingsInForce(tx)
    return inRoutingOrder({ now: tx.now, escalations, specialists: await allSpecialists(tx), settings })
  })
  const ids = queue.map(({ escalationId }) => escalationId)
  return eachInTurn(pool, ids, async (tx, held) => {
    const isWaiting = held.standing.state === 'received' || held.standing.state === 'nobody-eligible'
    if (!isWaiting || held.row.heldAt) return false
    return (await routeEscalation(pool, tx, held)) === 'offered'
  })
}
