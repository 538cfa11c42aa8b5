import { gridCells } from '@oh/disclosure'
import { monthsOf, type Period, periodKind } from '@oh/kernel'
import { combineMonths, findMeasure, type GridPlace, type MeasureId, sumAt } from '@oh/measures'
import type { Trust } from '@oh/organisations'
import { added, areasOf, type Contribution, completeness, type Part, type PlannedCell, wholePeriods } from './make-cells.ts'

/**
 * Every figure of a grid that the catalogue has of a period, by area and then in the order of the grids. An organisation
 * counts in it when it sent the grid of every month of the period. None where no organisation did.
 */
export function planGridCells(period: Period, sent: readonly Contribution[]): PlannedCell[] {
  const whole = wholePeriods(
    monthsOf(period),
    sent.filter(({ grids }) => grids !== undefined && grids.size > 0),
  )
  if (whole.size === 0) return []
  return areasOf(period).flatMap((area) =>
    gridCells(area.level, periodKind(period)).map(({ measure, ...place }): PlannedCell => {
      const parts = area.trusts.flatMap((trust) => partOf(trust, measure, place, whole.get(trust.code) ?? []))
      const version = findMeasure(measure)?.version ?? 0
      return {
        frame: { measure, version, level: area.level, area: area.code, period, ...place, ...completeness(area, parts) },
        kind: 'person',
        employers: parts.map(({ trust }) => trust.code),
        count: parts.length > 0 ? parts.map(({ count }) => count).reduce(added) : undefined,
        floor: Math.max(0, ...parts.map(({ floor }) => floor)),
      }
    }),
  )
}

/** What one organisation counted at the place in all its months; nothing when a month of the measure has no grid. */
function partOf(trust: Trust, id: MeasureId, place: Partial<GridPlace>, own: readonly Contribution[]): Part[] {
  const measure = findMeasure(id)
  const counts = own.flatMap(({ grids }) => {
    const grid = grids?.get(id)
    return grid ? [sumAt(grid, place)] : []
  })
  const count = measure && counts.length === own.length ? combineMonths(measure, counts) : undefined
  return count ? [{ trust, count, floor: Math.max(...own.map(({ floor }) => floor)) }] : []
}
