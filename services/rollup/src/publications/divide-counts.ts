import { type Month, monthsOf, periodOf, type TrustCode } from '@oh/kernel'
import { type Count, GRID_PLACES, type GridPlace, type MeasureId } from '@oh/measures'
import type { Contribution } from './make-cells.ts'

/** The places that an employer's month of a measure is weighed by, with what was counted there; undefined where no grid was sent. */
export type Divide = (contribution: Contribution, measure: MeasureId) => readonly (GridPlace & Count)[] | undefined

/**
 * Counts by their places in the grids. Whoever reads a suppressed figure must be able to believe in somebody where there is
 * nobody: so at the end of a quarter of which the employer sent every grid there are also the places of nothing, each as
 * 0 of 0. A month of nobody at all has every place.
 */
export function byPlace(sent: readonly Contribution[]): Divide {
  const contributions = new Map(sent.map((each) => [keyOf(each), each]))
  return ({ employer, month, grids }, measure) => {
    const counted = grids?.get(measure)
    if (!counted) return undefined
    const months = monthsOf(periodOf('quarter', month))
    const quarter = months.map((each) => contributions.get(keyOf({ employer, month: each }))?.grids?.get(measure))
    const isEnd = months.at(-1) === month && quarter.every((grid) => grid !== undefined)
    if (!isEnd && counted.length > 0) return counted
    const some = isEnd ? quarter.flatMap((grid) => grid ?? []) : []
    const empty = GRID_PLACES.filter((place) => !some.some((each) => isSame(place, each)))
    return [...counted, ...empty.map((place) => ({ ...place, numerator: 0, denominator: 0 }))]
  }
}

const keyOf = ({ employer, month }: { readonly employer: TrustCode; readonly month: Month }) => `${employer} ${month}`

const isSame = (a: GridPlace, b: GridPlace) => a.staffGroup === b.staffGroup && a.reasonGroup === b.reasonGroup
