import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coarser } from './coarser.ts'
import type { JointAsk } from './joint-ask.ts'
import { type JointCell, type JointLeaf, type JointTable, jointSystem, knownTo } from './joint-table.ts'
import { POLICY } from './policy.ts'
import type { ProtectedCount } from './protect.ts'
import { protectJointly } from './protect-jointly.ts'
import { PARTS, rowOf } from './shares.ts'
import { confidential, isValue, type Shown } from './shown.ts'
import { type Row, type Solve, UNBOUNDED } from './system.ts'
import { Walk } from './walk.ts'
import { checker, PUBLIC } from './witness.ts'

const noSolver: Solve = () => ({ kind: 'out-of-time' })
const ask = (table: JointTable, more: Partial<JointAsk> = {}): JointAsk => ({
  table,
  policy: POLICY,
  earlier: new Map(),
  isInCatalogue: () => true,
  solve: noSolver,
  ...more,
})
const v = (value: number) => ({ value })
const c = { mark: 'c' }

/** Trusts of one ICS in one quarter, with the ICS above them and the months below, watched. */
function oneIcs(
  months: readonly (readonly (readonly [numerator: number, denominator: number])[])[],
  published = months.length,
): JointTable {
  const leaves: JointLeaf[] = []
  const cells = new Map<string, { level: JointCell['level']; use: JointCell['use']; leaves: number[] }>()
  const add = (id: string, level: JointCell['level'], use: JointCell['use']) => {
    const cell = cells.get(id) ?? { level, use, leaves: [] }
    cell.leaves.push(leaves.length)
    cells.set(id, cell)
  }
  for (const [month, trusts] of months.slice(0, published).entries())
    for (const [trust, [numerator, denominator]] of trusts.entries()) {
      add(`T${trust} M${month}`, 'trust', 'watched')
      add(`ICS M${month}`, 'ics', 'published')
      if (published === months.length) {
        add(`T${trust} Q`, 'trust', 'published')
        add('ICS Q', 'ics', 'published')
      }
      leaves.push({ owner: `T${trust}`, count: { numerator, denominator } })
    }
  return { kind: 'share', leaves, cells: [...cells].map(([id, cell]) => ({ id, ...cell })) }
}

function published(table: JointTable, more: Partial<JointAsk> = {}) {
  const done = protectJointly(ask(table, more))
  if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
  return done
}

const byId = (table: JointTable, more: Partial<JointAsk> = {}) =>
  new Map(published(table, more).figures.map(({ id, numerator, denominator }) => [id, { numerator, denominator }]))

