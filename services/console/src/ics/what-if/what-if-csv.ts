import { type CsvCell, csvOf } from '../../figures/csv.ts'
import type { Between, Figure, WhatIf } from './ask-study.ts'
import { MEASURE_TITLES, METHOD_TITLES, numberIn, UNITS } from './figure-words.ts'

const HEADER = [
  ...['Part', 'Of', 'By', 'Unit', 'Now', 'Now: low', 'Now: high', 'Changed', 'Changed: low', 'Changed: high'],
  ...['Difference', 'Difference: low', 'Difference: high', 'Where it comes from'],
]

/** The changes, every figure and every assumption of a what-if, for a spreadsheet. */
export function whatIfCsv({ changes, figures, assumptions }: WhatIf): string {
  const padded = (cells: readonly CsvCell[], last: CsvCell = ''): CsvCell[] => [
    ...cells,
    ...Array.from({ length: HEADER.length - 1 - cells.length }, () => ''),
    last,
  ]
  return csvOf(HEADER, [
    ...changes.map((change) => padded(['Change', change])),
    ...figures.map((figure) => padded(cellsOf(figure))),
    ...assumptions.map(({ title, value, unit, because }) => padded(['Assumption', title, '', unit, value], because)),
  ])
}

function cellsOf({ skill, measure, method, base, changed, difference }: Figure): CsvCell[] {
  const numbers = (between: Between | null) =>
    [between?.value, between?.low, between?.high].map((value) =>
      value === null || value === undefined ? '' : numberIn(measure, value),
    )
  return [
    MEASURE_TITLES[measure],
    skill?.title ?? 'All cases',
    METHOD_TITLES[method],
    UNITS[measure],
    ...numbers(base),
    ...numbers(changed),
    ...numbers(difference),
  ]
}
