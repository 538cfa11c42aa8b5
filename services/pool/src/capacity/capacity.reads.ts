import type { Instant, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, count, countDistinct, gt, gte, lt, notInArray } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { freeHours, isHeld } from '../specialists/specialist.store.ts'
import { clinicSession } from '../specialists/specialist.table.ts'

/** Sessions before a moment with so many hours free, the soonest first. */
export async function freeSessions(
  tx: ScopedTx,
  before: Instant,
  hours: number,
): Promise<readonly { readonly specialistId: SpecialistId; readonly startsAt: Instant; readonly hours: number }[]> {
  return tx.sql
    .select({ specialistId: clinicSession.specialistId, startsAt: clinicSession.startsAt, hours: freeHours })
    .from(clinicSession)
    .where(and(isHeld, heldHere, gt(clinicSession.startsAt, tx.now), lt(clinicSession.startsAt, before), gte(freeHours, hours)))
    .orderBy(asc(clinicSession.startsAt))
}

/** Escalations, and of how many trusts they are. */
export interface EscalationsCounted {
  readonly many: number
  readonly trusts: number
}

/**
 * Escalations that are neither answered nor withdrawn, one that nobody can take among them, and of how many trusts: counts
 * of people that leave the use case under the floor only.
 */
export async function underWay(tx: ScopedTx): Promise<EscalationsCounted> {
  const [row] = await tx.sql
    .select({ many: count(), trusts: countDistinct(escalation.trust) })
    .from(escalation)
    .where(notInArray(escalation.state, ['answered', 'withdrawn']))
  return row ?? { many: 0, trusts: 0 }
}