describe('figures that are published together', () => {
  it('hide a neighbour when a total and its other parts would give the hidden one away', () => {
    // the three that are shown stand at the high end of what rounds to them, and the total at the low end: 88 - 81 is 7
    const table = oneIcs([
      [
        [7, 60],
        [27, 90],
        [27, 90],
        [27, 90],
      ],
    ])
    const figures = byId(table)
    expect(figures.get('T0 Q')?.numerator).toEqual(c)
    const shown = ['T1 Q', 'T2 Q', 'T3 Q', 'ICS Q', 'ICS M0'].filter((id) => isValue(figures.get(id)?.numerator ?? { mark: 'x' }))
    expect(shown.length).toBeLessThan(5)
  })

  it('hide the total whose mark would else tell a contributor of few how few the others are', () => {
    const table = oneIcs([
      [
        [6, 100],
        [2, 40],
        [1, 40],
      ],
    ])
    expect(byId(table).get('ICS Q')?.numerator).toEqual(c)
  })

  it('show a total that leaves few to the others as long as its rounding leaves five values of them', () => {
    const others = (own: number) =>
      byId(
        oneIcs([
          [
            [own, 100],
            [2, 40],
            [3, 40],
          ],
        ]),
      ).get('ICS Q')?.numerator
    expect(others(60)).toEqual(v(65))
    // 10 is shown of 8 to 12, of which a contributor of 9 can strike out 8
    expect(
      byId(
        oneIcs([
          [
            [9, 100],
            [1, 40],
            [0, 40],
          ],
        ]),
      ).get('ICS Q')?.numerator,
    ).toEqual(c)
  })

  it('of fewer than three contributors are not shown', () => {
    const table = oneIcs([
      [
        [30, 100],
        [40, 100],
      ],
    ])
    expect(byId(table).get('ICS Q')).toEqual({ numerator: c, denominator: c })
  })

  it("obey a contributor's higher floor in every total that he is part of", () => {
    const table = oneIcs([
      [
        [18, 100],
        [40, 100],
        [40, 100],
        [40, 100],
      ],
    ])
    const leaves = table.leaves.map((leaf) => (leaf.owner === 'T0' ? { ...leaf, floor: 20 } : leaf))
    expect(byId(table).get('T0 Q')?.numerator).toEqual(v(20))
    expect(byId({ ...table, leaves }).get('T0 Q')?.numerator).toEqual(c)
    expect(byId({ ...table, leaves }).get('T1 Q')?.denominator).toEqual(v(100))
  })

  it('stand beside a live count that is told elsewhere, and are suppressed for what it gives away', () => {
    const table = oneIcs([
      [
        [30, 90],
        [4, 90],
        [25, 90],
        [33, 90],
      ],
    ])
    // 4 of one and 30 of another are told live as 35 together, and 30 alone: 33 to 37 less 28 to 32
    const live = (id: string, leaves: number[], shown: Shown): JointCell => ({
      id,
      level: 'ics',
      leaves,
      use: 'live',
      told: { numerator: shown },
    })
    const both = { ...table, cells: [...table.cells, live('live', [0, 1], v(35)), live('live few', [1], confidential)] }
    const done = published(both)
    const figures = new Map(done.figures.map((figure) => [figure.id, figure]))
    expect([...figures.keys()].filter((id) => id.startsWith('live'))).toEqual([])
    expect(isSafe(both, figures)).toBe(true)
    // shown, the neighbour would be 28 to 32 and leave 1 to 7; with the total of all it would be too much
    const { system } = jointSystem(both, POLICY, figures)
    const at = both.cells.findIndex(({ id }) => id === 'live few')
    expect(system.rows[rowOf(at, 'numerator')]).toMatchObject({ least: 1, most: 7 })
    expect(jointSystem(both, POLICY, figures).targets).toContainEqual({ row: rowOf(at, 'numerator'), attacker: undefined })
  })

  it('are refused beside a live count that these counts cannot have given', () => {
    const table = oneIcs([
      [
        [30, 90],
        [24, 90],
        [25, 90],
      ],
    ])
    const cell: JointCell = { id: 'live', level: 'trust', leaves: [0], use: 'live', told: { numerator: v(50) } }
    expect(protectJointly(ask({ ...table, cells: [...table.cells, cell] }))).toEqual({
      kind: 'refused',
      reasons: ['live is told elsewhere as something else than these counts give.'],
    })
  })

  it('tell those who prepare them why each part is suppressed, for whom, and what it can be', () => {
    const table = oneIcs([
      [
        [7, 60],
        [27, 90],
        [27, 90],
        [27, 90],
      ],
    ])
    const { figures, report } = published(table)
    const why = figures.flatMap(({ id, why: { numerator } }) => (numerator ? [[id, numerator]] : []))
    expect(report.suppressions.map((each) => [each.id, each.why])).toEqual(why)
    const few = report.suppressions.find(({ id }) => id === 'T0 Q')
    expect((few?.proved?.most ?? 0) - (few?.proved?.least ?? 0)).toBeGreaterThanOrEqual(4)
    expect(report.suppressions.filter(({ why }) => why === 'secondary').map(({ keeps }) => keeps)).toContainEqual(
      expect.stringContaining('T0'),
    )
    expect(Object.values(report.byLevel).reduce((sum, { secondary }) => sum + secondary, 0)).toBe(report.suppressed)
  })

  it('are compared with a coarser grain by what is lost and what is gained', () => {
    const table = oneIcs([
      [
        [7, 60],
        [27, 90],
        [27, 90],
        [27, 90],
      ],
    ])
    const gain = coarser(ask(table), (id) => id.endsWith(' Q'))
    expect(gain?.lost).toBeGreaterThan(0)
    expect(coarser(ask(table), () => false)).toEqual({ lost: 0, gained: 0 })
  })

  it('carry one mark, whatever the reason', () => {
    for (const figure of published(
      oneIcs([
        [
          [0, 5],
          [3, 5],
          [30, 90],
          [25, 90],
        ],
      ]),
    ).figures)
      for (const part of [figure.numerator, figure.denominator]) if (!isValue(part)) expect(part).toEqual({ mark: 'c' })
  })
})

