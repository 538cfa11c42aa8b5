import {
  attack,
  type Insider,
  type JointCell,
  type JointTable,
  jointSystem,
  knownTo,
  POLICY,
  type ProtectedCount,
  PUBLIC,
  protectJointly,
  type Row,
  type System,
  UNBOUNDED,
} from '@oh/disclosure'
import { describe, expect, it } from 'vitest'
import { openSolver } from './solver.ts'

/** Whole numbers that look like chance and are the same in each run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed * 7_919 + 17
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 12) % limit
  }
}

/** A table of two by two or two by three with some of its cells and margins known to lie between bounds. */
function smallTable(seed: number): { readonly system: System; readonly insiders: readonly Insider[] } {
  const below = numbers(seed)
  const columns = 2 + below(2)
  const truth = Array.from({ length: 2 * columns }, () => below(4))
  const at = (row: number, column: number) => row * columns + column
  const sums = [
    ...truth.map((_, unknown) => [unknown]),
    ...[0, 1].map((row) => Array.from({ length: columns }, (_, column) => at(row, column))),
    ...Array.from({ length: columns }, (_, column) => [at(0, column), at(1, column)]),
    truth.map((_, unknown) => unknown),
  ]
  const rows = sums.map((unknowns): Row => {
    const sum = unknowns.reduce((total, unknown) => total + (truth[unknown] ?? 0), 0)
    if (below(4) === 0) return { unknowns, least: 0, most: UNBOUNDED }
    const under = below(3)
    return { unknowns, least: Math.max(0, sum - under), most: sum + 2 - under }
  })
  // the whole is always known, so that there is an end to what fits
  const all = rows.at(-1)
  const whole = truth.reduce((total, value) => total + value, 0)
  if (all) rows[rows.length - 1] = { ...all, least: Math.max(0, whole - 2), most: whole + 2 }
  const protectedRows = [...rows.keys()]
  return { system: { unknowns: truth.length, rows, protectedRows }, insiders: insidersOf(rows, truth, below) }
}

/** One who knows a count, a group who know two, and one who is told of his row that the others may be as many as seven. */
function insidersOf(rows: readonly Row[], truth: readonly number[], below: (limit: number) => number): Insider[] {
  const knows = (...unknowns: number[]) => new Map(unknowns.map((unknown) => [unknown, truth[unknown] ?? 0]))
  const one = below(truth.length)
  const other = (one + 1 + below(truth.length - 1)) % truth.length
  const at = rows.findIndex(({ unknowns }) => unknowns.length > 1 && unknowns.includes(one))
  const least = truth[one] ?? 0
  return [
    { name: 'one of them', knows: knows(one), instead: new Map() },
    { name: 'a group of them', knows: knows(one, other), instead: new Map() },
    { name: 'one of few', knows: knows(one), instead: new Map([[at, { least, most: least + 7 }]]) },
  ]
}

/** Counts of four trusts, each with a figure, and one of all of them that is shown: it is between 8 and 40. */
function figuresOfAnIcs(seed: number): JointTable {
  const below = numbers(seed)
  const counts = [8 + below(3), below(9), below(9), below(9)]
  const leaves = counts.map((denominator, trust) => ({ owner: `T${trust}`, count: { numerator: 0, denominator } }))
  const all = [...leaves.keys()]
  const trusts = all.map((leaf): JointCell => ({ id: `T${leaf}`, level: 'trust', use: 'published', leaves: [leaf] }))
  return {
    ...{ kind: 'whole', leaves, insiders: [{ name: 'service', owners: ['T1', 'T2'] }] },
    cells: [...trusts, { id: 'ICS', level: 'ics', use: 'published', leaves: all }],
  }
}

