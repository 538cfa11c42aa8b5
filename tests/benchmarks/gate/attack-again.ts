import {
  attack,
  checker,
  FEWEST_VALUES,
  isSmallTo,
  type JointTable,
  jointSystem,
  knownTo,
  POLICY,
  type ProtectedCount,
  PUBLIC,
  type Solve,
  Walk,
} from '@oh/disclosure'

/** Sums that were attacked for the public and each insider, by what the attacker gets. */
export interface Outcome {
  exact: number
  narrow: number
  unproved: number
}

/** How long each search for witnesses goes on, against 1 for the repair's first. */
const EFFORT = 64

/**
 * Attacks a table from what was published of it alone, told as the strictest reader is which marks stand for few people,
 * and nothing of the repair. What no witness covers goes to the solver.
 */
export function attackAgain(table: JointTable, published: ReadonlyMap<string, ProtectedCount>, solve: Solve): Outcome {
  const joint = jointSystem(table, POLICY, published)
  const walk = new Walk(joint)
  const holds = checker(joint, walk.isOpen)
  const outcome: Outcome = { exact: 0, narrow: 0, unproved: 0 }
  for (const { row, owner } of joint.targets) {
    const insiders = joint.owners.flatMap((_, each) => (isSmallTo(joint, each, row) ? [each] : []))
    for (const attacker of owner === undefined ? [PUBLIC, ...insiders] : [owner]) {
      const witnesses = walk
        .witnesses(row, attacker === PUBLIC ? [] : [attacker], EFFORT)
        .filter((witness) => holds(witness, attacker))
      if (witnesses.length >= FEWEST_VALUES - 1) continue
      const { system, insider } = knownTo(joint, walk.isOpen, attacker)
      const findings = attack({ ...system, protectedRows: [row] }, insider ? [insider] : [], solve)
      const verdict = findings.find(({ insider: name }) => name === insider?.name)?.verdict ?? 'unproved'
      if (verdict !== 'wide') outcome[verdict] += 1
    }
  }
  return outcome
}
