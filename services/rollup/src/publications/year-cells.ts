import { planGridCells } from './grid-cells.ts'
import { type PlannedCell, periodsClosedBy, planCells } from './make-cells.ts'
import type { YearAsk } from './population-year.ts'

/** Every cell of the year that its months have closed. */
export function cellsOfYear({ months, sent }: Pick<YearAsk, 'months' | 'sent'>): PlannedCell[] {
  return months.flatMap(periodsClosedBy).flatMap((period) => [...planCells(period, sent), ...planGridCells(period, sent)])
}