/** The least and the most of every row, by going through every whole solution. */
function enumerated({ unknowns, rows: told }: System, insider?: Insider, most = told.at(-1)?.most ?? 0) {
  const rows = told.map((row, at) => ({ ...row, ...insider?.instead.get(at) }))
  const found = new Map<number, [number, number]>()
  const value: number[] = []
  const sumOf = (row: Row) => row.unknowns.reduce((total, unknown) => total + (value[unknown] ?? 0), 0)
  const visit = (unknown: number, left: number): void => {
    if (unknown < unknowns) {
      const own = insider?.knows.get(unknown)
      for (let each = own ?? 0; each <= Math.min(left, own ?? left); each += 1) {
        value[unknown] = each
        if (rows.every((row) => row.unknowns.at(-1) !== unknown || (sumOf(row) >= row.least && sumOf(row) <= row.most)))
          visit(unknown + 1, left - each)
      }
      return
    }
    for (const [at, row] of rows.entries()) {
      const sum = sumOf(row)
      const [low, high] = found.get(at) ?? [sum, sum]
      found.set(at, [Math.min(low, sum), Math.max(high, sum)])
    }
  }
  visit(0, most)
  return found
}

describe('the attack on published figures', () => {
  it('counts each of a sum as often as its weight says', async () => {
    const solve = await openSolver()
    const rows = [{ unknowns: [0, 1], least: 3, most: UNBOUNDED }]
    const ask = { unknowns: 2, sense: 'least', sum: [0, 1], rows } as const
    expect(solve(ask)).toMatchObject({ kind: 'proved', value: 3 })
    expect(solve({ ...ask, weights: [5, 2] })).toMatchObject({ kind: 'proved', value: 6 })
    expect(solve({ ...ask, weights: [2, 5] })).toMatchObject({ kind: 'proved', value: 6 })
  })

  it('takes a problem that breaks the solver for unproved, and all that are asked of it afterwards', async () => {
    const [solve, another] = [await openSolver(), await openSolver()]
    const ask = { unknowns: 1, sense: 'least', sum: [0], rows: [{ unknowns: [0], least: 3, most: 9 }] } as const
    expect(solve(ask)).toMatchObject({ kind: 'proved', value: 3 })
    expect(solve({ ...ask, weights: [Number.NaN] })).toEqual({ kind: 'out-of-time' })
    expect(solve(ask)).toEqual({ kind: 'out-of-time' })
    expect(another(ask)).toMatchObject({ kind: 'proved', value: 3 })
  })

  it('finds for every cell what enumeration of all whole solutions finds, for the public, insiders and a group', async () => {
    const solve = await openSolver()
    for (let seed = 1; seed <= 8; seed += 1) {
      const { system, insiders } = smallTable(seed)
      const all = new Map([undefined, ...insiders].map((insider) => [insider?.name, enumerated(system, insider)]))
      const findings = attack(system, insiders, solve)
      expect(new Set(findings.map(({ insider }) => insider)).size).toBe(4)
      for (const { row, insider: name, least, most, verdict } of findings) {
        const expected = all.get(name)?.get(row) ?? expect.fail('enumeration found no solution')
        expect([seed, name, row, least, most]).toEqual([seed, name, row, ...expected])
        expect(verdict).toBe(most === least ? 'exact' : most - least < 4 ? 'narrow' : 'wide')
      }
    }
  })

  it('finds the same of figures that are published together, for each trust and for who knows two of them', async () => {
    const solve = await openSolver()
    let asked = 0
    for (let seed = 1; seed <= 4; seed += 1) {
      const joint = jointSystem(figuresOfAnIcs(seed), POLICY, new Map())
      for (const attacker of [PUBLIC, ...joint.attackers.keys()]) {
        const { system, insider } = knownTo(joint, new Uint8Array(joint.system.rows.length), attacker)
        const expected = enumerated(system, insider, 40)
        for (const { row, insider: name, least, most } of attack(system, insider ? [insider] : [], solve)) {
          if (!name) continue
          asked += 1
          expect([seed, name, row, least, most]).toEqual([seed, name, row, ...(expected.get(row) ?? [])])
        }
      }
    }
    expect(asked).toBeGreaterThan(40)
  })

  it('finds the integer bounds where fractions would seem to leave room', async () => {
    // each two of three people together are one or none, and all three at least one: halves would allow 1.5
    const pairs = [
      [0, 1],
      [1, 2],
      [0, 2],
    ].map((unknowns) => ({ unknowns, least: 0, most: 1 }))
    const rows = [...pairs, { unknowns: [0, 1, 2], least: 1, most: UNBOUNDED }]
    const [finding] = attack({ unknowns: 3, rows, protectedRows: [3] }, [], await openSolver())
    expect(finding).toEqual({ row: 3, insider: undefined, verdict: 'exact', least: 1, most: 1 })
  })

  it('loses no solution where the solver simplifies problems wrongly', async () => {
    const rows = [
      { unknowns: [1, 0], least: 9, most: 11 },
      { unknowns: [1, 2, 0, 3], least: 21, most: 25 },
      { unknowns: [1], least: 3, most: 5 },
      { unknowns: [1, 2], least: 10, most: 12 },
      { unknowns: [2], least: 6, most: 8 },
      { unknowns: [0], least: 0, most: UNBOUNDED },
    ]
    // with 5 of the second, 6 of the third and 6 of the fourth all rows hold, and the first is 4
    const [finding] = attack({ unknowns: 4, rows, protectedRows: [5] }, [], await openSolver())
    expect(finding).toMatchObject({ least: 4, most: 8 })
  })

  it('says of what no solver proves in its time that it is unproved, never that it is safe', () => {
    const { system } = smallTable(3)
    const verdicts = attack(system, [], () => ({ kind: 'out-of-time' })).map(({ verdict }) => verdict)
    expect(new Set(verdicts)).toEqual(new Set(['unproved']))
  })

  it('refuses figures that contradict each other', async () => {
    const rows = [
      { unknowns: [0, 1], least: 5, most: 6 },
      { unknowns: [0], least: 8, most: 9 },
    ]
    const solve = await openSolver()
    expect(() => attack({ unknowns: 2, rows, protectedRows: [0] }, [], solve)).toThrow('contradicts itself')
  })
})

