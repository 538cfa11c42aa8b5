import type { EscalationId, Instant } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, gte, inArray, lt, ne, not } from 'drizzle-orm'
import { escalation, escalationExclusion } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { isHeld, isOnLeave } from '../specialists/specialist.store.ts'
import { clinicSession } from '../specialists/specialist.table.ts'

/** Escalations received since a moment and not withdrawn whose workers were to be seen, the latest first. */
export function casesSince(tx: ScopedTx, since: Instant, most: number) {
  const { id, employer, department, skills, urgency, receivedAt, dueOn, acceptedBy, prefersOwnEmployer, trust, seeWorker } =
    escalation
  const { state } = escalation
  return tx.sql
    .select({ id, employer, department, skills, urgency, receivedAt, dueOn, acceptedBy, prefersOwnEmployer, trust, seeWorker })
    .from(escalation)
    .where(and(gte(receivedAt, since), ne(seeWorker, 'no'), ne(state, 'withdrawn')))
    .orderBy(desc(receivedAt), asc(id))
    .limit(most)
}
export type PastCaseRow = Awaited<ReturnType<typeof casesSince>>[number]

/** Who was excluded from each of these escalations. */
export async function exclusionsFrom(tx: ScopedTx, ids: readonly EscalationId[]) {
  if (ids.length === 0) return []
  const { escalationId, specialistId } = escalationExclusion
  return tx.sql
    .selectDistinct({ escalationId, specialistId })
    .from(escalationExclusion)
    .where(inArray(escalationId, [...ids]))
}

/** Every clinic session that was held here between two moments, whatever was booked in it. */
export function sessionsBetween(tx: ScopedTx, from: Instant, until: Instant) {
  const { id, specialistId, startsAt, hours, site, virtual } = clinicSession
  return tx.sql
    .select({ id, specialistId, startsAt, hours, site, virtual })
    .from(clinicSession)
    .where(and(isHeld, heldHere, not(isOnLeave), gte(startsAt, from), lt(startsAt, until)))
    .orderBy(asc(startsAt), asc(id))
}
