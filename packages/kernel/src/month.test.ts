import { describe, expect, it } from 'vitest'
import type { LondonDate } from './instant.ts'
import {
  addMonths,
  asMonth,
  asPeriod,
  firstDayOf,
  lastDayOf,
  type Month,
  monthOf,
  monthsOf,
  type Period,
  periodKind,
  periodOf,
} from './month.ts'

const month = (text: string) => text as Month

describe('a month', () => {
  it.each(['2026-11', '1999-01', '2026-12'])('is %s', (text) => expect(asMonth(text)).toBe(text))
  it.each(['2026-13', '2026-00', '2026-1', '202-11', '2026-11-01', '', ' 2026-11', '2026-11\u0000'])('is not %j', (text) =>
    expect(asMonth(text)).toBeUndefined(),
  )

  it('goes on over the end of a year, both ways', () => {
    expect(addMonths(month('2026-11'), 2)).toBe('2027-01')
    expect(addMonths(month('2026-01'), -1)).toBe('2025-12')
    expect(addMonths(month('2026-03'), -27)).toBe('2023-12')
  })

  it('knows its first and last day, leap years too', () => {
    expect([firstDayOf(month('2028-02')), lastDayOf(month('2028-02')), lastDayOf(month('2026-02'))]).toEqual([
      '2028-02-01',
      '2028-02-29',
      '2026-02-28',
    ])
    expect(monthOf('2026-11-21' as LondonDate)).toBe('2026-11')
  })
})

describe('a period', () => {
  it('is a financial year from April to March, and its quarters', () => {
    expect(periodOf('year', month('2026-03'))).toBe('2025/26')
    expect(periodOf('year', month('2026-04'))).toBe('2026/27')
    expect(periodOf('quarter', month('2026-04'))).toBe('2026/27-Q1')
    expect(periodOf('quarter', month('2027-01'))).toBe('2026/27-Q4')
    expect(periodOf('year', month('1999-12'))).toBe('1999/00')
  })

  it.each(['2026-11', '2026/27', '2026/27-Q4', '1999/00'])('is %s', (text) => expect(asPeriod(text)).toBe(text))
  it.each(['2026/28', '2026/27-Q5', '2026', '2026/27-Q', '2026-Q1', 'last month'])('is not %j', (text) =>
    expect(asPeriod(text)).toBeUndefined(),
  )

  it.each(['2026-11', '2026/27', '2026/27-Q1', '2026/27-Q4'])('%s holds exactly the months that lie in it', (text) => {
    const period = text as Period
    const kind = periodKind(period)
    const all = Array.from({ length: 60 }, (_, at) => addMonths(month('2024-01'), at))
    expect(monthsOf(period)).toEqual(all.filter((each) => periodOf(kind, each) === period))
  })
})
