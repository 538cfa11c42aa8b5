import type { Instant, PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { and, arrayOverlaps, asc, desc, eq, exists, inArray, like, lt, ne, not, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
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
  /** Who acted, or for whom. */
  readonly person?: string | undefined
  /** Whose own accesses are left out. */
  readonly notBy: PersonId
}

/** The next rows of the audit and one more, the newest first. */
export function searchAudit(tx: ScopedTx, { subject, person, notBy }: AuditSearch, page: AuditPage): Promise<AuditRow[]> {
  const by = person === undefined ? undefined : or(eq(auditEntry.actor, person), eq(auditEntry.onBehalfOf, person))
  const about = subject === undefined ? undefined : touching(tx, [subject])
  return rowsWhere(tx, and(about, by, ne(auditEntry.actor, notBy)), page)
}

/**
 * The next rows about these records and one more, the newest first, for the person whom they are about: with one as
 * subject, or among the ids of a list. Left out are the parts that a role shuts inside a case it had opened, which gave nothing and were
 * nobody's attempt, and all but the last of rows that say the same within one request. `searchAudit` shows them all.
 */
export function accessesTo(tx: ScopedTx, ids: readonly string[], page: AuditPage): Promise<AuditRow[]> {
  return rowsWhere(tx, and(touching(tx, ids), not(shutInsideAnOpenedCase(tx)), not(saidAgainAtOnce(tx))), page)
}

/** A request is over within this; the audit keeps no number of it. */
const ONE_REQUEST = sql.raw(`interval '5 seconds'`)
const other = alias(auditEntry, 'other')
const sameActor = eq(other.actor, auditEntry.actor)

function shutInsideAnOpenedCase(tx: ScopedTx): SQL {
  const opened = and(eq(other.action, 'case.read'), eq(other.resource, 'case'), eq(other.outcome, 'allowed'))
  const justBefore = sql`${other.at} between ${auditEntry.at} - ${ONE_REQUEST} and ${auditEntry.at}`
  const sameCase = arrayOverlaps(other.resourceIds, auditEntry.resourceIds)
  const isShut = and(eq(auditEntry.outcome, 'forbidden'), like(auditEntry.action, '%.read%'))
  const found = tx.sql
    .select()
    .from(other)
    .where(and(sameActor, opened, justBefore, sameCase))
  return sql`(${isShut} and ${exists(found)})`
}

function saidAgainAtOnce(tx: ScopedTx): SQL {
  const { at, id, action, resource, outcome, subject, roles, reasons } = auditEntry
  const same = and(eq(other.action, action), eq(other.resource, resource), eq(other.outcome, outcome), eq(other.roles, roles))
  const alike = sql`${other.subject} is not distinct from ${subject} and ${other.reasons} = ${reasons}`
  const after = sql`(${other.at}, ${other.id}) > (${at}, ${id}) and ${other.at} <= ${at} + ${ONE_REQUEST}`
  return exists(
    tx.sql
      .select()
      .from(other)
      .where(and(sameActor, same, alike, after)),
  )
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
