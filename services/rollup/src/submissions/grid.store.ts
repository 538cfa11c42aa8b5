import type { SubmissionId } from '@oh/kernel'
import { type Count, findMeasure, type GridPlace } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { inArray } from 'drizzle-orm'
import { submissionGridCount } from './submission.table.ts'

type GridRow = typeof submissionGridCount.$inferInsert

/** One place of a grid as it came in, its words held to the lists by whoever took it in. */
export type NewGridCount = Omit<GridRow, 'submissionId' | keyof GridPlace> & { readonly [Part in keyof GridPlace]: string }

const ROWS_AT_ONCE = 1_000

/** Keeps the grids of submissions; what was sent before is left as it is. */
export async function saveGrids(
  tx: ScopedTx,
  all: readonly { readonly id: SubmissionId; readonly grid: readonly NewGridCount[] }[],
): Promise<void> {
  const rows = all.flatMap(({ id, grid }) => grid.map((cell) => ({ ...cell, submissionId: id }) as GridRow))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.sql
      .insert(submissionGridCount)
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .onConflictDoNothing()
}

/** The places of each submission's grids, under the definitions of today: those under an earlier version are another measure. */
export async function gridsOf(
  tx: ScopedTx,
  ids: readonly SubmissionId[],
): Promise<ReadonlyMap<SubmissionId, readonly (GridPlace & Count & { readonly measure: string })[]>> {
  const found = new Map<SubmissionId, (typeof submissionGridCount.$inferSelect)[]>()
  if (ids.length === 0) return found
  const rows = await tx.sql
    .select()
    .from(submissionGridCount)
    .where(inArray(submissionGridCount.submissionId, [...ids]))
  for (const row of rows)
    if (findMeasure(row.measure)?.version === row.version)
      found.set(row.submissionId, [...(found.get(row.submissionId) ?? []), row])
  return found
}
