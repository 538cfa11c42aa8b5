import { REASON_GROUPS, STAFF_GROUPS, type StaffGroup } from '@oh/kernel'
import { type Count, GRID_MEASURES, type GridCount, type MeasureId, sumAt } from '@oh/measures'

/** One staff group of a grid, with a count for each group of reasons in the order of `REASON_GROUPS`. */
export interface GridRow {
  readonly staffGroup: StaffGroup
  readonly title: string
  readonly counts: readonly Count[]
  readonly total: Count
}

/** The grid of one measure as it is looked at: every place, with what each row and column comes to. */
export interface GridView {
  readonly measure: MeasureId
  readonly reasonGroups: readonly string[]
  readonly rows: readonly GridRow[]
  readonly totals: readonly Count[]
  readonly total: Count
}

/** The grids of a month, one for each measure that has one, from the places at which anything was counted. */
export function gridsOf(grid: readonly GridCount[]): GridView[] {
  return GRID_MEASURES.map((measure) => {
    const own = grid.filter((cell) => cell.measure === measure)
    return {
      measure,
      reasonGroups: REASON_GROUPS.map(({ title }) => title),
      rows: STAFF_GROUPS.map(({ id: staffGroup, title }) => ({
        staffGroup,
        title,
        counts: REASON_GROUPS.map(({ id: reasonGroup }) => sumAt(own, { staffGroup, reasonGroup })),
        total: sumAt(own, { staffGroup }),
      })),
      totals: REASON_GROUPS.map(({ id: reasonGroup }) => sumAt(own, { reasonGroup })),
      total: sumAt(own, {}),
    }
  })
}
