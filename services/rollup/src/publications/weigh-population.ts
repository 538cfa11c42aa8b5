import {
  type JointCell,
  type JointFigure,
  type JointProtection,
  type JointReport,
  notAvailable,
  POLICY,
  protectJointly,
  type Solve,
} from '@oh/disclosure'
import { isInCatalogue } from './cell-name.ts'
import type { PopulationYear, Weighable } from './population-year.ts'

/** What came of weighing a population: its figures, or the sentences that say why they cannot be published. */
export type Weighed =
  | { readonly kind: 'weighed'; readonly figures: readonly JointFigure[]; readonly report: WeighReport }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

const COUNTED = ['attacked', 'open', 'suppressed', 'forContributors', 'cost', 'atLeast', 'costAtLeast'] as const

/** What was done for one population. */
export interface WeighReport extends Pick<JointReport, (typeof COUNTED)[number]> {
  /** Figures of grids that no suppression made safe, and that are not published. */
  readonly leftOut: number
  readonly milliseconds: number
}

type Protect = (weighable: Weighable & Pick<Partial<PopulationYear>, 'seeksBest'>) => JointProtection

/**
 * Protects a population's year under the policy in force and attacks it. `now` is a clock in milliseconds. Where grids are to
 * be published, the whole comes first: what is shown of it then stands, and of the grids is hidden whatever that takes, so
 * that no figure is lost for the sake of a finer one; grids that cannot be proved safe are left out. Where every grid is
 * published already, what is new of the whole must give way to them.
 */
export function weighPopulation(year: PopulationYear, solve: Solve, now: () => number): Weighed {
  const began = now()
  const done = weigh(year, (weighable) => protectJointly({ policy: POLICY, isInCatalogue, solve, ...weighable }))
  if (done.kind === 'refused') return done
  return { ...done, report: { ...done.report, milliseconds: Math.round(now() - began) } }
}

function weigh({ table, earlier, divided, seeksBest }: PopulationYear, protect: Protect): Weighed {
  const isOfWhole = new Set(table.cells.map(({ id }) => id))
  const isNew = ({ id, use }: JointCell) => use === 'published' && !isOfWhole.has(id) && !divided?.earlier.has(id)
  const grids = divided?.table.cells.filter(isNew) ?? []
  // a divided table is too large for its best repair to be sought
  const first = protect(divided && grids.length === 0 ? divided : { table, earlier, seeksBest })
  if (first.kind === 'refused') return first
  if (!divided || grids.length === 0) return { kind: 'weighed', figures: first.figures, report: reportOf(first.report) }
  const ofGrids = ({ id }: JointFigure) => !isOfWhole.has(id)
  const stands = new Map([...first.figures.map((figure) => [figure.id, figure] as const), ...divided.earlier])
  const all = protect({ table: divided.table, earlier: stands })
  if (all.kind === 'protected') {
    const report = { ...reportOf(first.report, all.report), attacked: all.report.attacked }
    return { kind: 'weighed', figures: [...first.figures, ...all.figures.filter(ofGrids)], report }
  }
  // what was published of grids before may tell more of the whole
  const without = protect({
    table: { ...divided.table, cells: divided.table.cells.filter((cell) => !isNew(cell)) },
    earlier: stands,
  })
  if (without.kind === 'refused') return without
  const leftOut = grids.map(({ id }) => ({ id, numerator: notAvailable, denominator: notAvailable, why: {} }))
  const report = { ...reportOf(first.report), attacked: without.report.attacked, leftOut: leftOut.length }
  return { kind: 'weighed', figures: [...first.figures, ...without.figures.filter(ofGrids), ...leftOut], report }
}

function reportOf(...reports: readonly JointReport[]): WeighReport {
  const report = { attacked: 0, open: 0, suppressed: 0, forContributors: 0, cost: 0, atLeast: 0, costAtLeast: 0 }
  for (const each of reports) for (const key of COUNTED) report[key] += each[key]
  return { ...report, leftOut: 0, milliseconds: 0 }
}
