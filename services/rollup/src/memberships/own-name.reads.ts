import { membership, type ScopedTx } from '@oh/postgres'
import { desc, eq } from 'drizzle-orm'

/** The name that the acting person's membership here gives; undefined for whoever has none. */
export async function ownName(tx: ScopedTx): Promise<string | undefined> {
  if (tx.actor.kind !== 'person') return undefined
  const [row] = await tx.sql
    .select({ name: membership.personName })
    .from(membership)
    .where(eq(membership.person, tx.actor.person))
    .orderBy(desc(membership.fromOn))
    .limit(1)
  return row?.name
}
