import { type JointFigure, type JointReport, POLICY, protectJointly, type Solve } from '@oh/disclosure'
import { isOfCatalogue, type MeasureYear, type PartTable } from './joint-year.ts'

/** What came of weighing one measure: its figures part by part, or the sentences that say why they cannot be published. */
export type Weighed =
  | {
      readonly kind: 'weighed'
      readonly parts: readonly { readonly part: PartTable['part']; readonly figures: readonly JointFigure[] }[]
      readonly report: WeighReport
    }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

/** What was done for one measure: its tables together. */
export type WeighReport = Pick<JointReport, 'attacked' | 'open' | 'suppressed' | 'forContributors' | 'atLeast'> & {
  readonly milliseconds: number
}

/** Protects one measure's year under the policy in force and attacks it. `now` is a clock in milliseconds. */
export function weighMeasure({ measure, tables }: MeasureYear, solve: Solve, now: () => number): Weighed {
  const began = now()
  const report = { attacked: 0, open: 0, suppressed: 0, forContributors: 0, atLeast: 0 }
  const parts: { part: PartTable['part']; figures: readonly JointFigure[] }[] = []
  const reasons: string[] = []
  for (const { part, table, earlier } of tables) {
    const done = protectJointly({ table, policy: POLICY, earlier, isInCatalogue: isOfCatalogue(measure), solve })
    if (done.kind === 'refused') {
      reasons.push(...done.reasons)
      continue
    }
    parts.push({ part, figures: done.figures })
    for (const key of ['attacked', 'open', 'suppressed', 'forContributors', 'atLeast'] as const) report[key] += done.report[key]
  }
  if (reasons.length > 0) return { kind: 'refused', reasons }
  return { kind: 'weighed', parts, report: { ...report, milliseconds: Math.round(now() - began) } }
}
