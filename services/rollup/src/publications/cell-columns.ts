import type { Mark, Shown } from '@oh/disclosure'
import type { CellFrame, FigureCell } from './make-cells.ts'

/** A figure as the columns of a table hold it: of each part the value or the mark. */
export interface CellColumns extends CellFrame {
  readonly numerator: number | null
  readonly numeratorMark: Mark | null
  readonly denominator: number | null
  readonly denominatorMark: Mark | null
}

export function shownColumns({ numerator, denominator, ...cell }: FigureCell): CellColumns {
  const { measure, version, level, area, period, contributors, expected, staffCovered } = cell
  return {
    ...{ measure, version, level, area, period, contributors, expected, staffCovered },
    numerator: 'value' in numerator ? numerator.value : null,
    numeratorMark: 'mark' in numerator ? numerator.mark : null,
    denominator: 'value' in denominator ? denominator.value : null,
    denominatorMark: 'mark' in denominator ? denominator.mark : null,
  }
}

export function cellOf(row: CellColumns): FigureCell {
  const { measure, version, level, area, period, contributors, expected, staffCovered } = row
  return {
    ...{ measure, version, level, area, period, contributors, expected, staffCovered },
    numerator: shownOf(row.numerator, row.numeratorMark),
    denominator: shownOf(row.denominator, row.denominatorMark),
  }
}

function shownOf(value: number | null, mark: Mark | null): Shown {
  if (value !== null) return { value }
  if (mark === null) throw new Error('A cell has neither value nor mark.')
  return { mark }
}
