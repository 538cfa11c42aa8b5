import { auditEntry } from '@oh/audit'
import type { Instant, PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { and, arrayContains, asc, desc, eq, inArray, lt, ne, or } from 'drizzle-orm'

export type AuditRow = typeof auditEntry.$inferSelect

export interface AuditSearch {
  /** A member's id, or a code that it serves. */
  readonly about?: string | undefined
  readonly person?: PersonId | undefined
  /** Whose own accesses are left out. */
  readonly notBy: PersonId
}

export interface AuditPlace {
  readonly at: Instant
  readonly id: string
}

/** The next rows of the audit and one more, the newest first. */
export function searchAudit(
  tx: ScopedTx,
  { about, person, notBy }: AuditSearch,
  { first, after }: { readonly first: number; readonly after?: AuditPlace | undefined },
): Promise<AuditRow[]> {
  return tx.sql
    .select()
    .from(auditEntry)
    .where(
      and(
        about === undefined ? undefined : arrayContains(auditEntry.resourceIds, [about]),
        person === undefined ? undefined : eq(auditEntry.actor, person),
        ne(auditEntry.actor, notBy),
        after && or(lt(auditEntry.at, after.at), and(eq(auditEntry.at, after.at), lt(auditEntry.id, after.id))),
      ),
    )
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(first + 1)
}

/** Names of people by the directory's memberships: the right to see the rows was ruled before. */
export async function namesOf(tx: ScopedTx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  const rows = await actingAs(tx, 'registry', () =>
    tx.sql
      .select({ person: membership.person, name: membership.personName })
      .from(membership)
      .where(inArray(membership.person, [...people] as PersonId[]))
      .orderBy(asc(membership.fromOn)),
  )
  return new Map(rows.map(({ person, name }) => [person, name]))
}
