import type { JointAsk, JointProtection } from './joint-ask.ts'
import { faultsOf } from './joint-faults.ts'
import { Repair } from './joint-repair.ts'
import { figuresOf, reportOf, sentenceOf } from './joint-report.ts'
import { jointSystem } from './joint-table.ts'

/**
 * Every published cell of a table with what may be shown of it, so that neither the public nor any single contributor can
 * hold a protected sum to fewer than FEWEST_VALUES values, with all that was published earlier at hand. Each such sum has
 * its values proved by whole solutions of everything known. Figures are suppressed, cheapest first, until that is so; each
 * that turns out not to be needed is shown again. The same table gives the same figures. Refused, with sentences: counts
 * that are none, totals that do not add up, cells that the catalogue lacks, earlier figures that these counts cannot have
 * given, and what no suppression makes safe.
 */
export function protectJointly(ask: JointAsk): JointProtection {
  const faults = faultsOf(ask)
  if (faults.length > 0) return { kind: 'refused', reasons: faults }
  const joint = jointSystem(ask.table, ask.policy, ask.earlier)
  const repair = new Repair(ask, joint)
  const unsafe = repair.run()
  if (unsafe.length > 0) return { kind: 'refused', reasons: unsafe.map((goal) => sentenceOf(ask, repair, goal)) }
  return { kind: 'protected', figures: figuresOf(ask, joint, repair), report: reportOf(ask, joint, repair) }
}
