import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attackersAmong, knowersOf } from './attackers.ts'
import { everyWorld } from './every-world.ts'
import { type JointCell, type JointTable, jointSystem, knownTo } from './joint-table.ts'
import { POLICY } from './policy.ts'
import type { ProtectedCount } from './protect.ts'
import { protectJointly } from './protect-jointly.ts'
import { isValue } from './shown.ts'

/** Beyond what any of the tables here can have. */
const MOST = 60

/** Counts of trusts of one ICS, each trust and the ICS with a figure of its own. */
function oneIcs(counts: readonly number[], insiders: JointTable['insiders'] = []): JointTable {
  const leaves = counts.map((denominator, trust) => ({ owner: `T${trust}`, count: { numerator: 0, denominator } }))
  const all = [...leaves.keys()]
  const cells: JointCell[] = [
    ...all.map((leaf): JointCell => ({ id: `T${leaf}`, level: 'trust', leaves: [leaf], use: 'published' })),
    { id: 'ICS', level: 'ics', leaves: all, use: 'published' },
  ]
  return { kind: 'whole', leaves, cells, insiders }
}

function published(table: JointTable): ReadonlyMap<string, ProtectedCount> {
  const solve = () => ({ kind: 'out-of-time' }) as const
  const done = protectJointly({ table, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve })
  if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
  return new Map(done.figures.map((figure) => [figure.id, figure]))
}

/** The fewest values that any count that is small to an attacker can have for him, over every world that he cannot rule out. */
function fewestValues(table: JointTable, figures: ReadonlyMap<string, ProtectedCount>): number {
  const joint = jointSystem(table, POLICY, figures)
  const open = new Uint8Array(joint.system.rows.length)
  const values = [-1, ...joint.attackers.keys()].flatMap((attacker) => {
    const { system, insider } = knownTo(joint, open, attacker)
    const worlds = everyWorld(system, insider, MOST)
    return smallTo(table, joint.attackers[attacker]?.owners ?? []).map((cell) => worlds[3 * cell + 2]?.size ?? 0)
  })
  return Math.min(...values)
}

const v = (value: number) => ({ value })

/** The cells that are of one to seven people when those are left out whom the owners know. */
function smallTo({ leaves, cells }: JointTable, owners: readonly number[]): number[] {
  return [...cells.keys()].filter((at) => {
    const others = (cells[at]?.leaves ?? []).filter((leaf) => !owners.includes(leaf))
    const sum = others.reduce((total, leaf) => total + (leaves[leaf]?.count.denominator ?? 0), 0)
    return sum > 0 && sum < 8
  })
}

describe('who knows the counts of several owners', () => {
  it('solves for a few people of another where no single owner can, and not when that is weighed', () => {
    let brokenByGroup = 0
    const counts = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(counts, fc.subarray(['T0', 'T1', 'T2', 'T3'], { minLength: 2, maxLength: 3 }), (trusts, owners) => {
        const [alone, together] = [oneIcs(trusts), oneIcs(trusts, [{ name: 'service', owners }])]
        expect(fewestValues(alone, published(alone))).toBeGreaterThanOrEqual(5)
        if (fewestValues(together, published(alone)) < 5) brokenByGroup += 1
        expect(fewestValues(together, published(together))).toBeGreaterThanOrEqual(5)
      }),
      { numRuns: 60, seed: 7 },
    )
    expect(brokenByGroup).toBeGreaterThan(0)
  })

  it('holds the newer quarters of an employer to few values after half a year of serving it, unless that is weighed', () => {
    // 20, 20, [c], 10 and a year of 60: who knows that the first two were 39 takes the third for 7
    const halves = (first: string, second: string): JointTable => {
      const leaves = [19, 20, 7, 12].map((numerator, quarter) => ({
        ...{ owner: quarter < 2 ? first : second, count: { numerator, denominator: 100 } },
      }))
      const all = [...leaves.keys()]
      const cell = (id: string, of: readonly number[]): JointCell => ({ id, level: 'trust', leaves: of, use: 'published' })
      const insiders = [{ name: 'the employer', owners: [first, second] }]
      return { kind: 'share', leaves, cells: [...all.map((leaf) => cell(`Q${leaf + 1}`, [leaf])), cell('year', all)], insiders }
    }
    const shown = (table: JointTable) => [...published(table).values()].map(({ numerator }) => numerator)
    expect(shown(halves('employer', 'employer'))).toEqual([v(20), v(20), { mark: 'c' }, v(10), v(60)])
    const apart = halves('employer by one', 'employer by two')
    const figures = published(apart)
    expect(figures.get('Q3')?.numerator).toEqual({ mark: 'c' })
    expect([figures.get('Q4'), figures.get('year')].some((each) => each && !isValue(each.numerator))).toBe(true)
  })

  it('is one party, so that two such and nobody else do not make a figure', () => {
    const counts = [30, 40, 50, 60]
    const isIcsShown = (insiders: JointTable['insiders']) =>
      isValue(published(oneIcs(counts, insiders)).get('ICS')?.denominator ?? { mark: 'x' })
    expect(isIcsShown([{ name: 'one', owners: ['T0', 'T1'] }])).toBe(true)
    expect(
      isIcsShown([
        { name: 'one', owners: ['T0', 'T1'] },
        { name: 'two', owners: ['T2', 'T3'] },
      ]),
    ).toBe(false)
    expect(
      isIcsShown([
        { name: 'one', owners: ['T0', 'T1'] },
        { name: 'two', owners: ['T2', 'T1'] },
      ]),
    ).toBe(false)
  })

  it('changes nothing as long as none or only one of them is there', () => {
    const counts = [3, 9, 30, 12]
    const figures = published(oneIcs(counts))
    expect(published(oneIcs(counts, [{ name: 'elsewhere', owners: ['T8', 'T9'] }]))).toEqual(figures)
    expect(published(oneIcs(counts, [{ name: 'partly', owners: ['T0', 'T9'] }]))).toEqual(figures)
    expect(attackersAmong(['T0', 'T1'], [{ name: 'partly', owners: ['T0', 'T9'] }])).toHaveLength(2)
  })

  it('is asked once, however many there are who know the same', () => {
    const groups = ['one', 'two'].map((name) => ({ name, owners: ['T1', 'T0'] }))
    expect(attackersAmong(['T0', 'T1', 'T2'], groups).map(({ owners }) => owners)).toEqual([[0], [1], [2], [0, 1]])
  })

  it('joins parties through those who are in the figure alone', () => {
    const attackers = attackersAmong(
      ['T0', 'T1', 'T2', 'T3'],
      [
        { name: 'one', owners: ['T0', 'T1'] },
        { name: 'two', owners: ['T1', 'T2'] },
      ],
    )
    expect(knowersOf(new Set([0, 1, 2, 3]), attackers)).toBe(2)
    expect(knowersOf(new Set([0, 2, 3]), attackers)).toBe(3)
  })
})

