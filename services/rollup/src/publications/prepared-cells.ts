import { type JointFigure, notApplicable, notAvailable, type ProtectedCount, type Suppression } from '@oh/disclosure'
import type { Count } from '@oh/measures'
import { idOf, measureOfId } from './cell-name.ts'
import type { FigureCell, PlannedCell } from './make-cells.ts'
import type { PopulationYear, YearAsk } from './population-year.ts'
import { type CountedPart, populationOf } from './populations.ts'

/** Why a part of a figure is not shown, for those who prepare it: the mark that is published carries no reason. */
export interface Reasons {
  readonly numerator?: Suppression
  readonly denominator?: Suppression
}

/** A figure that is ready to be published, with the reasons that are not. */
export interface PreparedCell extends FigureCell {
  readonly why: Reasons
}

/** What may be shown of a figure, and why not more. */
export interface WeighedFigure extends ProtectedCount {
  readonly why: Reasons
}

/** What was weighed, by the name of each figure: shares as they are, rates from the populations of their counts. */
export function weighedFigures(
  populations: readonly { readonly population: string; readonly figures: readonly JointFigure[] }[],
): ReadonlyMap<string, WeighedFigure> {
  const found = new Map<string, WeighedFigure>()
  for (const { population, figures } of populations) {
    const parts = new Map(populationOf(population).parts.map(({ measure, part }) => [measure, part]))
    for (const { id, ...figure } of figures) found.set(id, withPart(found.get(id), figure, parts.get(measureOfId(id)) ?? 'both'))
  }
  return found
}

const NOT_COUNTED: WeighedFigure = { numerator: notApplicable, denominator: notApplicable, why: {} }

/** Of what is not a part of anything, the count stands where the whole of a share does. */
function withPart(before: WeighedFigure = NOT_COUNTED, figure: WeighedFigure, part: CountedPart['part']): WeighedFigure {
  if (part === 'both') return figure
  const { denominator: shown, why } = figure
  return { ...before, [part]: shown, why: { ...before.why, ...reasonFor(part, why.denominator) } }
}

const reasonFor = (part: keyof Count, why: Suppression | undefined): Reasons => (why ? { [part]: why } : {})

/** Of a refresh, the figures none of whose counts has changed, as they were published: whoever quotes one quotes the other. */
export function keptFigures(
  { before, earlier }: YearAsk,
  cells: readonly PlannedCell[],
  work: readonly PopulationYear[],
): ReadonlyMap<string, FigureCell> {
  if (!before) return new Map()
  const published = new Map(earlier.map((cell) => [idOf(cell), cell]))
  const stayed = ({ frame, kind, count }: PlannedCell, was: FigureCell): boolean => {
    if (count === undefined || was.contributors === 0) return count === undefined && was.contributors === 0
    const weighed = work.filter(({ population }) =>
      populationOf(population).parts.some(({ measure }) => measure === frame.measure),
    )
    const posts = kind === 'person' || ('value' in was.numerator && was.numerator.value === count.numerator)
    return (
      posts &&
      was.version === frame.version &&
      weighed.every(({ earlier: of, divided }) => of.has(idOf(frame)) || divided?.earlier.has(idOf(frame)))
    )
  }
  return new Map(
    cells.flatMap((cell) => {
      const was = published.get(idOf(cell.frame))
      return was && stayed(cell, was) ? [[idOf(was), was] as const] : []
    }),
  )
}

/**
 * Every cell of the year as it may be shown: people as they were weighed, posts exact beside the people they serve, and what
 * is kept as it stood. Without a contributor a figure is not available.
 */
export function preparedCells(
  cells: readonly PlannedCell[],
  figures: ReadonlyMap<string, WeighedFigure>,
  kept: ReadonlyMap<string, FigureCell> = new Map(),
): PreparedCell[] {
  return cells.map(({ frame, kind, count }) => {
    const as = kept.get(idOf(frame))
    if (as) return { ...as, why: {} }
    if (!count) return { ...frame, numerator: notAvailable, denominator: notAvailable, why: {} }
    const figure = figures.get(idOf(frame))
    if (!figure) throw new Error(`${idOf(frame)} was not weighed.`)
    return { ...frame, ...figure, ...(kind === 'resource' && { numerator: { value: count.numerator } }) }
  })
}
