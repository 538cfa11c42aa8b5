import { auditEntry } from '@oh/audit'
import type { Instant, PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { and, arrayOverlaps, asc, desc, eq, inArray, lt, ne, or, type SQL } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'

export type AuditRow = typeof auditEntry.$inferSelect

export interface AccessPage {
  readonly first: number
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
}

/** The next rows about the record and one more, the newest first: as its subject, or among the ids of a list. */
export function accessesTo(tx: ScopedTx, subject: string, ids: readonly string[], page: AccessPage): Promise<AuditRow[]> {
  return rowsWhere(tx, or(eq(auditEntry.subject, subject), arrayOverlaps(auditEntry.resourceIds, [...ids])), page)
}

export interface AuditSearch {
  /** A worker's id, or another id that was touched. */
  readonly subject?: string | undefined
  readonly person?: PersonId | undefined
  /** Whose own accesses are left out. */
  readonly notBy: PersonId
}

/** The next rows of the audit and one more, the newest first. */
export function searchAudit(tx: ScopedTx, { subject, person, notBy }: AuditSearch, page: AccessPage): Promise<AuditRow[]> {
  const about = subject && or(eq(auditEntry.subject, subject), arrayOverlaps(auditEntry.resourceIds, [subject]))
  const by = person && or(eq(auditEntry.actor, person), eq(auditEntry.onBehalfOf, person))
  return rowsWhere(tx, and(about || undefined, by || undefined, ne(auditEntry.actor, notBy)), page)
}

function rowsWhere(tx: ScopedTx, condition: SQL | undefined, { first, after }: AccessPage): Promise<AuditRow[]> {
  const behind = after && or(lt(auditEntry.at, after.at), and(eq(auditEntry.at, after.at), lt(auditEntry.id, after.id)))
  return tx.sql
    .select()
    .from(auditEntry)
    .where(and(condition, behind))
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(first + 1)
}

/**
 * Names of people, whoever asks: the right to see the rows was ruled before. The register of this service has its own
 * people; a specialist of the region stands in none here, and is known by the name under which the pool said who accepted.
 */
export async function namesOf(tx: ScopedTx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  return actingAs(tx, 'registry', async () => {
    const accepted = await tx.sql
      .selectDistinctOn([escalation.acceptedBy], { person: escalation.acceptedBy, name: escalation.acceptedName })
      .from(escalation)
      .where(inArray(escalation.acceptedBy, [...people] as PersonId[]))
      .orderBy(escalation.acceptedBy, desc(escalation.acceptedAt))
    const registered = await tx.sql
      .select({ person: membership.person, name: membership.personName })
      .from(membership)
      .where(inArray(membership.person, [...people] as PersonId[]))
      .orderBy(asc(membership.fromOn))
    const known = [...accepted, ...registered].flatMap(({ person, name }) =>
      person && name ? [[person as string, name] as const] : [],
    )
    return new Map(known)
  })
}
