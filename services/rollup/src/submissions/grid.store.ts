import type { SubmissionId } from '@oh/kernel'
import { type Count, findMeasure, type GridPlace } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { inArray, sql } from 'drizzle-orm'
import { submissionGridCount } from './submission.table.ts'

/** One place of a grid as it came in, its words held to the lists by whoever took it in. */
export type NewGridCount = Omit<typeof submissionGridCount.$inferInsert, 'submissionId' | keyof GridPlace> & {
  readonly [Part in keyof GridPlace]: string
}

/** Keeps the grids of submissions; what was sent before is left as it is. */
export async function saveGrids(
  tx: ScopedTx,
  all: readonly { readonly id: SubmissionId; readonly grid: readonly NewGridCount[] }[],
): Promise<void> {
  const rows = all.flatMap(({ id, grid }) =>
    grid.map(({ measure, version, staffGroup, reasonGroup, numerator, denominator }) => [
      id,
      measure,
      version,
      staffGroup,
      reasonGroup,
      numerator,
      denominator,
    ]),
  )
  if (rows.length === 0) return
  // as one value: a parameter for each number of the 3,000 rows of a made-up month takes several times as long
  await tx.sql.execute(sql`insert into ${submissionGridCount}
    select (row ->> 0)::uuid, row ->> 1, (row ->> 2)::int, row ->> 3, row ->> 4, (row ->> 5)::int, (row ->> 6)::int
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row on conflict do nothing`)
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
