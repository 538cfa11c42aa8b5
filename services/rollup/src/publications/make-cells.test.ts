import { isValue, POLICY } from '@oh/disclosure'
import type { LondonDate, Month, Period, TrustCode } from '@oh/kernel'
import type { Count } from '@oh/measures'
import { icsList, isOpen, trusts } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { syntheticMonth } from '../seeding/synthetic-month.ts'
import { areasOf, type Contribution, ENGLAND, type FigureCell, makeCells, periodsClosedBy } from './make-cells.ts'

const october = '2026-10' as Month
const quarter = '2026/27-Q2' as Period
const sent = (employer: string, count: Count, more: Partial<Contribution> = {}): Contribution => ({
  employer: employer as TrustCode,
  month: october,
  floor: 8,
  counts: new Map([['seen-within-10', count]]),
  ...more,
})
const cells = (contributions: readonly Contribution[], period: Period = october) =>
  makeCells(period, areasOf(period, '2022'), contributions, POLICY)
const cellOf = (list: readonly FigureCell[], level: string, area: string, measure = 'seen-within-10') =>
  list.find((cell) => cell.level === level && cell.area === area && cell.measure === measure)
/** The trusts of an ICS in edition 2022 that are open at the end of October 2026. */
const trustsOf = (ics: string) =>
  trusts()
    .filter((trust) => trust.ics['2022'] === ics && isOpen(trust, '2026-10-31' as LondonDate))
    .map(({ code }) => code)
const staffOf = (...codes: string[]) =>
  trusts()
    .filter(({ code }) => codes.includes(code))
    .reduce((sum, { staffFte }) => sum + staffFte, 0)

describe('the cells of a month', () => {
  it('sum the trusts of each ICS, each region and England, and round after summing', () => {
    const codes = trustsOf('QYG').slice(0, 3)
    const made = cells(codes.map((code) => sent(code, { numerator: 11, denominator: 21 })))
    // 33 of 63: the sum of what was rounded before would be 30 of 60.
    expect(cellOf(made, 'ics', 'QYG')).toMatchObject({ numerator: { value: 35 }, denominator: { value: 65 }, contributors: 3 })
    expect(cellOf(made, 'region', 'Y62')).toMatchObject({ numerator: { value: 35 }, contributors: 3 })
    expect(cellOf(made, 'england', ENGLAND)).toMatchObject({ numerator: { value: 35 }, contributors: 3 })
  })

  it('say how many organisations and what share of the staff they hold', () => {
    const codes = trustsOf('QYG').slice(0, 3)
    const made = cells(codes.map((code) => sent(code, { numerator: 11, denominator: 21 })))
    const all = trustsOf('QYG')
    expect(cellOf(made, 'ics', 'QYG')).toMatchObject({
      expected: all.length,
      staffCovered: Math.floor((100 * staffOf(...codes)) / staffOf(...all)),
    })
  })

  it('hold an ICS from which nothing came, as not available', () => {
    expect(cellOf(cells([]), 'ics', 'QYG')).toMatchObject({
      numerator: { mark: 'x' },
      denominator: { mark: 'x' },
      contributors: 0,
    })
  })

  it('hold no trust, but for posts', () => {
    const posts = new Map([['clinical-wte-per-1000', { numerator: 1_203, denominator: 6_000 }]])
    const made = cells([sent('RWE', { numerator: 50, denominator: 100 }, { counts: posts })])
    expect(made.filter(({ level, area }) => level === 'trust' && area === 'RWE')).toMatchObject([
      { measure: 'clinical-wte-per-1000', numerator: { value: 1_203 }, denominator: { value: 6_000 } },
    ])
  })

  it('hold no escalation', () => {
    expect(cells([]).filter(({ measure }) => measure.startsWith('escalation'))).toEqual([])
  })
})

describe('a figure of two trusts', () => {
  const [first = '', second = ''] = trustsOf('QK1')
  const both = (one: Count, two: Count, months: readonly Month[]) =>
    months.flatMap((month) => [sent(first, one, { month }), sent(second, two, { month })])
  const summer = ['2026-07', '2026-08', '2026-09'] as Month[]
  const large = { numerator: 50, denominator: 100 }
  const small = { numerator: 1, denominator: 100 }

  it('is confidential by month, for each could take its own away from it', () => {
    expect(cellOf(cells(both(large, large, [october])), 'ics', 'QK1')).toMatchObject({
      numerator: { mark: 'c' },
      denominator: { mark: 'c' },
      contributors: 2,
    })
  })

  it('is shown by quarter when both trusts are shown by quarter', () => {
    expect(cellOf(cells(both(large, large, summer), quarter), 'ics', 'QK1')).toMatchObject({
      numerator: { value: 300 },
      denominator: { value: 600 },
    })
  })

  it('is confidential by quarter when one of them is', () => {
    const made = cells(both(large, small, summer), quarter)
    expect(cellOf(made, 'trust', second)).toMatchObject({ numerator: { mark: 'c' } })
    expect(cellOf(made, 'ics', 'QK1')).toMatchObject({ numerator: { mark: 'c' } })
  })
})

