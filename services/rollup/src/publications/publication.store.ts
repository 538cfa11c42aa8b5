import { FIRST_LASTING_POLICY } from '@oh/disclosure'
import type { Month, Period } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq, gte, inArray, lt, max, notExists, type SQL, sql } from 'drizzle-orm'
import { cellOf, shownColumns } from './cell-columns.ts'
import type { FigureCell } from './make-cells.ts'
import { publication, publishedCell, withdrawal } from './publication.table.ts'

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

/** That no other publication has taken the place of this one. What was only withdrawn is not made anew. */
export const notReplaced = (tx: ScopedTx): SQL =>
  notExists(
    tx.sql
      .select({ publication: withdrawal.publication })
      .from(withdrawal)
      .where(and(eq(withdrawal.publication, publication.number), eq(withdrawal.kind, 'replaced'))),
  )

export async function isPublished(tx: ScopedTx, month: Month): Promise<boolean> {
  return isThere(tx, eq(publication.month, month))
}

async function isThere(tx: ScopedTx, which: SQL): Promise<boolean> {
  const found = tx.sql
    .select({ number: publication.number })
    .from(publication)
    .where(and(which, notReplaced(tx)))
  return (await found.limit(1)).length > 0
}

/** The last month that is published; undefined before the first. */
export async function lastMonthPublished(tx: ScopedTx): Promise<Month | undefined> {
  const [row] = await tx.sql
    .select({ month: publication.month })
    .from(publication)
    .where(notReplaced(tx))
    .orderBy(desc(publication.month))
    .limit(1)
  return row?.month
}

/** The highest number of a publication of these months, 0 for none. */
export async function lastNumberOf(tx: ScopedTx, months: readonly Month[]): Promise<number> {
  const [row] = await tx.sql
    .select({ last: max(publication.number) })
    .from(publication)
    .where(inArray(publication.month, [...months]))
  return row?.last ?? 0
}

export async function findPublication(tx: ScopedTx, number: number): Promise<Publication | undefined> {
  const [row] = await tx.sql.select().from(publication).where(eq(publication.number, number))
  return row
}

/** The number of the next publication, and which one of its month it is. Under the lock of publishing. */
export async function nextNumber(tx: ScopedTx, month: Month): Promise<{ readonly number: number; readonly restatement: number }> {
  const [all] = await tx.sql.select({ last: max(publication.number) }).from(publication)
  const [own] = await tx.sql
    .select({ last: max(publication.restatement) })
    .from(publication)
    .where(eq(publication.month, month))
  return { number: (all?.last ?? 0) + 1, restatement: (own?.last ?? 0) + 1 }
}

/**
 * Every figure that was ever published of these periods under a lasting policy, withdrawn ones too: whoever has read it knows
 * it. Each as it was published first; a later one of the same cell is the same.
 */
export async function everPublished(tx: ScopedTx, periods: readonly Period[]): Promise<FigureCell[]> {
  const rows = await tx.sql
    .select({ cell: publishedCell })
    .from(publishedCell)
    .innerJoin(publication, eq(publication.number, publishedCell.publication))
    .where(and(inArray(publishedCell.period, [...periods]), gte(publication.policy, FIRST_LASTING_POLICY)))
    .orderBy(publishedCell.publication)
  return rows.map(({ cell }) => cellOf(cell))
}

export async function savePublication(tx: ScopedTx, row: Publication, cells: readonly FigureCell[]): Promise<void> {
  await tx.sql.insert(publication).values(row)
  const rows = cells.map((cell) => ({ publication: row.number, ...shownColumns(cell) }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.sql.insert(publishedCell).values(rows.slice(from, from + ROWS_AT_ONCE))
}

/** The publications of policies that did not last, all of which are made up, that still stand. */
export async function publicationsOfEarlierPolicies(tx: ScopedTx): Promise<Publication[]> {
  return tx.sql
    .select()
    .from(publication)
    .where(and(lt(publication.policy, FIRST_LASTING_POLICY), notReplaced(tx)))
    .orderBy(publication.month)
}

/** The months of which every publication was replaced and none has taken its place yet, in order. */
export async function monthsReplaced(tx: ScopedTx): Promise<Month[]> {
  const rows = await tx.sql
    .select({ month: publication.month })
    .from(publication)
    .groupBy(publication.month)
    .having(sql`not bool_or(${notReplaced(tx)})`)
    .orderBy(publication.month)
  return rows.map(({ month }) => month)
}
