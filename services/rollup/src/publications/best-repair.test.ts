import {
  attack,
  isSmallTo,
  isValue,
  type JointCell,
  type JointSystem,
  type JointTable,
  jointSystem,
  knownTo,
  type Level,
  POLICY,
  PUBLIC,
  protectJointly,
  rowOf,
} from '@oh/disclosure'
import { describe, expect, it } from 'vitest'
import { openSolver } from './solver.ts'

const solve = await openSolver()
const WORTH: Readonly<Record<Level, number>> = { trust: 5, ics: 7, region: 10, england: 100 }

/** Whole numbers that look like chance and are the same in each run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed * 7_919 + 17
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 12) % limit
  }
}

/** Trusts of one system in two months: each trust's and the system's figures of both together, the system's of each. */
function smallTable(seed: number): JointTable {
  const below = numbers(seed)
  const trusts = 3 + below(2)
  const leaves = Array.from({ length: 2 * trusts }, (_, at) => {
    const denominator = below(3) === 0 ? 1 + below(6) : 5 + below(30)
    return { owner: `T${at % trusts}`, count: { numerator: 0, denominator } }
  })
  const cell = (id: string, level: Level, use: JointCell['use'], of: (leaf: number) => boolean): JointCell => ({
    ...{ id, level, use },
    leaves: [...leaves.keys()].filter(of),
  })
  const each = Array.from({ length: trusts }, (_, trust) => trust)
  const cells = [
    ...each.map((trust) => cell(`T${trust}`, 'trust', 'published', (leaf) => leaf % trusts === trust)),
    ...each.map((trust) => cell(`T${trust} M0`, 'trust', 'watched', (leaf) => leaf === trust)),
    ...[0, 1].map((month) => cell(`ICS M${month}`, 'ics', 'published', (leaf) => Math.floor(leaf / trusts) === month)),
    cell('ICS', 'ics', 'published', () => true),
  ]
  return { kind: 'whole', leaves, cells }
}

/** Whether nobody holds a sum that he may not learn to fewer than five values, with these rows hidden. */
function isSafe(joint: JointSystem, isOpen: Uint8Array): boolean {
  return joint.targets.every(({ row, attacker: only }) => {
    const others = joint.attackers.flatMap((_, each) => (isSmallTo(joint, each, row) ? [each] : []))
    return (only === undefined ? [PUBLIC, ...others] : [only]).every((attacker) => {
      const { system, insider } = knownTo(joint, isOpen, attacker)
      const found = attack({ ...system, protectedRows: [row] }, insider ? [insider] : [], solve).at(-1)
      return found === undefined || found.verdict === 'wide'
    })
  })
}

/** What the cheapest of all sets of figures is worth that makes the table safe, found by trying each, the cheapest first. */
function cheapestByTrying(table: JointTable): number {
  const joint = jointSystem(table, POLICY, new Map())
  const openable = table.cells.flatMap(({ level, use }, at) =>
    use === 'published' && isValue(joint.figures[at]?.denominator ?? { mark: 'x' })
      ? [{ row: rowOf(at, 'denominator'), worth: WORTH[level] }]
      : [],
  )
  const sets = Array.from({ length: 2 ** openable.length }, (_, set) => openable.filter((_, at) => (set >> at) % 2 === 1))
  const worthOf = (set: typeof openable) => set.reduce((sum, { worth }) => sum + worth, 0)
  const cheapest = sets
    .toSorted((a, b) => worthOf(a) - worthOf(b))
    .find((set) => {
      const isOpen = new Uint8Array(joint.system.rows.length)
      for (const { row } of set) isOpen[row] = 1
      return isSafe(joint, isOpen)
    })
  if (!cheapest) throw new Error('nothing makes it safe')
  return worthOf(cheapest)
}

const repaired = (table: JointTable, seeksBest: boolean) => {
  const done = protectJointly({ table, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve, seeksBest })
  if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
  return done
}

describe('the best repair of a small table', () => {
  // those that take most suppressions, as the others say little
  const tables = Array.from({ length: 60 }, (_, seed) => smallTable(seed))
    .map((table) => ({ table, first: repaired(table, false).report }))
    .filter(({ first }) => first.suppressed > 0)
    .toSorted((a, b) => b.first.cost - a.first.cost)
    .slice(0, 6)

  it('is worth what the cheapest of all sets of suppressions is, and proved to be', () => {
    let better = 0
    for (const { table, first } of tables) {
      const { report } = repaired(table, true)
      const cheapest = cheapestByTrying(table)
      expect([report.cost, report.costAtLeast]).toEqual([cheapest, cheapest])
      if (report.cost < first.cost) better += 1
    }
    expect(better).toBeGreaterThan(0)
  })

  it('tells the fewest that had to be hidden, and nothing of that where it is not sought', () => {
    for (const { table, first } of tables) {
      const { report } = repaired(table, true)
      expect(report.atLeast).toBeGreaterThan(0)
      expect(report.atLeast).toBeLessThanOrEqual(report.suppressed)
      expect([first.atLeast, first.costAtLeast]).toEqual([0, 0])
    }
  })
})
