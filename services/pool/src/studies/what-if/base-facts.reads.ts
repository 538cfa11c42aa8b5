import type { Instant, SpecialistId, TrustCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Skill, Urgency } from '@oh/routing'
import { and, asc, count, gte, lt } from 'drizzle-orm'
import { escalation } from '../../escalations/escalation.table.ts'
import { heldHere } from '../../lending/held-here.reads.ts'
import { isHeld } from '../../specialists/specialist.store.ts'
import { clinicSession } from '../../specialists/specialist.table.ts'

export interface RotaSession {
  readonly specialistId: SpecialistId
  readonly startsAt: Instant
  readonly hours: number
  readonly site: TrustCode | null
  readonly virtual: boolean
}

/** Sessions that this pool plans with and that begin between two moments, in order. */
export function rotaBetween(tx: ScopedTx, from: Instant, until: Instant): Promise<RotaSession[]> {
  const { id, specialistId, startsAt, hours, site, virtual } = clinicSession
  return tx.sql
    .select({ specialistId, startsAt, hours, site, virtual })
    .from(clinicSession)
    .where(and(isHeld, heldHere, gte(startsAt, from), lt(startsAt, until)))
    .orderBy(asc(startsAt), asc(id))
}

export interface CountedRow {
  readonly skills: readonly Skill[]
  readonly urgency: Urgency
  readonly trust: TrustCode
  readonly seeWorker: 'no' | 'in-person' | 'virtual-allowed'
  readonly many: number
}

/** How many escalations of each kind were received between two moments: counts of people, for the use case to round. */
export function receivedBetween(tx: ScopedTx, from: Instant, until: Instant): Promise<CountedRow[]> {
  const { skills, urgency, trust, seeWorker, receivedAt } = escalation
  return tx.sql
    .select({ skills, urgency, trust, seeWorker, many: count() })
    .from(escalation)
    .where(and(gte(receivedAt, from), lt(receivedAt, until)))
    .groupBy(skills, urgency, trust, seeWorker)
}