describe('what an attacker is taken to know', () => {
  const most = 15
  const numbers = Array.from({ length: most + 1 }, (_, number) => number)
  const worlds = numbers.flatMap((a) => numbers.flatMap((b) => numbers.map((c) => [a, b, c])))
  const sumsOf = (world: readonly number[]) => [...world, world.reduce((sum, one) => sum + one, 0)]
  const sums = worlds.map(sumsOf)

  it.each([
    { who: 'each of three trusts', insiders: [] },
    { who: 'those who know two of them', insiders: [{ name: 'service', owners: ['T0', 'T1'] }] },
  ])('leaves nothing out that the rules tell $who', ({ insiders }) => {
    const shownIn = (world: readonly number[]) => jointSystem(oneIcs(world, insiders), POLICY, new Map()).figures
    const figures = worlds.map((world) =>
      shownIn(world).map(({ denominator }) => (isValue(denominator) ? denominator.value : 'c')),
    )
    let asked = 0
    for (let at = 0; at < worlds.length; at += 41) {
      const [truth = [], shown = []] = [worlds[at], figures[at]]
      const joint = jointSystem(oneIcs(truth, insiders), POLICY, new Map())
      for (const attacker of [-1, ...joint.attackers.keys()]) {
        const owners = joint.attackers[attacker]?.owners ?? []
        const ownIn = (cell: number) =>
          sumsOf(truth.map((count, owner) => (owners.includes(owner) && (cell === 3 || cell === owner) ? count : 0)))[3] ?? 0
        // a nobody may be suppressed as a neighbour, and so may any sum of which he has more than few himself
        const isAlike = (world: number) =>
          shown.every(
            (figure, cell) =>
              figure === figures[world]?.[cell] || (figure === 'c' && (sums[world]?.[cell] === 0 || ownIn(cell) >= 8)),
          )
        const alike = [...worlds.keys()].filter(
          (world) => isAlike(world) && owners.every((owner) => worlds[world]?.[owner] === truth[owner]),
        )
        const { system, insider } = knownTo(joint, new Uint8Array(joint.system.rows.length), attacker)
        const model = everyWorld(system, insider, most)
        for (const cell of smallTo(oneIcs(truth), owners)) {
          asked += 1
          const possible = new Set(alike.map((world) => sums[world]?.[cell]))
          const taken = [...(model[3 * cell + 2] ?? [])].filter((value) => !possible.has(value))
          expect({ truth, attacker, cell, taken }).toEqual({ truth, attacker, cell, taken: [] })
        }
      }
    }
    expect(asked).toBeGreaterThan(100)
  })
})
