import {
  confidential,
  type JointCell,
  type JointTable,
  jointSystem,
  POLICY,
  type ProtectedCount,
  protectJointly,
  type Solve,
} from '@oh/disclosure'
import { describe, expect, it } from 'vitest'
import { openSolver } from '../../../services/rollup/src/publications/solver.ts'
import { attackAgain } from './attack-again.ts'
import { chanceFrom } from './chance.ts'
import { hierarchy, shapeOf } from './hierarchy.ts'
import { readersOf, readingOf } from './reader.ts'

/** Seven people of one trust, three trusts that stand at the high end of what rounds to them, and a total at the low end. */
const COUNTS = [
  [7, 60],
  [27, 90],
  [27, 90],
  [27, 90],
] as const
const table = icsOf(COUNTS)

/** Four trusts of one ICS, each with a figure of its own, and one for all of them. */
function icsOf(counts: readonly (readonly [numerator: number, denominator: number])[]): JointTable {
  const leaves = counts.map(([numerator, denominator], trust) => ({ owner: `T${trust}`, count: { numerator, denominator } }))
  const cells: JointCell[] = [
    ...leaves.map(({ owner }, leaf) => ({
      id: `${owner} Q`,
      level: 'trust' as const,
      leaves: [leaf],
      use: 'published' as const,
    })),
    { id: 'ICS Q', level: 'ics', leaves: [0, 1, 2, 3], use: 'published' },
  ]
  return { kind: 'share', leaves, cells }
}

function printedOf(table: JointTable, solve: Solve): ReadonlyMap<string, ProtectedCount> {
  const done = protectJointly({ table, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve })
  if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
  return new Map(done.figures.map((figure) => [figure.id, figure]))
}

describe('a reader of what is printed', () => {
  it('solves for the few people of a figure that no neighbour is suppressed for', async () => {
    const { figures } = jointSystem(table, POLICY, new Map())
    const printed = new Map(
      table.cells.flatMap(({ id }, at): [string, ProtectedCount][] => (figures[at] ? [[id, figures[at]]] : [])),
    )
    const { exact } = attackAgain(table, printed, await openSolver(), chanceFrom(1))
    expect(exact).toBeGreaterThan(0)
  })

  it('solves for nobody when the figures are protected jointly', async () => {
    const solve = await openSolver()
    const done = protectJointly({ table, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve })
    if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
    const printed = new Map(done.figures.map((figure) => [figure.id, figure]))
    const found = attackAgain(table, printed, solve, chanceFrom(1))
    expect(found).toMatchObject({ exact: 0, narrow: 0, unproved: 0 })
    expect(found.secrets).toBe(done.report.attacked)
  })

  it('solves for the few people of a third contributor when he knows the counts of two, unless that was weighed', async () => {
    const solve = await openSolver()
    const alone = icsOf([
      [27, 90],
      [18, 90],
      [11, 90],
      [7, 90],
    ])
    const known = { ...alone, insiders: [{ name: 'service', owners: ['T1', 'T2'] }] }
    const clean = { exact: 0, narrow: 0, unproved: 0 }
    expect(attackAgain(alone, printedOf(alone, solve), solve, chanceFrom(1))).toMatchObject(clean)
    expect(attackAgain(known, printedOf(alone, solve), solve, chanceFrom(1))).toMatchObject({ ...clean, exact: 1 })
    expect(attackAgain(known, printedOf(known, solve), solve, chanceFrom(1))).toMatchObject(clean)
  })

  it('solves for the third quarter of a trust with what its service of the first two knew, unless that was weighed', async () => {
    const solve = await openSolver()
    const yearOf = (first: string): JointTable => {
      const leaves = [19, 20, 7, 12].map((numerator, quarter) => ({
        ...{ owner: quarter < 2 ? first : 'T0', count: { numerator, denominator: 100 } },
      }))
      const cell = (id: string, of: readonly number[]): JointCell => ({ id, level: 'trust', use: 'published', leaves: of })
      const cells = [...leaves.map((_, leaf) => cell(`Q${leaf + 1}`, [leaf])), cell('Y', [0, 1, 2, 3])]
      return { kind: 'share', leaves, cells, insiders: [{ name: 'T0', owners: ['T0', first] }] }
    }
    const [one, two] = [yearOf('T0'), yearOf('T0 before')]
    const clean = { exact: 0, narrow: 0, unproved: 0 }
    expect(attackAgain(one, printedOf(one, solve), solve, chanceFrom(1))).toMatchObject(clean)
    expect(attackAgain(two, printedOf(one, solve), solve, chanceFrom(1))).toMatchObject({ ...clean, exact: 1 })
    expect(attackAgain(two, printedOf(two, solve), solve, chanceFrom(1))).toMatchObject(clean)
  })

  it('solves for nobody either where one part of a figure is suppressed for a neighbour and what the other tells stays', async () => {
    const solve = await openSolver()
    const chance = chanceFrom(1_044)
    const random = hierarchy(shapeOf(44, chance), chance)
    const done = protectJointly({ table: random, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve })
    if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
    const printed = new Map(done.figures.map((figure) => [figure.id, figure]))
    expect(attackAgain(random, printed, solve, chanceFrom(1))).toMatchObject({ exact: 0, narrow: 0, unproved: 0 })
  })

  it('is told nothing by a mark of England, which no rule about the figure itself hides', () => {
    const cell = (level: JointCell['level']): JointTable => ({
      ...table,
      cells: [{ id: level, level, leaves: [0, 1, 2, 3], use: 'published' }],
      leaves: table.leaves.map((leaf) => ({ ...leaf, count: { numerator: 1, denominator: 60 } })),
    })
    const [reader] = readersOf(table)
    const mostOf = (level: JointCell['level']) => {
      const marked = new Map([[level, { numerator: confidential, denominator: { value: 240 } }]])
      return reader && readingOf(cell(level), marked, reader).rows[0]?.most
    }
    expect(mostOf('ics')).toBe(7)
    expect(mostOf('england')).toBeGreaterThan(1_000_000)
  })

  it('believes no figure that these counts cannot have given', async () => {
    const printed = new Map([['ICS Q', { numerator: { value: 200 }, denominator: { value: 330 } }]])
    const solve = await openSolver()
    expect(() => attackAgain(table, printed, solve, chanceFrom(1))).toThrow('ICS Q numerator is printed as what it is not.')
  })
})