describe('a proof that only the solver finds', () => {
  it.each([
    ['stays near the truth, where large counts beside it may be anything', 4],
    ['is found near the sum alone, where thousands of counts hang together with it', 4_000],
  ])('%s', async (_rule, large) => {
    const solve = await openSolver()
    const done = protectJointly({ ...longChain(large), policy: POLICY, isInCatalogue: () => true, solve })
    expect(done).toMatchObject({ kind: 'protected' })
  })
})

/**
 * Months of a trust of which every two were published together, each at the edge of what its rounding says: to believe in one
 * person more in the first, one must believe in one fewer in the second, and so on to the last. Nothing can be suppressed any
 * more. Beside them stand large months that are shown in one sum alone.
 */
function longChain(large: number): { readonly table: JointTable; readonly earlier: ReadonlyMap<string, ProtectedCount> } {
  const [few, months] = [3, 30]
  const counts = [few]
  for (let month = 1; month < months; month += 1)
    counts.push((month === 1 ? 52 : month % 2 === 1 ? 102 : 103) - (counts.at(-1) ?? 0))
  const leaves = [...counts, ...Array.from({ length: large }, () => 30_000)].map((denominator) => ({
    owner: 'RX1',
    count: { numerator: 0, denominator },
  }))
  const pairs = counts
    .slice(1)
    .map((_, at): JointCell => ({ id: `pair ${at}`, level: 'trust', leaves: [at, at + 1], use: 'published' }))
  const all: JointCell = { id: 'all', level: 'trust', leaves: [...leaves.keys()], use: 'published' }
  const secret: JointCell = { id: 'first', level: 'trust', leaves: [0], use: 'watched' }
  const table: JointTable = { kind: 'whole', leaves, cells: [...pairs, all, secret] }
  const { figures } = jointSystem(table, POLICY, new Map())
  return {
    table,
    earlier: new Map(table.cells.flatMap(({ id, use }, at) => (use === 'published' && figures[at] ? [[id, figures[at]]] : []))),
  }
}
