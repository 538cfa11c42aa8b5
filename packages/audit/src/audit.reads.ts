import type { Instant, PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { and, arrayOverlaps, asc, desc, eq, inArray, like, lt, ne, or, type SQL } from 'drizzle-orm'
import { auditEntry } from './audit.table.ts'

export type AuditRow = typeof auditEntry.$inferSelect

/** A part of the audit, the newest first: so many rows after a place in it. */
export interface AuditPage {
  readonly first: number
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
}

export interface AuditSearch {
  /** Whose record, or another id that was touched. */
  readonly subject?: string | undefined
  /** Who acted, or for whom: any of these. */
  readonly people?: readonly string[] | undefined
  /** Whose own accesses are left out. */
  readonly notBy: PersonId
}

/** The next rows of the audit and one more, the newest first. */
export function searchAudit(tx: ScopedTx, { subject, people, notBy }: AuditSearch, page: AuditPage): Promise<AuditRow[]> {
  const by = people && or(inArray(auditEntry.actor, [...people]), inArray(auditEntry.onBehalfOf, [...people]))
  const about = subject === undefined ? undefined : aboutRecord(subject)
  return rowsWhere(tx, and(about, by, ne(auditEntry.actor, notBy)), page)
}

/** The next rows about a record and one more, the newest first: as its subject, or among the ids of a list. */
export function accessesTo(tx: ScopedTx, subject: string, ids: readonly string[], page: AuditPage): Promise<AuditRow[]> {
  return rowsWhere(tx, touching(subject, ids), page)
}

/** Names of people by the register here, whoever asks: the right to see the rows was ruled before. */
export async function namesOf(tx: ScopedTx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  const { person, personName, fromOn } = membership
  const rows = await actingAs(tx, 'registry', () =>
    tx.sql
      .select({ person, name: personName })
      .from(membership)
      .where(inArray(person, [...people] as PersonId[]))
      .orderBy(asc(fromOn)),
  )
  return new Map(rows.map((row) => [row.person, row.name]))
}

/** A record by its number, or by the beginning of it under which lists show it. */
function aboutRecord(number: string): SQL | undefined {
  return /^[0-9a-f]{8}$/.test(number) ? like(auditEntry.subject, `${number}%`) : touching(number, [number])
}

function touching(subject: string, ids: readonly string[]): SQL | undefined {
  return or(eq(auditEntry.subject, subject), arrayOverlaps(auditEntry.resourceIds, [...ids]))
}

function rowsWhere(tx: ScopedTx, condition: SQL | undefined, { first, after }: AuditPage): Promise<AuditRow[]> {
  const { at, id } = auditEntry
  const behind = after && or(lt(at, after.at), and(eq(at, after.at), lt(id, after.id)))
  return tx.sql
    .select()
    .from(auditEntry)
    .where(and(condition, behind))
    .orderBy(desc(at), desc(id))
    .limit(first + 1)
}
