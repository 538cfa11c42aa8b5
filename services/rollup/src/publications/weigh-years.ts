import { POLICY } from '@oh/disclosure'
import type { MeasureId } from '@oh/measures'
import {
  cellsOfYear,
  type JointFigures,
  type MeasureYear,
  measureYears,
  type PreparedCell,
  preparedCells,
  together,
  type YearAsk,
} from './joint-year.ts'
import type { PlannedCell } from './make-cells.ts'
import { type WeighFailure, type WeighParts, weighInThreads } from './weigh-in-threads.ts'
import type { Weighed, WeighReport } from './weigh-measure.ts'

/** What was done for one measure. */
export interface MeasureReport extends WeighReport {
  readonly measure: MeasureId
}

/** What came of weighing a year: all its figures, or the sentences that say why they cannot be published. */
export type YearWeighed =
  | { readonly kind: 'weighed'; readonly cells: readonly PreparedCell[]; readonly report: readonly MeasureReport[] }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly kind: 'failed'; readonly why: WeighFailure; readonly fault?: unknown }
  | { readonly kind: 'stopped' }

/**
 * Weighs every figure of each year against all others of its measure, in threads: the results in the order of the years.
 * What is safe together is safe in part: whoever has read fewer of the figures knows less, so the months of a year that is
 * weighed at once may be published one after another.
 */
export async function weighYears(years: readonly YearAsk[], parts?: WeighParts): Promise<readonly YearWeighed[]> {
  const planned = years.map((ask) => {
    const cells = cellsOfYear(ask)
    return { cells, work: measureYears(ask, cells) }
  })
  const all = await weighInThreads(
    planned.flatMap(({ work }) => work),
    parts,
  )
  if (all.kind !== 'weighed') return years.map(() => all)
  const each = [...all.each]
  return planned.map(({ cells, work }) => resultOf(work, each.splice(0, work.length), cells))
}

function resultOf(work: readonly MeasureYear[], each: readonly Weighed[], cells: readonly PlannedCell[]): YearWeighed {
  const reasons = each.flatMap((weighed) => (weighed.kind === 'refused' ? weighed.reasons : []))
  if (reasons.length > 0) return { kind: 'refused', reasons }
  const figures = new Map<MeasureId, JointFigures>()
  const report: MeasureReport[] = []
  for (const [at, weighed] of each.entries()) {
    const measure = work[at]?.measure
    if (!measure || weighed.kind === 'refused') continue
    figures.set(measure, together(weighed.parts))
    report.push({ measure, ...weighed.report })
  }
  return { kind: 'weighed', cells: preparedCells(cells, figures, POLICY), report }
}