describe('longer periods', () => {
  const months = ['2026-07', '2026-08', '2026-09'] as Month[]

  it('count an organisation that sent every month of them, and no other', () => {
    const [one = '', two = ''] = trustsOf('QYG')
    const count = { numerator: 10, denominator: 30 }
    const made = cells(
      [...months.map((month) => sent(one, count, { month })), ...months.slice(0, 2).map((month) => sent(two, count, { month }))],
      quarter,
    )
    expect(cellOf(made, 'trust', one)).toMatchObject({ numerator: { value: 30 }, denominator: { value: 90 } })
    expect(cellOf(made, 'trust', two)).toMatchObject({ numerator: { mark: 'x' }, denominator: { mark: 'x' }, contributors: 0 })
  })

  it('obey the highest floor that a contributor asked for in any of the months', () => {
    const made = cells(
      months.map((month, at) => sent('RWE', { numerator: 5, denominator: 40 }, { month, floor: at === 1 ? 20 : 8 })),
      quarter,
    )
    expect(cellOf(made, 'trust', 'RWE')).toMatchObject({ numerator: { mark: 'c' }, denominator: { value: 120 } })
  })

  it('are closed by their last month alone', () => {
    expect(periodsClosedBy('2026-08' as Month)).toEqual(['2026-08'])
    expect(periodsClosedBy('2026-09' as Month)).toEqual(['2026-09', '2026/27-Q2'])
    expect(periodsClosedBy('2027-03' as Month)).toEqual(['2027-03', '2026/27-Q4', '2026/27'])
  })
})

describe('areas', () => {
  it('are 42 ICSs of edition 2022 in region order, seven regions and England', () => {
    const areas = areasOf(october, '2022')
    expect(areas.filter(({ level }) => level === 'ics').map(({ code }) => code)).toEqual(icsList('2022').map(({ code }) => code))
    expect(areas.filter(({ level }) => level === 'region')).toHaveLength(7)
    expect(areas.at(-1)).toMatchObject({ level: 'england', code: ENGLAND })
  })

  it('hold the trusts that were open for the whole of the period', () => {
    const closed = trusts().find(({ closedOn }) => closedOn !== undefined && closedOn >= '2026-01-01')
    const last = (closed?.closedOn ?? '').slice(0, 7) as Month
    const codes = (month: Month) => areasOf(month, '2022').flatMap(({ level, code }) => (level === 'trust' ? [code] : []))
    expect(codes('2025-12' as Month)).toContain(closed?.code)
    expect(codes('2026-12' as Month)).not.toContain(closed?.code)
    expect(last).toMatch(/^2026-/)
  })
})

describe('made-up figures', () => {
  const all = trusts().map((trust) => ({ trust, counts: syntheticMonth(trust, october) }))

  it('are the same for the same trust and month', () => {
    for (const { trust, counts } of all.slice(0, 20)) expect([...syntheticMonth(trust, october)]).toEqual([...counts])
  })

  it('could be true: no numerator of people is above its denominator', () => {
    for (const { counts } of all)
      for (const [id, { numerator, denominator }] of counts)
        if (id !== 'clinical-wte-per-1000') expect(numerator).toBeLessThanOrEqual(denominator)
  })

  it('lie where they are centred: clinical staff, and referrals seen in time', () => {
    const total = (id: string, part: keyof Count) =>
      all.reduce((sum, { counts }) => sum + ((counts as ReadonlyMap<string, Count>).get(id)?.[part] ?? 0), 0)
    expect(total('clinical-wte-per-1000', 'numerator') / 100 / 205).toBeGreaterThan(9)
    expect(total('clinical-wte-per-1000', 'numerator') / 100 / 205).toBeLessThan(17)
    const share = total('seen-within-10', 'numerator') / total('seen-within-10', 'denominator')
    expect([share > 0.55, share < 0.75]).toEqual([true, true])
  })

  it('make every case of the rules: shown, confidential and rounded figures', () => {
    const made = makeCells('2026/27-Q2' as Period, areasOf(quarter, '2022'), months36(['2026-07', '2026-08', '2026-09']), POLICY)
    const people = made.filter(({ measure, level }) => measure === 'seen-within-10' && level === 'trust')
    expect(people.filter(({ numerator }) => isValue(numerator)).length).toBeGreaterThan(100)
    expect(people.filter(({ numerator }) => 'mark' in numerator && numerator.mark === 'c').length).toBeGreaterThan(5)
  })
})

function months36(months: readonly string[]): Contribution[] {
  return trusts().flatMap((trust) =>
    months.map((month) => ({
      employer: trust.code,
      month: month as Month,
      floor: 8,
      counts: syntheticMonth(trust, month as Month),
    })),
  )
}
