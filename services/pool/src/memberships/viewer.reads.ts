import type { PersonId } from '@oh/kernel'
import { membership, type ScopedTx } from '@oh/postgres'
import { and, desc, eq, gt, isNull, lte, or } from 'drizzle-orm'

/** The name under which the person holds a role here today; undefined for a stranger. */
export async function nameOf(tx: ScopedTx, person: PersonId): Promise<string | undefined> {
  const [held] = await tx.sql
    .select({ name: membership.personName })
    .from(membership)
    .where(
      and(
        eq(membership.person, person),
        lte(membership.fromOn, tx.today),
        or(isNull(membership.toOn), gt(membership.toOn, tx.today)),
      ),
    )
    .orderBy(desc(membership.fromOn))
    .limit(1)
  return held?.name
}
