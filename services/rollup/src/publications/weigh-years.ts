import type { FigureCell, PlannedCell } from './make-cells.ts'
import { type PopulationYear, populationYears, type YearAsk } from './population-year.ts'
import { keptFigures, type PreparedCell, preparedCells, weighedFigures } from './prepared-cells.ts'
import { type WeighFailure, type WeighParts, weighInThreads } from './weigh-in-threads.ts'
import type { Weighed, WeighReport } from './weigh-population.ts'
import { cellsOfYear } from './year-cells.ts'

/** What was done for one population. */
export interface PopulationReport extends WeighReport {
  readonly population: string
}

/** What came of weighing a year: all its figures, or the sentences that say why they cannot be published. */
export type YearWeighed =
  | { readonly kind: 'weighed'; readonly cells: readonly PreparedCell[]; readonly report: readonly PopulationReport[] }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly kind: 'failed'; readonly why: WeighFailure; readonly fault?: unknown }
  | { readonly kind: 'stopped' }

/**
 * Weighs every figure of each year against all others of its population, in threads: the results in the order of the years.
 * What is safe together is safe in part: whoever has read fewer of the figures knows less, so the months of a year that is
 * weighed at once may be published one after another.
 */
export async function weighYears(years: readonly YearAsk[], parts?: WeighParts): Promise<readonly YearWeighed[]> {
  const planned = years.map((ask) => {
    const cells = cellsOfYear(ask)
    const work = populationYears(ask, cells)
    return { cells, work, kept: keptFigures(ask, cells, work) }
  })
  const all = await weighInThreads(
    planned.flatMap(({ work }) => work),
    parts,
  )
  if (all.kind !== 'weighed') return years.map(() => all)
  const each = [...all.each]
  return planned.map((year) => resultOf(year, each.splice(0, year.work.length)))
}

interface PlannedYear {
  readonly cells: readonly PlannedCell[]
  readonly work: readonly PopulationYear[]
  readonly kept: ReadonlyMap<string, FigureCell>
}

function resultOf({ cells, work, kept }: PlannedYear, each: readonly Weighed[]): YearWeighed {
  const reasons = each.flatMap((weighed) => (weighed.kind === 'refused' ? weighed.reasons : []))
  if (reasons.length > 0) return { kind: 'refused', reasons }
  const done = work.flatMap(({ population }, at) => {
    const weighed = each[at]
    return weighed?.kind === 'weighed' ? [{ population, ...weighed }] : []
  })
  return {
    kind: 'weighed',
    cells: preparedCells(cells, weighedFigures(done), kept),
    report: done.map(({ population, report }) => ({ population, ...report })),
  }
}
