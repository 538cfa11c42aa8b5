import { confidential, isValue, notAvailable } from '@oh/disclosure'
import type { LondonDate, Month, Period, TrustCode } from '@oh/kernel'
import { type Count, GRID_PLACES, type GridPlace, sumAt } from '@oh/measures'
import { isOpen, trusts } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { idOf, isInCatalogue } from './cell-name.ts'
import type { Contribution, FigureCell } from './make-cells.ts'
import { populationYears, type YearAsk } from './population-year.ts'
import { keptFigures, preparedCells, weighedFigures } from './prepared-cells.ts'
import { digestOf } from './publish.ts'
import { openSolver } from './solver.ts'
import { weighPopulation } from './weigh-population.ts'
import { cellsOfYear } from './year-cells.ts'

const MEASURE = 'received-seen-within-10'
const SPRING = ['2026-04', '2026-05', '2026-06'] as Month[]
const Q1 = '2026/27-Q1' as Period
const [FIRST, LAST] = ['2026-04-01', '2026-06-30'] as LondonDate[]
const codesOf = (ics: string) =>
  trusts()
    .filter((trust) => trust.ics['2022'] === ics && isOpen(trust, FIRST as LondonDate) && isOpen(trust, LAST as LondonDate))
    .map(({ code }) => code)

type Grid = readonly (GridPlace & Count)[]
/** Nobody of the staff groups named, and everywhere else as many as this. */
const gridOf = (numerator: number, denominator: number, ...nobodyOf: readonly string[]): Grid =>
  GRID_PLACES.filter(({ staffGroup }) => !nobodyOf.includes(staffGroup)).map((place) => ({ ...place, numerator, denominator }))
const sent = (codes: readonly string[], grid: Grid | undefined, more: Partial<Contribution> = {}): Contribution[] =>
  SPRING.flatMap((month) =>
    codes.map((employer) => ({
      ...{ employer: employer as TrustCode, month, floor: 8 },
      counts: new Map([[MEASURE, grid ? sumAt(grid, {}) : { numerator: 60, denominator: 90 }]]),
      grids: new Map(grid ? [[MEASURE, grid]] : []),
      ...more,
    })),
  )
const year = (contributions: readonly Contribution[]): YearAsk => ({
  months: SPRING,
  sent: contributions,
  earlier: [],
  senders: [],
})

const solve = await openSolver()
function weighed(ask: YearAsk) {
  const cells = cellsOfYear(ask)
  const work = populationYears(ask, cells).find(({ population }) => population === 'referrals')
  const done = work && weighPopulation(work, solve, () => 0)
  if (done?.kind !== 'weighed') throw new Error(done?.reasons.join(' '))
  const own = cells.filter(({ frame }) => frame.measure === MEASURE)
  const figures = weighedFigures([{ population: 'referrals', figures: done.figures }])
  return preparedCells(own, figures, keptFigures(ask, own, work ? [work] : []))
}
/** The one figure of the quarter at a place; the whole when none is named. */
const at = <Cell extends FigureCell>(cells: readonly Cell[], level: string, area: string, place: Partial<GridPlace> = {}) => {
  const wanted = { level, area, period: Q1, staffGroup: undefined, reasonGroup: undefined, ...place }
  const found = cells.find((cell) => Object.entries(wanted).every(([key, value]) => cell[key as keyof Cell] === value))
  if (!found) throw new Error(`no ${JSON.stringify(wanted)}`)
  return found
}
const isGrid = ({ staffGroup, reasonGroup }: FigureCell) => staffGroup !== undefined || reasonGroup !== undefined
const plenty = gridOf(6, 10)

