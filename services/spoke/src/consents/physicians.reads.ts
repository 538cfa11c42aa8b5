import type { PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm'

/**
 * The occupational health physicians of this service today, the longest in post first. Anyone's right to ask was ruled
 * before; other people's memberships are read as the register.
 */
export function physiciansToday(tx: ScopedTx): Promise<{ person: PersonId; name: string }[]> {
  return actingAs(tx, 'registry', () =>
    tx.sql
      .select({ person: membership.person, name: membership.personName })
      .from(membership)
      .where(
        and(
          eq(membership.role, 'oh-physician'),
          lte(membership.fromOn, tx.today),
          or(isNull(membership.toOn), gt(membership.toOn, tx.today)),
        ),
      )
      .orderBy(asc(membership.fromOn), asc(membership.person)),
  )
}