const count = fc.integer({ min: 0, max: 30 }).chain((most) => fc.tuple(fc.integer({ min: 0, max: most }), fc.constant(most)))
const tables = fc
  .tuple(fc.integer({ min: 3, max: 5 }), fc.integer({ min: 1, max: 3 }))
  .chain(([trusts, months]) =>
    fc.array(fc.array(count, { minLength: trusts, maxLength: trusts }), { minLength: months, maxLength: months }),
  )

/** Whether the public, and each trust, is left five values of every protected sum under what was published. */
function isSafe(table: JointTable, figures: ReadonlyMap<string, ProtectedCount>): boolean {
  const joint = jointSystem(table, POLICY, figures)
  const walk = new Walk(joint)
  const holds = checker(joint, walk.isOpen)
  return joint.targets.every(({ row, attacker }) => {
    const witnesses = walk.witnesses(row, attacker === undefined ? [] : [attacker], 64)
    return witnesses.every((each) => holds(each, attacker ?? PUBLIC)) && witnesses.length >= 4
  })
}

/** The counts of a table with some of them changed. */
function leavesIn({ leaves }: JointTable, truth: Int32Array, changes: Int32Array): JointLeaf[] {
  const counts = [...truth]
  for (let at = 0; at < changes.length; at += 2)
    counts[changes[at] ?? 0] = (counts[changes[at] ?? 0] ?? 0) + (changes[at + 1] ?? 0)
  return leaves.map((leaf, at) => {
    const [numerator, rest] = [counts[2 * at] ?? 0, counts[2 * at + 1] ?? 0]
    return { ...leaf, count: { numerator, denominator: numerator + rest } }
  })
}

/** Of each trust those who missed, those who came, and those cancelled late: missed of all who were kept, late of all due. */
function appointments(trusts: readonly (readonly [missed: number, came: number, late: number])[]) {
  const kept = trusts.map(([missed, came], at) => ({ owner: `T${at}`, count: { numerator: missed, denominator: missed + came } }))
  const late = trusts.map(([, , many], at) => ({
    ...{ owner: `T${at}`, isAll: true },
    count: { numerator: many, denominator: many },
  }))
  const due = trusts.map(([missed, came, many], at) => ({
    ...{ owner: `T${at}`, count: { numerator: many, denominator: missed + came + many } },
  }))
  const all = [...trusts.keys()]
  const areas = [
    ...all.map((at) => ({ id: `T${at}`, level: 'trust' as const, of: [at] })),
    { id: 'ICS', level: 'ics' as const, of: all },
  ]
  const cells = (what: string, leaves: (of: readonly number[]) => Pick<JointCell, 'leaves' | 'restLeaves'>) =>
    areas.map(({ id, level, of }): JointCell => ({ id: `${id} ${what}`, level, use: 'published', ...leaves(of) }))
  const missedCells = cells('missed', (leaves) => ({ leaves }))
  const lateCells = cells('late', (of) => ({ leaves: of.map((at) => at + trusts.length), restLeaves: of }))
  const lateAlone = cells('late', (leaves) => ({ leaves }))
  return {
    together: { kind: 'share', leaves: [...kept, ...late], cells: [...missedCells, ...lateCells] } as JointTable,
    missed: { kind: 'share', leaves: kept, cells: missedCells } as JointTable,
    late: { kind: 'share', leaves: due, cells: lateAlone } as JointTable,
  }
}

