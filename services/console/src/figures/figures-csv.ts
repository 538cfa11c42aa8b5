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
  const { counted, inUnit, unit } = sayingOf(measure)
  const rows = figures.map((figure): CsvCell[] => [
    isoPeriod(figure.period),
    figure.area,
    nameOf(figure.area),
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
    ...Object.values(more),
  ])
  return csvOf([...HEADER, ...Object.keys(more)], rows)
}

function cellOf(shown: Shown, written: (value: number) => number = (value) => value): CsvCell {
  return isValue(shown) ? written(shown.value) : `[${shown.mark}]`
}
