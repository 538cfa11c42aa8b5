import { type JointFigure, type JointReport, POLICY, protectJointly, type Solve } from '@oh/disclosure'
import { isInCatalogue, type PopulationYear } from './population-year.ts'

/** What came of weighing a population: its figures, or the sentences that say why they cannot be published. */
export type Weighed =
  | { readonly kind: 'weighed'; readonly figures: readonly JointFigure[]; readonly report: WeighReport }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

const COUNTED = ['attacked', 'open', 'suppressed', 'forContributors', 'cost', 'atLeast', 'costAtLeast'] as const

/** What was done for one population. */
export type WeighReport = Pick<JointReport, (typeof COUNTED)[number]> & { readonly milliseconds: number }

/**
 * Protects a population's year under the policy in force and attacks it. `now` is a clock in milliseconds. Where grids are to
 * be published, the whole comes first: what is shown of it then stands, and of the grids is hidden whatever that takes, so
 * that no figure is lost for the sake of a finer one. Where every grid is published already, what is new of the whole must
 * give way to them.
 */
export function weighPopulation(
  { table, divided, earlier, seeksBest }: PopulationYear,
  solve: Solve,
  now: () => number,
): Weighed {
  const began = now()
  const ask = { policy: POLICY, isInCatalogue, solve }
  const isOfWhole = new Set(table.cells.map(({ id }) => id))
  const isNew = divided?.table.cells.some(({ id, use }) => use === 'published' && !isOfWhole.has(id) && !divided.earlier.has(id))
  // a divided table is too large for its best repair to be sought
  const first = protectJointly({ ...ask, ...(divided && !isNew ? divided : { table, earlier, seeksBest }) })
  if (first.kind === 'refused') return first
  if (!divided || !isNew) return { kind: 'weighed', figures: first.figures, report: reportOf([first.report], now() - began) }
  const stands = new Map([...first.figures.map((figure) => [figure.id, figure] as const), ...divided.earlier])
  const all = protectJointly({ ...ask, table: divided.table, earlier: stands })
  if (all.kind === 'refused') return all
  const ofGrids = all.figures.filter(({ id }) => !isOfWhole.has(id))
  const report = { ...reportOf([first.report, all.report], now() - began), attacked: all.report.attacked }
  return { kind: 'weighed', figures: [...first.figures, ...ofGrids], report }
}

function reportOf(reports: readonly JointReport[], milliseconds: number): WeighReport {
  const report = { attacked: 0, open: 0, suppressed: 0, forContributors: 0, cost: 0, atLeast: 0, costAtLeast: 0 }
  for (const each of reports) for (const key of COUNTED) report[key] += each[key]
  return { ...report, milliseconds: Math.round(milliseconds) }
}
