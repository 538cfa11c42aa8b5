import { asActor, type ScopedTx } from '@oh/postgres'
import { isAwayTooLong, mayWorkOn, type RoutingReason } from '@oh/routing'
import { unseenCasesOf } from '../bookings/booking.store.ts'
import type { Pool } from '../context.ts'
import { escalationsHeldBy, escalationsOfferedTo } from '../escalations/escalation.store.ts'
import type { HeldEscalation } from '../escalations/move-escalation.ts'
import { settingsInForce } from '../policy/policy-in-force.ts'
import { allSpecialists, isAway, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { AS_ROUTING, eachInTurn } from './each-in-turn.ts'
import { takeBack } from './take-back.ts'

const BATCH = 100
/** More than the pool's specialists have in hand together on one day of leave; a caseload cap is a dozen. */
const MOST = 1_000

/**
 * Takes every escalation back from whoever may not work today, asked or already at work on it: a right has lapsed or the
 * role has ended, or those of a trainee's supervisor. From whoever is away today it takes every offer back, and what he has
 * accepted when he is away until it is late: but not whom he has seen and has only to write about, nor whoever is booked. A
 * booking falls away with a right, the home spoke is told when it knew of the acceptance, and the next specialist is asked.
 * Resolves to how many were taken back.
 */
export async function standDown(pool: Pick<Pool, 'db' | 'keyring' | 'newId' | 'log'>): Promise<number> {
  const due = await asActor(pool.db, AS_ROUTING, async (tx) => {
    const specialists = await allSpecialists(tx)
    const gone = specialists.filter((one) => mayWorkOn(one, tx.today).kind === 'refused')
    const away = specialists.filter((one) => !gone.includes(one) && isAway(one, tx.today))
    return [
      ...(await escalationsHeldBy(tx, idsOf(gone), BATCH)),
      ...(await escalationsOfferedTo(tx, idsOf(away), BATCH)),
      ...(await lateWith(tx, away)).slice(0, BATCH),
    ]
  })
  return eachInTurn(pool, due, async (tx, held) => {
    const reasons = await reasonsAgainst(tx, held)
    return reasons.length > 0 && takeBack(pool, tx, held, reasons)
  })
}

const idsOf = (of: readonly PoolSpecialist[]) => of.map(({ specialistId }) => specialistId)

/** What those who are away have, and cannot answer in time. */
async function lateWith(tx: ScopedTx, away: readonly PoolSpecialist[]) {
  const cases = await unseenCasesOf(tx, idsOf(away), MOST)
  if (cases.length === 0) return []
  const { settings: policy } = await settingsInForce(tx)
  const holderOf = new Map(away.map((one) => [one.specialistId, one]))
  const isLate = ({ acceptedBy, dueOn }: (typeof cases)[number]) => {
    const holder = acceptedBy === null ? undefined : holderOf.get(acceptedBy)
    return holder !== undefined && isAwayTooLong({ dueOn }, holder, { now: tx.now, policy })
  }
  return cases.filter(isLate).map(({ id }) => id)
}

/** Asked again under the lock: the right may have been renewed since, or the leave cancelled. */
async function reasonsAgainst(tx: ScopedTx, { row, standing }: HeldEscalation): Promise<readonly RoutingReason[]> {
  const holder = standing.acceptedBy ?? standing.offer?.specialistId
  const people = (await allSpecialists(tx)).filter(({ specialistId }) => [holder, standing.supervisedBy].includes(specialistId))
  const rulings = people.map((one) => mayWorkOn(one, tx.today))
  const missing = [...new Set(rulings.flatMap((ruling) => (ruling.kind === 'refused' ? ruling.reasons : [])))]
  if (missing.length > 0) return missing
  const away = people.filter((one) => one.specialistId === holder && isAway(one, tx.today))
  if (standing.acceptedBy === undefined) return away.length > 0 ? ['specialist-away'] : []
  return (await lateWith(tx, away)).includes(row.id) ? ['away-until-too-late'] : []
}
