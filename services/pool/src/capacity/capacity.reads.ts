import type { Instant, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, count, countDistinct, gt, gte, lt, notInArray } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { CASE_HOURS, freeHours } from '../specialists/specialist.store.ts'
import { clinicSession } from '../specialists/specialist.table.ts'

/** Sessions before a moment with room for a case, the soonest first. */
export async function freeSessions(
  tx: ScopedTx,
  before: Instant,
): Promise<readonly { readonly specialistId: SpecialistId; readonly startsAt: Instant; readonly hours: number }[]> {
  return tx.sql
    .select({ specialistId: clinicSession.specialistId, startsAt: clinicSession.startsAt, hours: freeHours })
    .from(clinicSession)
    .where(and(gt(clinicSession.startsAt, tx.now), lt(clinicSession.startsAt, before), gte(freeHours, CASE_HOURS), heldHere))
    .orderBy(asc(clinicSession.startsAt))
}

/**
 * Escalations that are neither answered nor withdrawn, one that nobody can take among them, and of how many trusts: counts
 * of people that leave the use case under the floor only.
 */
export async function underWay(tx: ScopedTx): Promise<{ readonly many: number; readonly trusts: number }> {
  const [row] = await tx.sql
    .select({ many: count(), trusts: countDistinct(escalation.trust) })
    .from(escalation)
    .where(notInArray(escalation.state, ['answered', 'withdrawn']))
  return row ?? { many: 0, trusts: 0 }
}
