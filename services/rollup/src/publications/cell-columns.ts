import type { Mark, Shown } from '@oh/disclosure'
import type { ReasonGroup, StaffGroup } from '@oh/kernel'
import type { GridPlace } from '@oh/measures'
import type { CellFrame, FigureCell } from './make-cells.ts'

/** A figure as the columns of a table hold it: of each part the value or the mark, and an empty word for no group. */
export interface CellColumns extends Omit<CellFrame, keyof GridPlace> {
  readonly staffGroup: StaffGroup | ''
  readonly reasonGroup: ReasonGroup | ''
  readonly numerator: number | null
  readonly numeratorMark: Mark | null
  readonly denominator: number | null
  readonly denominatorMark: Mark | null
}

export function shownColumns({ numerator, denominator, ...cell }: FigureCell): CellColumns {
  const { measure, version, level, area, period, contributors, expected, staffCovered } = cell
  return {
    ...{ measure, version, level, area, period, contributors, expected, staffCovered },
    staffGroup: cell.staffGroup ?? '',
    reasonGroup: cell.reasonGroup ?? '',
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
    ...(row.staffGroup && { staffGroup: row.staffGroup }),
    ...(row.reasonGroup && { reasonGroup: row.reasonGroup }),
    numerator: shownOf(row.numerator, row.numeratorMark),
    denominator: shownOf(row.denominator, row.denominatorMark),
  }
}

function shownOf(value: number | null, mark: Mark | null): Shown {
  if (value !== null) return { value }
  if (mark === null) throw new Error('A cell has neither value nor mark.')
  return { mark }
}
