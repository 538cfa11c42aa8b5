import type { LondonDate, Month, Period, TrustCode } from '@oh/kernel'
import type { Count } from '@oh/measures'
import { icsList, isOpen, trusts } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { syntheticMonth } from '../seeding/synthetic-month.ts'
import {
  areasOf,
  type Contribution,
  ENGLAND,
  editionsOf,
  monthsIn,
  monthsOfYearUpTo,
  type PlannedCell,
  periodsClosedBy,
  planCells,
} from './make-cells.ts'

const october = '2026-10' as Month
const quarter = '2026/27-Q2' as Period
const sent = (employer: string, count: Count, more: Partial<Contribution> = {}): Contribution => ({
  employer: employer as TrustCode,
  month: october,
  floor: 8,
  counts: new Map([['seen-within-10', count]]),
  ...more,
})
const cells = (contributions: readonly Contribution[], period: Period = october) => planCells(period, contributions)
const cellOf = (list: readonly PlannedCell[], level: string, area: string, measure = 'seen-within-10') =>
  list.find(({ frame }) => frame.level === level && frame.area === area && frame.measure === measure)
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
  const codes = trustsOf('QYG').slice(0, 3)
  const made = cells(codes.map((code) => sent(code, { numerator: 11, denominator: 21 })))

  it('sum the trusts of each ICS, each region and England', () => {
    for (const [level, area] of [
      ['ics', 'QYG'],
      ['region', 'Y62'],
      ['england', ENGLAND],
    ] as const)
      expect(cellOf(made, level, area)).toMatchObject({
        count: { numerator: 33, denominator: 63 },
        employers: codes,
        frame: { contributors: 3 },
      })
  })

  it('say how many organisations and what share of the staff they hold', () => {
    const all = trustsOf('QYG')
    expect(cellOf(made, 'ics', 'QYG')?.frame).toMatchObject({
      expected: all.length,
      staffCovered: Math.floor((100 * staffOf(...codes)) / staffOf(...all)),
    })
  })

  it('hold an ICS from which nothing came, with nobody in it', () => {
    expect(cellOf(cells([]), 'ics', 'QYG')).toMatchObject({ count: undefined, employers: [], frame: { contributors: 0 } })
  })

  it('hold no trust, but for posts', () => {
    const posts = new Map([['clinical-wte-per-1000', { numerator: 1_203, denominator: 6_000 }]])
    const own = cells([sent('RWE', { numerator: 50, denominator: 100 }, { counts: posts })])
    expect(own.filter(({ frame }) => frame.level === 'trust' && frame.area === 'RWE')).toMatchObject([
      { kind: 'resource', frame: { measure: 'clinical-wte-per-1000' }, count: { numerator: 1_203, denominator: 6_000 } },
    ])
  })

  it('hold no escalation', () => {
    expect(cells([]).filter(({ frame }) => frame.measure.startsWith('escalation'))).toEqual([])
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
    expect(cellOf(made, 'trust', one)).toMatchObject({ count: { numerator: 30, denominator: 90 } })
    expect(cellOf(made, 'trust', two)).toMatchObject({ count: undefined, frame: { contributors: 0 } })
  })

  it('have the highest floor that a contributor asked for in any of the months', () => {
    const made = cells(
      months.map((month, at) => sent('RWE', { numerator: 5, denominator: 40 }, { month, floor: at === 1 ? 20 : 8 })),
      quarter,
    )
    expect(cellOf(made, 'trust', 'RWE')).toMatchObject({ floor: 20 })
  })

  it('are made of all their months where something happened, and of the last where something stands', () => {
    expect(monthsIn('seen-within-10', 'numerator', quarter)).toEqual(months)
    expect(monthsIn('waiting-over-10', 'numerator', quarter)).toEqual(['2026-09'])
    expect(monthsIn('escalations-per-1000', 'denominator', quarter)).toEqual(['2026-09'])
  })

  it('are closed by their last month alone', () => {
    expect(periodsClosedBy('2026-08' as Month)).toEqual(['2026-08'])
    expect(periodsClosedBy('2026-09' as Month)).toEqual(['2026-09', '2026/27-Q2'])
    expect(periodsClosedBy('2027-03' as Month)).toEqual(['2027-03', '2026/27-Q4', '2026/27'])
  })

  it('begin with April', () => {
    expect(monthsOfYearUpTo('2026-06' as Month)).toEqual(['2026-04', '2026-05', '2026-06'])
    expect(monthsOfYearUpTo('2027-02' as Month)).toHaveLength(11)
  })
})

describe('areas', () => {
  const systems = (period: Period) => areasOf(period).flatMap(({ level, code }) => (level === 'ics' ? [code] : []))

  it('are 42 ICSs of edition 2022 in region order, seven regions and England', () => {
    const areas = areasOf('2026-03' as Month)
    expect(systems('2026-03' as Month)).toEqual(icsList('2022').map(({ code }) => code))
    expect(areas.filter(({ level }) => level === 'region')).toHaveLength(7)
    expect(areas.at(-1)).toMatchObject({ level: 'england', code: ENGLAND })
  })

  it('are those of both editions from the year in which the boards changed, frozen until it ends', () => {
    expect(editionsOf('2026-03' as Month)).toEqual(['2022'])
    expect(editionsOf('2025/26' as Period)).toEqual(['2022'])
    expect(editionsOf('2026-04' as Month)).toEqual(['2022', '2026'])
    const both = new Set([...icsList('2022'), ...icsList('2026')].map(({ code }) => code as string))
    expect(new Set(systems(october))).toEqual(both)
    expect(systems(october)).toHaveLength(both.size)
  })

  it('of a code that both editions have hold the same trusts in both, so that they are one and the same figure', () => {
    const codesOf = (code: string, edition: '2022' | '2026') =>
      trusts().flatMap((trust) => (trust.ics[edition] === code ? [trust.code] : []))
    const stayed = icsList('2026').filter(({ code }) => icsList('2022').some((each) => each.code === code))
    expect(stayed.length).toBeGreaterThan(20)
    for (const { code } of stayed) expect([code, codesOf(code, '2026')]).toEqual([code, codesOf(code, '2022')])
  })

  it('hold the trusts that were open for the whole of the period', () => {
    const closed = trusts().find(({ closedOn }) => closedOn !== undefined && closedOn >= '2026-01-01')
    const codes = (month: Month) => areasOf(month).flatMap(({ level, code }) => (level === 'trust' ? [code] : []))
    expect(codes('2025-12' as Month)).toContain(closed?.code)
    expect(codes('2026-12' as Month)).not.toContain(closed?.code)
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
})
