import type { Instant } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { preparation, preparedCell } from './preparation.table.ts'
import type { PreparationId } from './preparation.ts'

/** Those that hold figures which nobody needs: published, followed by another of their month, or asked for before then. */
export async function preparationsToForget(tx: ScopedTx, before: Instant): Promise<PreparationId[]> {
  const replaced = sql`exists (select 1 from preparation later
    where later.month = ${preparation.month} and later.asked_at > ${preparation.askedAt} and later.state in ('ready', 'refused'))`
  const rows = await tx.sql
    .select({ id: preparation.id })
    .from(preparation)
    .where(
      and(
        eq(preparation.state, 'ready'),
        isNotNull(preparation.inputs),
        or(isNotNull(preparation.publishedAs), replaced, lt(preparation.askedAt, before)),
      ),
    )
  return rows.map(({ id }) => id)
}

/** Deletes their figures; without the digest of what they were made of they can be neither current nor published. */
export async function forgetFiguresOf(tx: ScopedTx, ids: readonly PreparationId[]): Promise<void> {
  await tx.sql.delete(preparedCell).where(inArray(preparedCell.preparation, [...ids]))
  await tx.sql
    .update(preparation)
    .set({ inputs: null })
    .where(inArray(preparation.id, [...ids]))
}
