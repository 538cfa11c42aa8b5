import type { Instant, PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, inArray, like, lt, ne, or, type SQL } from 'drizzle-orm'
import { auditEntry, auditTouch } from './audit.table.ts'

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
  const about = subject === undefined ? undefined : aboutRecord(tx, subject)
  return rowsWhere(tx, and(about, by, ne(auditEntry.actor, notBy)), page)
}

/** The next rows about these records and one more, the newest first: with one as subject, or among the ids of a list. */
export function accessesTo(tx: ScopedTx, ids: readonly string[], page: AuditPage): Promise<AuditRow[]> {
  return rowsWhere(tx, touching(tx, ids), page)
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
function aboutRecord(tx: ScopedTx, number: string): SQL {
  return /^[0-9a-f]{8}$/.test(number) ? like(auditEntry.subject, `${number}%`) : touching(tx, [number])
}

function touching(tx: ScopedTx, records: readonly string[]): SQL {
  const { record, entryId } = auditTouch
  return inArray(
    auditEntry.id,
    tx.sql
      .select({ entryId })
      .from(auditTouch)
      .where(inArray(record, [...records])),
  )
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
