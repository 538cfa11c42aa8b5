import type { Month, TrustCode } from '@oh/kernel'
import { type Count, GRID_MEASURES, GRID_PLACES, type GridPlace, type MeasureId, sumAt } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { gridsOf } from './grid.store.ts'
import { counting, countsOf, keyOf, type WhatCounts } from './submission.store.ts'

/** A place of a grid with what was counted there. */
export type GridCell = GridPlace & Count

/** How one employer's counts of a month are made up, all its services together. */
export interface GridContribution {
  readonly employer: TrustCode
  readonly month: Month
  /**
   * By measure: the places at which anything was counted, in the order of `GRID_PLACES`; they add up to the count. A measure
   * is missing when one of the services has not said how its count is made up.
   */
  readonly grids: ReadonlyMap<MeasureId, readonly GridCell[]>
}

/**
 * The grids that stand in the exact store for these months, of the same submissions as `standingMonths`: one contribution
 * for each employer and month. For the making of publications alone; for anybody else there is none.
 */
export async function standingGrids(tx: ScopedTx, months: readonly Month[], what?: WhatCounts): Promise<GridContribution[]> {
  const rows = await counting(tx, months, what)
  const ids = rows.map(({ id }) => id)
  const counts = await countsOf(tx, ids)
  const cells = await gridsOf(tx, ids)
  const sent = new Map<string, { readonly employer: TrustCode; readonly month: Month; readonly grids: SentGrid[] }>()
  for (const row of rows) {
    const { employer, month, grids } = sent.get(keyOf(row)) ?? { ...row, grids: [] }
    const own = { counts: counts.get(row.id) ?? [], cells: cells.get(row.id) ?? [] }
    sent.set(keyOf(row), { employer, month, grids: [...grids, own] })
  }
  return [...sent.values()].map((each) => ({ ...each, grids: together(each.grids) }))
}

/** What one service sent of an employer's month. */
interface SentGrid {
  readonly counts: readonly (Count & { readonly measure: string })[]
  readonly cells: readonly (GridCell & { readonly measure: string })[]
}

function together(sent: readonly SentGrid[]): GridContribution['grids'] {
  return new Map(
    GRID_MEASURES.flatMap((measure) => {
      const counted = sent.map((each) => of(measure, each)).filter(({ count }) => count !== undefined)
      if (counted.length === 0 || !counted.every(isMadeUp)) return []
      const cells = counted.flatMap((each) => each.cells)
      const places = GRID_PLACES.map((place) => ({ ...place, ...sumAt(cells, place) }))
      return [[measure, places.filter(({ denominator }) => denominator > 0)] as const]
    }),
  )
}

function of(measure: MeasureId, { counts, cells }: SentGrid) {
  return {
    count: counts.find((each) => each.measure === measure),
    cells: cells.filter((each) => each.measure === measure),
  }
}

/** Whether the places make up the count: a grid that was taken in does, and where none was sent only 0 of 0 is made up. */
function isMadeUp({ count, cells }: ReturnType<typeof of>): boolean {
  const total = sumAt(cells, {})
  return total.numerator === count?.numerator && total.denominator === count.denominator
}
