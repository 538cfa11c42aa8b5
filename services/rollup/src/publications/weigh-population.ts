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

/** Protects a population's year under the policy in force and attacks it. `now` is a clock in milliseconds. */
export function weighPopulation({ table, earlier }: PopulationYear, solve: Solve, now: () => number): Weighed {
  const began = now()
  const done = protectJointly({ table, policy: POLICY, earlier, isInCatalogue, solve })
  if (done.kind === 'refused') return done
  const { attacked, open, suppressed, forContributors, atLeast } = done.report
  const report = { attacked, open, suppressed, forContributors, atLeast, milliseconds: Math.round(now() - began) }
  return { kind: 'weighed', figures: done.figures, report }
}
