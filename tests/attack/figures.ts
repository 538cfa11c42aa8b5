/** A part of a figure as a reader finds it: a value, or the mark that stands for it. */
export interface PartRead {
  readonly value: number | null
  readonly mark: string | null
}

/** A figure as the graph answers it to whoever may read it. */
export interface FigureRead {
  readonly measure: string
  readonly level: 'trust' | 'ics' | 'region' | 'england'
  readonly area: string
  readonly period: string
  readonly numerator: PartRead
  readonly denominator: PartRead
  readonly ratio: PartRead
  readonly contributors: number
  readonly expected: number
  readonly staffCovered: number
  readonly publication: number
  readonly policy: number
  /** Of a figure of a grid, what it is divided by. */
  readonly staffGroup?: { readonly id: string } | null
  readonly reasonGroup?: { readonly id: string } | null
}

/** The words by which a figure is the same wherever it is read. */
export const keyOf = ({ measure, level, area, period }: Pick<FigureRead, 'measure' | 'level' | 'area' | 'period'>): string =>
  [measure, level, area, period].join(' ')
