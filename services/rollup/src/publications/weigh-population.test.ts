import { confidential, type JointCell, type JointFigure, type JointLeaf, type ProtectedCount } from '@oh/disclosure'
import { describe, expect, it } from 'vitest'
import { openSolver } from './solver.ts'
import { weighPopulation } from './weigh-population.ts'

const PERIOD = '2026/27-Q1'
const [ALL, NURSES, MIDWIVES] = ['', ' nurses/every', ' midwives/every'].map(
  (place) => `received-seen-within-10 ics QYG${place} ${PERIOD}`,
) as [string, string, string]
/** Three trusts, each with thirteen nurses and one midwife: 39 and 3, so 42 together. */
const leaves: JointLeaf[] = ['RBQ', 'REM', 'REN'].flatMap((owner) => [
  { owner, count: { numerator: 7, denominator: 13 } },
  { owner, count: { numerator: 0, denominator: 1 } },
])
const cell = (id: string, which: (leaf: number) => boolean): JointCell => ({
  ...{ id, level: 'ics', use: 'published' },
  leaves: [...leaves.keys()].filter(which),
})
const whole = [cell(ALL, () => true)]
const grids = [cell(NURSES, (leaf) => leaf % 2 === 0), cell(MIDWIVES, (leaf) => leaf % 2 === 1)]
const solve = await openSolver()
function weigh(earlier: Readonly<Record<string, ProtectedCount>>): Map<string, JointFigure> {
  const done = weighPopulation(
    {
      ...{ population: 'referrals', seeksBest: false },
      ...{ table: { kind: 'share', leaves, cells: whole }, earlier: new Map() },
      divided: { table: { kind: 'share', leaves, cells: [...whole, ...grids] }, earlier: new Map(Object.entries(earlier)) },
    },
    solve,
    () => 0,
  )
  if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
  return new Map(done.figures.map((figure) => [figure.id, figure]))
}

describe('a whole and its grids', () => {
  it('of which neither is published: the whole is shown, and of the grids is hidden what that takes', () => {
    const figures = weigh({})
    expect(figures.get(ALL)?.denominator).toEqual({ value: 40 })
    expect([NURSES, MIDWIVES].map((id) => figures.get(id)?.denominator)).toEqual([confidential, confidential])
  })

  it('gives way where grids that are published already would tell of few people beside it', () => {
    // 42 at most without 38 at least: who reads 40 of 40 knows of one to four midwives
    const published = {
      [NURSES]: { numerator: { value: 20 }, denominator: { value: 40 } },
      [MIDWIVES]: { numerator: confidential, denominator: confidential },
    }
    const figures = weigh(published)
    expect(figures.get(ALL)?.denominator).toEqual(confidential)
    for (const [id, shown] of Object.entries(published)) expect(figures.get(id)).toMatchObject(shown)
    expect(figures.size).toBe(3)
  })
})
