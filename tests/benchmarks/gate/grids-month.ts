import { POLICY, type Solve } from '@oh/disclosure'
import { lastDayOf, type Month } from '@oh/kernel'
import { GRID_MEASURES } from '@oh/measures'
import { isOpen, trusts } from '@oh/organisations'
import type { Contribution, FigureCell } from '../../../services/rollup/src/publications/make-cells.ts'
import { type PopulationYear, populationYears, type YearAsk } from '../../../services/rollup/src/publications/population-year.ts'
import { preparedCells, weighedFigures } from '../../../services/rollup/src/publications/prepared-cells.ts'
import { type Weighed, weighPopulation } from '../../../services/rollup/src/publications/weigh-population.ts'
import { cellsOfYear } from '../../../services/rollup/src/publications/year-cells.ts'
import { syntheticGrid } from '../../../services/rollup/src/seeding/synthetic-grid.ts'
import { sendsNothing, syntheticMonth } from '../../../services/rollup/src/seeding/synthetic-month.ts'

/** What the rollup weighs of the people who have grids, all trusts of England, with everything published before. */
export interface GridsMonth {
  /** The last of the months, as it is prepared. */
  readonly weighed: Weighed
  /** Sums of the table that is divided by place. */
  readonly sums: number
}

/** Months of a year with their grids: all but the last published as history is, the last weighed as a statistician has it. */
export function weighGridsMonth(months: readonly Month[], solve: Solve, timed: (work: () => Weighed) => Weighed): GridsMonth {
  const sent = months.flatMap(sentIn)
  const before = askOf(months.slice(0, -1), sent, [])
  const year = dividedYear(before)
  const published = weighPopulation(year, solve, () => 0)
  if (published.kind === 'refused') throw new Error(published.reasons.join(' '))
  const own = cellsOfYear(before).filter(({ frame }) => GRID_MEASURES.includes(frame.measure))
  const earlier = preparedCells(own, weighedFigures([{ population: year.population, figures: published.figures }]))
  const last = dividedYear(askOf(months, sent, earlier))
  return { weighed: timed(() => weighPopulation(last, solve, () => 0)), sums: last.divided?.table.cells.length ?? 0 }
}

function askOf(months: readonly Month[], sent: readonly Contribution[], earlier: readonly FigureCell[]): YearAsk {
  return { months, sent: sent.filter(({ month }) => months.includes(month)), earlier, senders: [] }
}

function dividedYear(ask: YearAsk): PopulationYear {
  const [year] = populationYears(ask, cellsOfYear(ask)).filter(({ divided }) => divided !== undefined)
  if (!year) throw new Error('Nobody sent a grid.')
  return year
}

function sentIn(month: Month): Contribution[] {
  const sending = trusts().filter((trust) => isOpen(trust, lastDayOf(month)) && !sendsNothing(trust, month))
  return sending.map((trust) => {
    const counts = syntheticMonth(trust, month)
    const grids = new Map(
      GRID_MEASURES.flatMap((measure) => {
        const count = counts.get(measure)
        const cells = count ? syntheticGrid(trust, month, count) : []
        return count ? [[measure, cells.filter(({ denominator }) => denominator > 0)] as const] : []
      }),
    )
    return { employer: trust.code, month, counts, floor: POLICY.floor, grids }
  })
}
