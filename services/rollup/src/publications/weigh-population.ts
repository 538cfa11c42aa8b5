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
 * Protects a population's year under the policy in force and attacks it. `now` is a clock in milliseconds. Where there are
 * grids, the whole comes first, with all measures that count the same people: what is shown of it then stands, and of the
 * grids is hidden whatever that takes, so that no figure is lost for the sake of a finer one; grids that cannot be proved
 * safe are left out. Where every grid is published already and the whole cannot stand beside them, it gives way.
 */
export function weighPopulation(year: PopulationYear, solve: Solve, now: () => number): Weighed {
  const began = now()
  const done = weigh(year, (weighable) => protectJointly({ policy: POLICY, isInCatalogue, solve, ...weighable }))
  if (done.kind === 'refused') return done
  return { ...done, report: { ...done.report, milliseconds: Math.round(now() - began) } }
}

function weigh({ table, earlier, divided, seeksBest }: PopulationYear, protect: Protect): Weighed {
  const first = protect({ table, earlier, seeksBest })
  if (first.kind === 'refused') return first
  if (!divided) return weighedOf([first], first.figures)
  const isOfWhole = new Set(table.cells.map(({ id }) => id))
  const ofGrids = ({ id }: JointFigure) => !isOfWhole.has(id)
  const isNew = ({ id, use }: JointCell) => use === 'published' && !isOfWhole.has(id) && !divided.earlier.has(id)
  const stands = new Map([...first.figures.map((figure) => [figure.id, figure] as const), ...divided.earlier])
  const all = protect({ table: divided.table, earlier: stands })
  if (all.kind === 'protected') return weighedOf([first, all], [...first.figures, ...all.figures.filter(ofGrids)])
  const grids = divided.table.cells.filter(isNew)
  if (grids.length === 0) return wholeGivesWay({ table, earlier }, divided, protect)
  // what was published of grids before may tell more of the whole
  const without = protect({
    table: { ...divided.table, cells: divided.table.cells.filter((cell) => !isNew(cell)) },
    earlier: stands,
  })
  if (without.kind === 'refused') return without
  const leftOut = grids.map(({ id }) => ({ id, numerator: notAvailable, denominator: notAvailable, why: {} }))
  const figures = [...first.figures, ...without.figures.filter(ofGrids), ...leftOut]
  return weighedOf([first, without], figures, leftOut.length)
}

/** What is hidden of the whole for the sake of published grids is hidden first; then the whole is weighed with that. */
function wholeGivesWay({ table, earlier }: Weighable, divided: Weighable, protect: Protect): Weighed {
  const given = protect(divided)
  if (given.kind === 'refused') return given
  const isOfWhole = new Set(table.cells.map(({ id }) => id))
  const hidden = given.figures.filter(({ id }) => isOfWhole.has(id)).map((figure) => [figure.id, figure] as const)
  const whole = protect({ table, earlier: new Map([...hidden, ...earlier]) })
  if (whole.kind === 'refused') return whole
  return weighedOf([given, whole], [...whole.figures, ...given.figures.filter(({ id }) => !isOfWhole.has(id))])
}

type Protected = Extract<JointProtection, { readonly kind: 'protected' }>

function weighedOf(stages: readonly Protected[], figures: readonly JointFigure[], leftOut = 0): Weighed {
  const report = { attacked: 0, open: 0, suppressed: 0, forContributors: 0, cost: 0, atLeast: 0, costAtLeast: 0 }
  for (const stage of stages) for (const key of COUNTED) report[key] += stage.report[key]
  return { kind: 'weighed', figures, report: { ...report, leftOut, milliseconds: 0 } }
}