describe('the figures of a grid', () => {
  it('are summed over everybody who sent the grid of every month, by each dimension', () => {
    const [late, ...others] = codesOf('QYG')
    const ask = year([
      ...sent(others, plenty),
      ...sent([late ?? ''], plenty).slice(0, 2),
      ...sent([late ?? ''], undefined).slice(2),
    ])
    const cells = weighed(ask)
    // five reasons and three months of 10 each
    expect(at(cells, 'england', 'ENG', { staffGroup: 'nurses' })).toMatchObject({
      contributors: others.length,
      denominator: { value: 150 * others.length },
    })
    expect(at(cells, 'ics', 'QYG', { reasonGroup: 'stress' })).toMatchObject({
      contributors: others.length,
      denominator: { value: 240 * others.length },
    })
    expect(at(cells, 'ics', 'QYG').contributors).toBe(others.length + 1)
  })

  it('are not there when nobody sent a grid, and of no month', () => {
    expect(cellsOfYear(year(sent(codesOf('QYG'), undefined))).some(({ frame }) => isGrid(frame as FigureCell))).toBe(false)
    const some = cellsOfYear(year(sent(codesOf('QYG'), plenty))).filter(({ frame }) => isGrid(frame as FigureCell))
    expect(new Set(some.map(({ frame }) => frame.period))).toEqual(new Set([Q1]))
  })

  it('take nothing from what is shown of the whole', () => {
    const few = [...gridOf(2, 3, 'nurses'), ...plenty.filter(({ staffGroup }) => staffGroup === 'nurses')]
    const counts = (grid: boolean) =>
      year(
        [...sent(codesOf('QYG'), few), ...sent(codesOf('QOP'), plenty)].map((each) =>
          grid ? each : { ...each, grids: new Map() },
        ),
      )
    const [plain, divided] = [weighed(counts(false)), weighed(counts(true))]
    expect(divided.filter((cell) => !isGrid(cell))).toEqual(plain)
    expect(divided.filter((cell) => isGrid(cell) && isValue(cell.denominator)).length).toBeGreaterThan(20)
  })

  it('hide few people, and obey the floor that a trust raises', () => {
    const [raised, ...others] = codesOf('QYG')
    const of = (floor: number) =>
      at(weighed(year([...sent(others, gridOf(1, 3)), ...sent([raised ?? ''], gridOf(1, 3), { floor })])), 'ics', 'QYG', {
        staffGroup: 'midwives',
      })
    expect(isValue(of(8).denominator)).toBe(true)
    expect(of(1_000)).toMatchObject({ numerator: confidential, denominator: confidential, why: { denominator: 'primary' } })
  })

  it('of nobody can be believed to be of somebody: the places of nothing are weighed at the end of a quarter', () => {
    const ask = year(sent(codesOf('QYG'), gridOf(6, 10, 'midwives')))
    const [received] = populationYears(ask, cellsOfYear(ask)).filter(({ population }) => population === 'referrals')
    const midwives = received?.divided?.table.cells.find(({ id }) => id === `${MEASURE} ics QYG midwives/every ${Q1}`)
    expect(midwives?.leaves).toHaveLength(5 * codesOf('QYG').length)
    const leaves = received?.divided?.table.leaves ?? []
    expect(new Set(midwives?.leaves.map((leaf) => leaves[leaf]?.count.denominator))).toEqual(new Set([0]))
  })

  it('have names of their own, and those that the catalogue lacks are not in it', () => {
    const [level, area] = ['ics', 'QYG'] as const
    const name = (place: Partial<GridPlace>, period = Q1) => idOf({ measure: MEASURE, level, area, period, ...place })
    expect(name({})).toBe(`${MEASURE} ics QYG ${Q1}`)
    const has = (id: string) => isInCatalogue({ id, level })
    expect([has(name({ staffGroup: 'nurses' })), has(name({ reasonGroup: 'stress' }))]).toEqual([true, true])
    expect(has(name({ staffGroup: 'nurses', reasonGroup: 'stress' }))).toBe(false)
    expect(has(name({ staffGroup: 'nurses' }, '2026-04' as Period))).toBe(false)
    expect(has(`${MEASURE} ics QYG pilots/every ${Q1}`)).toBe(false)
  })

  it('are left out where nothing makes them safe, and the whole is published without them', () => {
    // seven of each of eight staff groups: who reads 55 for all, and few for each, knows that each are 4 to 7
    const codes = codesOf('QYG').slice(0, 3)
    const seven = sent(codes, undefined).map((each, at) => {
      const grid = GRID_PLACES.map((place, nth) => ({ ...place, numerator: nth % 5 === 0 && at < 7 ? 1 : 0, denominator: 6 }))
      return { ...each, counts: new Map([[MEASURE, sumAt(grid, {})]]), grids: new Map([[MEASURE, grid]]) }
    })
    const cells = weighed(year(seven))
    expect(at(cells, 'england', 'ENG')).toMatchObject({ numerator: { value: 55 }, contributors: codes.length })
    const grids = cells.filter((cell) => isGrid(cell) && cell.contributors > 0)
    expect(grids.length).toBeGreaterThan(20)
    expect(new Set(grids.flatMap(({ numerator, denominator }) => [numerator, denominator]))).toEqual(new Set([notAvailable]))
  })
})