describe('whatever the counts', () => {
  it('two shares of one whole in three parts are safe together, and not when each is protected by itself', () => {
    let broken = 0
    const few = fc.integer({ min: 0, max: 30 })
    const threeParts = fc.array(fc.tuple(few, fc.integer({ min: 5, max: 60 }), few), { minLength: 3, maxLength: 5 })
    fc.assert(
      fc.property(threeParts, (trusts) => {
        const { together, missed, late } = appointments(trusts)
        expect(isSafe(together, byId(together))).toBe(true)
        if (!isSafe(together, new Map([...byId(missed), ...byId(late)]))) broken += 1
      }),
      { numRuns: 60, seed: 6 },
    )
    expect(broken).toBeGreaterThan(0)
  })

  it('every protected sum keeps five values', () => {
    fc.assert(
      fc.property(tables, (months) => {
        const table = oneIcs(months)
        expect(isSafe(table, byId(table))).toBe(true)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('every protected sum keeps five values for those who know the counts of several trusts', () => {
    const group = fc.subarray(['T0', 'T1', 'T2', 'T3', 'T4'], { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(tables, fc.array(group, { minLength: 1, maxLength: 2 }), (months, groups) => {
        const table = { ...oneIcs(months), insiders: groups.map((owners, at) => ({ name: `service ${at}`, owners })) }
        expect(isSafe(table, byId(table))).toBe(true)
      }),
      { numRuns: 40, seed: 8 },
    )
  })

  it('one more month neither changes nor opens what was published before', () => {
    fc.assert(
      fc.property(
        tables.filter((months) => months.length > 1),
        (months) => {
          const before = byId(oneIcs(months, months.length - 1))
          const table = oneIcs(months)
          const after = byId(table, { earlier: before })
          for (const [id, figure] of before) expect(after.get(id)).toEqual(figure)
          expect(isSafe(table, after)).toBe(true)
        },
      ),
      { numRuns: 40, seed: 2 },
    )
  })

  it('counts that differ only in what is suppressed, and within it, are told apart by no figure that is shown', () => {
    fc.assert(
      fc.property(tables, (months) => {
        const table = oneIcs(months)
        const figures = byId(table)
        const joint = jointSystem(table, POLICY, figures)
        const target = joint.targets.find(({ attacker }) => attacker === undefined)
        const [world] = target ? new Walk(joint).witnesses(target.row, [], 64) : []
        if (!target || !world) return
        const leaves = leavesIn(table, joint.truth, world)
        const others = byId({ ...table, leaves })
        for (const [id, figure] of figures)
          for (const part of ['numerator', 'denominator'] as const) {
            const other = others.get(id)?.[part]
            if (isValue(figure[part]) && other && isValue(other)) expect(other).toEqual(figure[part])
          }
        expect(isSafe({ ...table, leaves }, others)).toBe(true)
      }),
      { numRuns: 40, seed: 4 },
    )
  })

  it('the difference of two figures, one of which is a part of the other, keeps five values where it is of few', () => {
    fc.assert(
      fc.property(tables, (months) => {
        const table = oneIcs(months)
        const figures = byId(table)
        const { system, truth } = jointSystem(table, POLICY, figures)
        const isShown = ({ least, most }: Row) => least > 0 || most < UNBOUNDED
        const shown = system.rows.filter((row) => row.unknowns.length > 0 && isShown(row))
        for (const whole of shown)
          for (const part of shown) {
            const others = new Set(whole.unknowns)
            if (part === whole || !part.unknowns.every((each) => others.delete(each)) || others.size === 0) continue
            const difference = [...others].reduce((sum, each) => sum + (truth[each] ?? 0), 0)
            const values = whole.most - part.least - Math.max(0, whole.least - part.most) + 1
            if (difference > 0 && difference < 8) expect(values).toBeGreaterThanOrEqual(5)
          }
      }),
      { numRuns: 40, seed: 5 },
    )
  })

  it('what nobody can tell from the truth would show each figure as it is shown', () => {
    let worlds = 0
    fc.assert(
      fc.property(tables, (months) => {
        const table = oneIcs(months)
        const joint = jointSystem(table, POLICY, new Map())
        const walk = new Walk(joint)
        for (const { row, attacker } of joint.targets)
          for (const changes of walk.witnesses(row, attacker === undefined ? [] : [attacker])) {
            worlds += 1
            const { figures } = jointSystem({ ...table, leaves: leavesIn(table, joint.truth, changes) }, POLICY, new Map())
            for (const [at, figure] of joint.figures.entries())
              for (const part of ['numerator', 'denominator'] as const)
                if (isValue(figure[part])) expect(figures[at]?.[part]).toEqual(figure[part])
          }
      }),
      { numRuns: 40, seed: 9 },
    )
    expect(worlds).toBeGreaterThan(500)
  })

  it('the same counts give the same figures', () => {
    fc.assert(
      fc.property(tables, (months) => {
        expect(protectJointly(ask(oneIcs(months)))).toEqual(protectJointly(ask(oneIcs(months))))
      }),
      { numRuns: 20, seed: 3 },
    )
  })

  it('a mark beside figures that leave it nobody to four is not taken for five values, as nobody would be shown', () => {
    // 10 is shown of 8 to 12, so that the mark between nobody and ten of ten could stand for 4 at most, and not for 0
    for (const people of [1, 2, 3, 4]) {
      const figures = byId(
        oneIcs([
          [
            [0, 100],
            [people, 100],
            [8, 100],
          ],
        ]),
      )
      const shown = ['T0 Q', 'T1 Q', 'T2 Q', 'ICS Q'].map((id) => figures.get(id)?.numerator)
      expect([people, shown]).not.toEqual([people, [v(0), c, v(10), v(10)]])
      expect(shown[1]).toEqual(c)
    }
  })

  it('a mark within a sum of few is taken for nobody as well, or four quarters of somebody would leave a year no five values', () => {
    const quarters = [1, 2, 1, 2].map((denominator) => ({ owner: 'T0', count: { numerator: 0, denominator } }))
    const cells = quarters.map((_, leaf): JointCell => ({ id: `Q${leaf}`, level: 'trust', use: 'published', leaves: [leaf] }))
    const year: JointCell = { id: 'year', level: 'trust', use: 'published', leaves: [0, 1, 2, 3] }
    const table: JointTable = { kind: 'whole', leaves: quarters, cells: [...cells, year] }
    expect([...byId(table).values()].map(({ denominator }) => denominator)).toEqual([c, c, c, c, c])
    const { system } = jointSystem(table, POLICY, new Map())
    const leastOf = (cell: number) => system.rows[rowOf(cell, 'denominator')]?.least
    expect([0, 4].map(leastOf)).toEqual([0, 1])
  })

  it('a suppressed zero is read as a suppressed three is', () => {
    const bounds = (numerator: number) => {
      const table = oneIcs([
        [
          [numerator, 5],
          [30, 90],
          [30, 90],
          [30, 90],
        ],
      ])
      const { system } = knownTo(jointSystem(table, POLICY, new Map()), new Uint8Array(99), PUBLIC)
      const at = table.cells.findIndex(({ id }) => id === 'T0 Q')
      return PARTS.map((part) => ({ least: system.rows[rowOf(at, part)]?.least, most: system.rows[rowOf(at, part)]?.most }))
    }
    expect(bounds(0)).toEqual(bounds(3))
  })
})

describe('what cannot be published is refused with a sentence', () => {
  const table = oneIcs([
    [
      [10, 20],
      [10, 20],
      [10, 20],
    ],
  ])
  const [leaf, ...others] = table.leaves
  const [cell, ...cells] = table.cells
  if (!leaf || !cell) throw new Error('no table')
  const reasons = (changed: Partial<JointTable>, more: Partial<JointAsk> = {}) => {
    const done = protectJointly(ask({ ...table, ...changed }, more))
    return done.kind === 'refused' ? done.reasons : []
  }

  it.each([
    [-1, 20],
    [21, 20],
    [1.5, 20],
    [1, Number.NaN],
  ])('%d of %d people', (numerator, denominator) =>
    expect(reasons({ leaves: [{ ...leaf, count: { numerator, denominator } }, ...others] })).toEqual([
      'T0 sent what is no count: a part of it is negative, not whole, or more than all of it.',
    ]),
  )

  it('a total that its parts do not make', () =>
    expect(reasons({ cells: [{ ...cell, total: { numerator: 11, denominator: 20 } }, ...cells] })).toEqual([
      'T0 M0 was sent with a total that its parts do not make.',
    ]))

  it('a cell that the catalogue lacks', () =>
    expect(reasons({}, { isInCatalogue: ({ id }) => id !== 'ICS Q' })).toEqual(['ICS Q is not in the catalogue.']))

  it('a cell that is there twice, or counts a leaf twice', () => {
    expect(reasons({ cells: [cell, ...table.cells] })).toEqual(['T0 M0 is there twice.'])
    expect(reasons({ cells: [{ ...cell, leaves: [0, 0] }, ...cells] })).toEqual([
      'T0 M0 is not a sum of counts that were sent, each once.',
    ])
  })

  it('counts that cannot have given an earlier figure', () =>
    expect(reasons({}, { earlier: new Map([['ICS Q', { numerator: v(95), denominator: v(60) }]]) })).toEqual([
      'ICS Q was published as something else than these counts give.',
    ]))

  it('what earlier figures leave open for good, as long as no solver proves otherwise', () => {
    const few = oneIcs([
      [
        [2, 30],
        [0, 30],
        [0, 30],
        [9, 30],
      ],
    ])
    const earlier = new Map(
      ['T1 Q', 'T2 Q', 'T3 Q', 'ICS Q', 'ICS M0'].map((id) => {
        const numerator = { 'T3 Q': 10, 'ICS Q': 10, 'ICS M0': 10 }[id] ?? 0
        return [id, { numerator: v(numerator), denominator: v(id.startsWith('T') ? 30 : 120) }]
      }),
    )
    expect(reasons(few, { earlier })[0]).toBe(
      'The numerator of a trust figure that is never shown is not proved safe: a reader might hold it to fewer than 5 values.',
    )
  })
})
