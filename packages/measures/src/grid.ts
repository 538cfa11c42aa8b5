import { type Month, REASON_GROUPS, type ReasonGroup, STAFF_GROUPS, type StaffGroup } from '@oh/kernel'
import { sum } from './average.ts'
import { type Count, findMeasure, type MeasureId } from './definitions.ts'
import type { EmployerFacts } from './facts.ts'

/** Where a count stands in a grid. */
export interface GridPlace {
  readonly staffGroup: StaffGroup
  readonly reasonGroup: ReasonGroup
}

/** One place of a month's grid of a measure, with what was counted there. */
export interface GridCount extends GridPlace, Count {
  readonly measure: MeasureId
  readonly version: number
}

/** The measures that are counted by staff group and reason, too: events of referrals, so that places add up to the count. */
export const GRID_MEASURES: readonly MeasureId[] = ['received-seen-within-10']

/** Every place of the grid, by staff group and then by reason, each in the order of its list. */
export const GRID_PLACES: readonly GridPlace[] = STAFF_GROUPS.flatMap(({ id: staffGroup }) =>
  REASON_GROUPS.map(({ id: reasonGroup }) => ({ staffGroup, reasonGroup })),
)

/**
 * The grids of one employer's month: of each grid measure the places at which anything was counted, in the order of
 * `GRID_PLACES`. A place that is not named counted 0 of 0: the rest adds up to the month's own count of the measure.
 * Throws RangeError as `countMonth` does.
 */
export function countGrid(facts: EmployerFacts, month: Month): GridCount[] {
  return GRID_MEASURES.flatMap((id) => {
    const { version, count } = gridMeasure(id)
    return GRID_PLACES.flatMap((place) => {
      const here = count({ ...facts, referrals: facts.referrals.filter((referral) => isAt(place, referral)) }, month)
      return here.denominator === 0 ? [] : [{ measure: id, version, ...place, ...here }]
    })
  })
}

/** What the places of a grid come to at one staff group, one group of reasons, both, or everywhere when neither is named. */
export function sumAt(grid: readonly (GridPlace & Count)[], { staffGroup, reasonGroup }: Partial<GridPlace>): Count {
  return sumOf(
    grid.filter((cell) =>
      isAt({ staffGroup: staffGroup ?? cell.staffGroup, reasonGroup: reasonGroup ?? cell.reasonGroup }, cell),
    ),
  )
}

export type GridFault = 'grid-place-unknown' | 'grid-place-twice' | 'grid-does-not-add-up'

/** As grids and counts come from outside: any words. */
interface Named extends Count {
  readonly measure: string
  readonly version: number
}

/**
 * What speaks against grids beside the counts of the same month: a place or measure that has no grid, a place named twice,
 * a sum other than the count of the measure under the same version (0 of 0 where it was not counted). Every fault once.
 */
export function faultsOfGrid(
  grid: readonly (Named & { readonly staffGroup: string; readonly reasonGroup: string })[],
  counts: readonly Named[],
): GridFault[] {
  const keyOf = ({ staffGroup, reasonGroup }: { staffGroup: string; reasonGroup: string }) => `${staffGroup} ${reasonGroup}`
  const known = new Set(GRID_PLACES.map(keyOf))
  const faults = new Set<GridFault>()
  for (const cell of grid)
    if (!known.has(keyOf(cell)) || !GRID_MEASURES.some((id) => id === cell.measure)) faults.add('grid-place-unknown')
  if (new Set(grid.map((cell) => `${cell.measure} ${keyOf(cell)}`)).size < grid.length) faults.add('grid-place-twice')
  for (const id of GRID_MEASURES) {
    const own = grid.filter(({ measure }) => measure === id)
    const total = counts.find(({ measure }) => measure === id)
    if (!addsUp(own, total)) faults.add('grid-does-not-add-up')
  }
  return [...faults]
}

function addsUp(cells: readonly Named[], total: Named | undefined): boolean {
  const { numerator, denominator } = sumOf(cells)
  return (
    numerator === (total?.numerator ?? 0) &&
    denominator === (total?.denominator ?? 0) &&
    cells.every(({ version }) => version === total?.version)
  )
}

const sumOf = (counts: readonly Count[]): Count => ({
  numerator: sum(counts.map(({ numerator }) => numerator)),
  denominator: sum(counts.map(({ denominator }) => denominator)),
})

const isAt = (place: GridPlace, { staffGroup, reasonGroup }: GridPlace): boolean =>
  place.staffGroup === staffGroup && place.reasonGroup === reasonGroup

function gridMeasure(id: MeasureId) {
  const measure = findMeasure(id)
  if (measure === undefined) throw new Error(`no such measure: ${id}`)
  return measure
}
