import type { Instant, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, count, gt, gte, lt, notInArray } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
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
    .where(and(gt(clinicSession.startsAt, tx.now), lt(clinicSession.startsAt, before), gte(freeHours, CASE_HOURS)))
    .orderBy(asc(clinicSession.startsAt))
}

/** Escalations that are neither answered nor withdrawn, one that nobody can take among them, as a count of people: it leaves the use case under the floor only. */
export async function underWay(tx: ScopedTx): Promise<number> {
  const [row] = await tx.sql
    .select({ many: count() })
    .from(escalation)
    .where(notInArray(escalation.state, ['answered', 'withdrawn']))
  return row?.many ?? 0
}
