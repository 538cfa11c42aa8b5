import { auditEntry } from '@oh/audit'
import type { PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { and, arrayOverlaps, asc, desc, eq, inArray, lt, ne, or, sql } from 'drizzle-orm'

export type AuditRow = typeof auditEntry.$inferSelect

export interface AuditSearch {
  /** An escalation's id, or another id that was touched. */
  readonly subject: string | undefined
  readonly person: string | undefined
  /** Whose own accesses are left out. */
  readonly notBy: PersonId
}

/** The next rows of the audit and one more, the newest first. */
export function searchAudit(
  tx: ScopedTx,
  { subject, person, notBy }: AuditSearch,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<AuditRow[]> {
  const { at, id, actor, onBehalfOf, resourceIds } = auditEntry
  const [afterAt = '', afterId = ''] = page.after ?? []
  const about = subject === undefined ? undefined : or(eq(auditEntry.subject, subject), arrayOverlaps(resourceIds, [subject]))
  const by = person === undefined ? undefined : or(eq(actor, person), eq(onBehalfOf, person))
  const older =
    page.after &&
    or(lt(at, sql`${afterAt}::timestamptz`), and(eq(at, sql`${afterAt}::timestamptz`), lt(id, sql`${afterId}::uuid`)))
  return tx.sql
    .select()
    .from(auditEntry)
    .where(and(about, by, ne(actor, notBy), older))
    .orderBy(desc(at), desc(id))
    .limit(page.first + 1)
}

/** Names of people by the register of this pool, whoever asks: the right to see the rows was ruled before. */
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
