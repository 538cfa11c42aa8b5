import { asActor, type ScopedTx } from '@oh/postgres'
import { mayWorkOn, type RoutingReason } from '@oh/routing'
import type { Pool } from '../context.ts'
import { escalationsHeldBy, escalationsOfferedTo } from '../escalations/escalation.store.ts'
import type { HeldEscalation } from '../escalations/move-escalation.ts'
import { allSpecialists, isAway, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { AS_ROUTING, eachInTurn } from './each-in-turn.ts'
import { takeBack } from './take-back.ts'

const BATCH = 100

/**
 * Takes every escalation back from whoever may not work today, asked or already at work on it: a right has lapsed or the
 * role has ended, or those of a trainee's supervisor; and every offer back from whoever is away today. A booking falls away,
 * the home spoke is told when it knew of the acceptance, and the next specialist is asked. Resolves to how many were taken back.
 */
export async function standDown(pool: Pick<Pool, 'db' | 'keyring' | 'newId' | 'log'>): Promise<number> {
  const due = await asActor(pool.db, AS_ROUTING, async (tx) => {
    const specialists = await allSpecialists(tx)
    const gone = specialists.filter((one) => mayWorkOn(one, tx.today).kind === 'refused')
    const away = specialists.filter((one) => !gone.includes(one) && isAway(one, tx.today))
    const ids = (of: readonly PoolSpecialist[]) => of.map(({ specialistId }) => specialistId)
    return [...(await escalationsHeldBy(tx, ids(gone), BATCH)), ...(await escalationsOfferedTo(tx, ids(away), BATCH))]
  })
  return eachInTurn(pool, due, async (tx, held) => {
    const reasons = await reasonsAgainst(tx, held)
    return reasons.length > 0 && takeBack(pool, tx, held, reasons)
  })
}

/** Asked again under the lock: the right may have been renewed since. Who is away is not asked; what was accepted stays. */
async function reasonsAgainst(tx: ScopedTx, { standing }: HeldEscalation): Promise<readonly RoutingReason[]> {
  const holder = standing.acceptedBy ?? standing.offer?.specialistId
  const people = (await allSpecialists(tx)).filter(({ specialistId }) => [holder, standing.supervisedBy].includes(specialistId))
  const rulings = people.map((one) => mayWorkOn(one, tx.today))
  const missing = [...new Set(rulings.flatMap((ruling) => (ruling.kind === 'refused' ? ruling.reasons : [])))]
  if (missing.length > 0) return missing
  const asked = standing.acceptedBy === undefined ? people.find(({ specialistId }) => specialistId === holder) : undefined
  return asked && isAway(asked, tx.today) ? ['specialist-away'] : []
}
