import { type JointFigure, type JointReport, POLICY, protectJointly, type Solve } from '@oh/disclosure'
import { isInCatalogue, type PopulationYear } from './population-year.ts'

/** What came of weighing a population: its figures, or the sentences that say why they cannot be published. */
export type Weighed =
  | { readonly kind: 'weighed'; readonly figures: readonly JointFigure[]; readonly report: WeighReport }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

/** What was done for one population. */
export type WeighReport = Pick<JointReport, 'attacked' | 'open' | 'suppressed' | 'forContributors' | 'atLeast'> & {
  readonly milliseconds: number
}

/**
 * Protects a population's year under the policy in force and attacks it. `now` is a clock in milliseconds. Where grids were
 * sent, the whole comes first: what is shown of it then stands, and of the grids is hidden whatever that takes, so that no
 * figure is lost for the sake of a finer one. Both are attacked together.
 */
export function weighPopulation({ table, divided, earlier }: PopulationYear, solve: Solve, now: () => number): Weighed {
  const began = now()
  const ask = { policy: POLICY, isInCatalogue, solve }
  const whole = protectJointly({ ...ask, table, earlier })
  if (whole.kind === 'refused') return whole
  if (!divided) return { kind: 'weighed', figures: whole.figures, report: reportOf([whole.report], now() - began) }
  const stands = new Map([...whole.figures.map((figure) => [figure.id, figure] as const), ...earlier])
  const all = protectJointly({ ...ask, table: divided, earlier: stands })
  if (all.kind === 'refused') return all
  const isWhole = new Set(whole.figures.map(({ id }) => id))
  const ofGrids = all.figures.filter(({ id }) => !isWhole.has(id))
  const report = { ...reportOf([whole.report, all.report], now() - began), attacked: all.report.attacked }
  return { kind: 'weighed', figures: [...whole.figures, ...ofGrids], report }
}

function reportOf(reports: readonly JointReport[], milliseconds: number): WeighReport {
  const sum = (key: 'attacked' | 'open' | 'suppressed' | 'forContributors' | 'atLeast') =>
    reports.reduce((total, report) => total + report[key], 0)
  return {
    attacked: sum('attacked'),
    open: sum('open'),
    suppressed: sum('suppressed'),
    forContributors: sum('forContributors'),
    atLeast: sum('atLeast'),
    milliseconds: Math.round(milliseconds),
  }
}
