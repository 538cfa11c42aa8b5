import { type CaseId, type CaseReference, type EscalationId, type Instant, isUuid, type PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import { caseTable } from '../cases/case.table.ts'
import { confidentialityGate } from '../consents/gate.table.ts'
import { isNotAbout } from '../workers/worker.reads.ts'
import type { EscalationRow, ExclusionRow, OpinionRow, ReasonRow } from './escalation.store.ts'
import { escalation, escalationExclusion, escalationReason, opinion } from './escalation.table.ts'

export async function findEscalation(tx: ScopedTx, id: string): Promise<EscalationRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(escalation)
    .where(eq(escalation.id, id as EscalationId))
  return row
}

export async function escalationsById(tx: ScopedTx, ids: readonly EscalationId[]): Promise<EscalationRow[]> {
  if (ids.length === 0) return []
  return tx.sql
    .select()
    .from(escalation)
    .where(inArray(escalation.id, [...ids]))
}

/** Every escalation of these cases that the caller may see, the newest first. */
export async function escalationsOf(tx: ScopedTx, cases: readonly CaseId[]): Promise<EscalationRow[]> {
  if (cases.length === 0) return []
  return tx.sql
    .select()
    .from(escalation)
    .where(inArray(escalation.caseId, [...cases]))
    .orderBy(desc(escalation.sentAt), desc(escalation.id))
}

/**
 * Escalations of a case that were sent with the worker's consent and not taken back; their rows are held until the
 * transaction ends. What a law or the public interest demanded is none of them.
 */
export async function escalationsSharedByConsent(tx: ScopedTx, caseId: CaseId): Promise<EscalationRow[]> {
  const { id, kind } = confidentialityGate
  const consents = tx.sql
    .select({ id })
    .from(confidentialityGate)
    .where(and(eq(confidentialityGate.caseId, caseId), eq(kind, 'explicit-consent')))
  return tx.sql
    .select()
    .from(escalation)
    .where(and(eq(escalation.caseId, caseId), isNull(escalation.withdrawnAt), inArray(escalation.gateId, consents)))
    .orderBy(asc(escalation.sentAt), asc(escalation.id))
    .for('update')
}

/** The next rows of what was sent and one more, the newest first; a total order, so pages never shuffle.
 * None is about the person who looks. */
export async function sentRows(
  tx: ScopedTx,
  page: {
    readonly notAbout: PersonId
    readonly first: number
    readonly after?: { readonly sentAt: Instant; readonly id: EscalationId } | undefined
  },
): Promise<EscalationRow[]> {
  const { after } = page
  const behind =
    after && or(lt(escalation.sentAt, after.sentAt), and(eq(escalation.sentAt, after.sentAt), lt(escalation.id, after.id)))
  return tx.sql
    .select()
    .from(escalation)
    .where(and(isNotAbout(escalation.workerPerson, page.notAbout), behind))
    .orderBy(desc(escalation.sentAt), desc(escalation.id))
    .limit(page.first + 1)
}

/** What people call these cases. */
export async function referencesOf(tx: ScopedTx, cases: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseReference>> {
  if (cases.length === 0) return new Map()
  const rows = await tx.sql
    .select({ id: caseTable.id, reference: caseTable.reference })
    .from(caseTable)
    .where(inArray(caseTable.id, [...cases]))
  return new Map(rows.map(({ id, reference }) => [id, reference]))
}

export async function reasonsOf(tx: ScopedTx, escalations: readonly EscalationId[]): Promise<ReasonRow[]> {
  if (escalations.length === 0) return []
  return tx.sql
    .select()
    .from(escalationReason)
    .where(inArray(escalationReason.escalationId, [...escalations]))
}

export async function exclusionsOf(tx: ScopedTx, escalations: readonly EscalationId[]): Promise<ExclusionRow[]> {
  if (escalations.length === 0) return []
  return tx.sql
    .select()
    .from(escalationExclusion)
    .where(inArray(escalationExclusion.escalationId, [...escalations]))
    .orderBy(asc(escalationExclusion.specialistId), asc(escalationExclusion.why))
}

export async function opinionsOf(tx: ScopedTx, escalations: readonly EscalationId[]): Promise<OpinionRow[]> {
  if (escalations.length === 0) return []
  return tx.sql
    .select()
    .from(opinion)
    .where(inArray(opinion.escalationId, [...escalations]))
}
