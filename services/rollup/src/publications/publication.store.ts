import type { Month } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { desc, eq, gte, sql } from 'drizzle-orm'
import type { FigureCell } from './make-cells.ts'
import { publication, publishedCell } from './publication.table.ts'

export type Publication = typeof publication.$inferSelect

const ROWS_AT_ONCE = 1_000

/** Lets one publication be made at a time, until the transaction ends. */
export async function lockPublishing(tx: ScopedTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended('publishing', 0))`)
}

/** Keeps publications from being made until the transaction ends; many may keep them so at once. */
export async function holdPublishing(tx: ScopedTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended('publishing', 0))`)
}

/** Whether the month, or a later one, is published: nothing more is taken in for it. */
export async function isClosed(tx: ScopedTx, month: Month): Promise<boolean> {
  const [row] = await tx.sql
    .select({ number: publication.number })
    .from(publication)
    .where(gte(publication.month, month))
    .limit(1)
  return row !== undefined
}

export async function isPublished(tx: ScopedTx, month: Month): Promise<boolean> {
  const [row] = await tx.sql.select({ number: publication.number }).from(publication).where(eq(publication.month, month)).limit(1)
  return row !== undefined
}

/** The newest publication, undefined before the first. */
export async function latestPublication(tx: ScopedTx): Promise<Publication | undefined> {
  const [row] = await tx.sql.select().from(publication).orderBy(desc(publication.number)).limit(1)
  return row
}

export async function savePublication(tx: ScopedTx, row: Publication, cells: readonly FigureCell[]): Promise<void> {
  await tx.sql.insert(publication).values(row)
  const rows = cells.map((cell) => rowOf(row.number, cell))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.sql.insert(publishedCell).values(rows.slice(from, from + ROWS_AT_ONCE))
}

function rowOf(number: number, { numerator, denominator, ...cell }: FigureCell): typeof publishedCell.$inferInsert {
  return {
    ...cell,
    publication: number,
    ...('value' in numerator ? { numerator: numerator.value } : { numeratorMark: numerator.mark }),
    ...('value' in denominator ? { denominator: denominator.value } : { denominatorMark: denominator.mark }),
  }
}
