import type { Count } from '@oh/measures'
import { describe, expect, it } from 'vitest'
import { type JointCell, type JointTable, jointSystem } from './joint-table.ts'
import { POLICY } from './policy.ts'
import { protectJointly } from './protect-jointly.ts'
import { PARTS, rowOf } from './shares.ts'

const of = (numerator: number, denominator: number): Count => ({ numerator, denominator })

/** Months of some trusts that are never shown, with their quarters and that of the ICS. */
function quarter(trusts: readonly (readonly Count[])[]): JointTable {
  const leaves = trusts.flatMap((months, trust) => months.map((count) => ({ owner: `T${trust}`, count })))
  const at = (trust: number) => [...leaves.keys()].filter((leaf) => leaves[leaf]?.owner === `T${trust}`)
  const cells = trusts.flatMap((_, trust): JointCell[] => [
    ...at(trust).map((leaf, m): JointCell => ({ id: `T${trust} M${m}`, level: 'trust', use: 'watched', leaves: [leaf] })),
    { id: `T${trust} Q`, level: 'trust', use: 'published', leaves: at(trust) },
  ])
  return { kind: 'share', leaves, cells: [...cells, { id: 'ICS Q', level: 'ics', use: 'published', leaves: [...leaves.keys()] }] }
}

/** What the public may not learn of a cell. */
function secretsOf(table: JointTable, id: string): string[] {
  const { targets } = jointSystem(table, POLICY, new Map())
  const at = table.cells.findIndex((cell) => cell.id === id)
  return PARTS.filter((part) => targets.some(({ row, attacker }) => row === rowOf(at, part) && attacker === undefined))
}

const decent = [of(20, 60), of(20, 60)]

describe('nobody is as much a secret as few are', () => {
  it('where it is nobody or everybody of few, shown or never shown', () => {
    const table = quarter([[of(0, 3), of(20, 60)], [of(12, 12), of(20, 60)], [of(0, 2), of(0, 3)], decent])
    expect(secretsOf(table, 'T0 M0')).toEqual(['numerator', 'rest', 'denominator'])
    expect(secretsOf(table, 'T1 M0')).toEqual(['rest'])
    expect(secretsOf(table, 'T2 Q')).toEqual(['numerator', 'rest', 'denominator'])
  })

  it('where it is suppressed for another part of the figure', () => {
    // nobody of twelve, whom one contributor of few may not take apart
    const table = quarter([[of(0, 6)], [of(0, 2)], [of(0, 4)]])
    expect(secretsOf(table, 'ICS Q')).toEqual(['numerator'])
  })

  it('but not in a decent whole, nor in a part of one that is shown as 0', () => {
    const table = quarter([[of(0, 3), of(0, 60)], decent, decent])
    expect(secretsOf(table, 'T0 M1')).toEqual([])
    expect(secretsOf(table, 'T0 Q')).toEqual([])
    expect(secretsOf(table, 'T0 M0')).toEqual(['rest', 'denominator'])
  })

  it('but not where it is told elsewhere, so that nothing else is refused for it', () => {
    const table = quarter([[of(4, 4)], [of(0, 9)], [of(3, 30)], [of(4, 40)]])
    const live: JointCell = { id: 'beside', level: 'trust', use: 'live', leaves: [0], told: { rest: { value: 0 } } }
    const both = { ...table, cells: [...table.cells, live] }
    const solve = () => ({ kind: 'out-of-time' }) as const
    expect(secretsOf(both, 'T0 Q')).toEqual(['numerator', 'denominator'])
    const ask = { table: both, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve }
    expect(protectJointly(ask)).toMatchObject({ kind: 'protected' })
  })
})
