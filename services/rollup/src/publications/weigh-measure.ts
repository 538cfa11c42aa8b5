import { type JointFigure, type JointProtection, type JointReport, POLICY, protectJointly, type Solve } from '@oh/disclosure'
import type { MeasureId } from '@oh/measures'
import { isOfCatalogue, type MeasureYear, type PartTable, toldBeside } from './joint-year.ts'

/** What came of weighing one measure: its figures part by part, or the sentences that say why they cannot be published. */
export type Weighed =
  | {
      readonly kind: 'weighed'
      readonly parts: readonly { readonly part: PartTable['part']; readonly figures: readonly JointFigure[] }[]
      readonly report: WeighReport
    }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

const COUNTED = ['attacked', 'open', 'suppressed', 'forContributors', 'cost', 'atLeast', 'costAtLeast'] as const

/** What was done for one measure: its tables together. */
export type WeighReport = Pick<JointReport, (typeof COUNTED)[number]> & {
  readonly milliseconds: number
}

/**
 * Protects one measure's year under the policy in force and attacks it, with what the measure beside it will tell. `now` is a
 * clock in milliseconds.
 */
export function weighMeasure(year: MeasureYear, solve: Solve, now: () => number): Weighed {
  const began = now()
  const report = { attacked: 0, open: 0, suppressed: 0, forContributors: 0, cost: 0, atLeast: 0, costAtLeast: 0 }
  const parts: { part: PartTable['part']; figures: readonly JointFigure[] }[] = []
  const reasons: string[] = []
  for (const each of withBeside(year, solve)) {
    const done = protectPart(year.measure, each, solve, year.seeksBest)
    if (done.kind === 'refused') {
      reasons.push(...done.reasons)
      continue
    }
    parts.push({ part: each.part, figures: done.figures })
    for (const key of COUNTED) report[key] += done.report[key]
  }
  if (reasons.length > 0) return { kind: 'refused', reasons }
  return { kind: 'weighed', parts, report: { ...report, milliseconds: Math.round(now() - began) } }
}

function protectPart(measure: MeasureId, { table, earlier }: PartTable, solve: Solve, seeksBest: boolean): JointProtection {
  return protectJointly({ table, policy: POLICY, earlier, isInCatalogue: isOfCatalogue(measure), solve, seeksBest })
}

/** The tables with what the other measure's figures tell; where those are refused, nothing of the publication goes out. */
function withBeside({ tables, beside }: MeasureYear, solve: Solve): readonly PartTable[] {
  const [other] = beside?.tables ?? []
  const done = beside && other && protectPart(beside.measure, other, solve, beside.seeksBest)
  if (!other || done?.kind !== 'protected') return tables
  return tables.map((each) => toldBeside(each, other, done.figures))
}
