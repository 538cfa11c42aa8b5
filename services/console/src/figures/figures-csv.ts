import { isValue, type Shown } from '@oh/disclosure'
import type { Measure } from '@oh/measures'
import { type CsvCell, csvOf } from './csv.ts'
import type { Figure } from './figure.ts'
import { sayingOf } from './figure-words.ts'
import { isoPeriod } from './period-words.ts'

const HEADER = [
  'period',
  'area_code',
  'area_name',
  'measure',
  'measure_title',
  'measure_version',
  'numerator',
  'denominator',
  'value',
  'unit',
  'organisations_in_figure',
  'organisations_expected',
  'percent_of_staff_covered',
  'publication',
  'disclosure_policy',
  'made_up',
]

/** One figure of a grid, with the group that it is of. */
interface OfGroup extends Figure {
  readonly group: { readonly id: string; readonly title: string }
}

/** The figures of one area by staff group and by reason as a download: the columns of every download, and which group a row is of. */
export function gridCsv(measure: Measure, areaName: string, staff: readonly OfGroup[], reasons: readonly OfGroup[]): string {
  const rows = [
    ...staff.map((figure): CsvCell[] => [
      ...rowOf(measure, figure, areaName),
      'staff_group',
      figure.group.id,
      figure.group.title,
    ]),
    ...reasons.map((figure): CsvCell[] => [
      ...rowOf(measure, figure, areaName),
      'reason_group',
      figure.group.id,
      figure.group.title,
    ]),
  ]
  return csvOf([...HEADER, 'divided_by', 'group', 'group_title'], rows)
}

/**
 * Published figures of one measure as a download: one row for each, a mark where there is no value; `more` stands at the end
 * of every row, under its names.
 */
export function figuresCsv(
  measure: Measure,
  figures: readonly Figure[],
  nameOf: (area: string) => string,
  more: Readonly<Record<string, CsvCell>> = {},
): string {
  return csvOf(
    [...HEADER, ...Object.keys(more)],
    figures.map((figure) => [...rowOf(measure, figure, nameOf(figure.area)), ...Object.values(more)]),
  )
}

function rowOf(measure: Measure, figure: Figure, areaName: string): CsvCell[] {
  const { counted, inUnit, unit } = sayingOf(measure)
  return [
    isoPeriod(figure.period),
    figure.area,
    areaName,
    measure.id,
    measure.title,
    measure.version,
    cellOf(figure.numerator, counted),
    cellOf(figure.denominator),
    cellOf(figure.ratio, (ratio) => inUnit(ratio, figure.denominator)),
    unit,
    figure.contributors,
    figure.expected,
    figure.staffCovered,
    figure.publication,
    figure.policy,
    figure.synthetic ? 'yes' : 'no',
  ]
}

function cellOf(shown: Shown, written: (value: number) => number = (value) => value): CsvCell {
  return isValue(shown) ? written(shown.value) : `[${shown.mark}]`
}