describe('a year that is refreshed with its grids', () => {
  const codes = codesOf('QYG')
  const [corrected] = codes
  const before = sent(codes, plenty)
  /** One trust has counted twenty people more among its nurses of May, half of them seen. */
  const more = plenty.map((each) =>
    each.staffGroup === 'nurses' && each.reasonGroup === 'stress' ? { ...each, numerator: 16, denominator: 30 } : each,
  )
  const now = before.map((each) =>
    each.employer === corrected && each.month === '2026-05' ? (sent([each.employer], more)[1] ?? each) : each,
  )
  const earlier = weighed(year(before)).map(({ why: _why, ...cell }) => cell)
  const refreshed = weighed({ ...year(now), before, earlier })

  it('has new figures where a place was corrected, and for all places together', () => {
    const whole = (cells: readonly FigureCell[], place: Partial<GridPlace>) => at(cells, 'england', 'ENG', place).denominator
    for (const place of [{ staffGroup: 'nurses' }, { reasonGroup: 'stress' }, {}] as const) {
      const [was, is] = [whole(earlier, place), whole(refreshed, place)]
      expect(isValue(was) && isValue(is) && is.value - was.value).toBe(20)
    }
  })

  it('keeps the figures of every other place as they were published, byte for byte', () => {
    const untouched = refreshed.filter(
      (cell) => isGrid(cell) && cell.staffGroup !== 'nurses' && cell.reasonGroup !== 'stress' && cell.contributors > 0,
    )
    expect(untouched.length).toBeGreaterThan(30)
    for (const { why: _why, ...cell } of untouched)
      expect(JSON.stringify(cell)).toBe(JSON.stringify(earlier.find((each) => idOf(each) === idOf(cell))))
  })
})

describe('the digest of a publication', () => {
  const cell: FigureCell = {
    ...{ measure: MEASURE, version: 1, level: 'ics', area: 'QYG', period: Q1 },
    ...{ numerator: { value: 60 }, denominator: { value: 90 }, contributors: 9, expected: 9, staffCovered: 100 },
  }

  it('of what has no grid is the one that it was before there were any', () => {
    // printf '4\n["received-seen-within-10",1,"ics","QYG","2026/27-Q1",{"value":60},{"value":90},9,9,100]' | sha256sum
    expect(digestOf(4, [cell])).toBe('831fc2ec74092ae8e2e1e9d0d8dc53a0cc84c4e00f418a3c76d9a87a284812c5')
  })

  it('covers where in a grid a figure stands', () => {
    const all = [
      cell,
      { ...cell, staffGroup: 'nurses' },
      { ...cell, staffGroup: 'doctors' },
      { ...cell, reasonGroup: 'stress' },
    ] as const
    expect(new Set(all.map((each) => digestOf(4, [each as FigureCell]))).size).toBe(4)
  })
})
