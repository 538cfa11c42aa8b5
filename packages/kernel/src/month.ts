import type { Branded } from './ids.ts'
import { addDays, type LondonDate } from './instant.ts'

/** A calendar month as `YYYY-MM`. Text order is time order. */
export type Month = Branded<string, 'Month'>
/** A quarter of the NHS financial year as `2026/27-Q1` (April to June 2026). */
export type Quarter = Branded<string, 'Quarter'>
/** An NHS financial year, April to March, as `2026/27`. */
export type FinancialYear = Branded<string, 'FinancialYear'>

/** A closed stretch of time that figures are about. Never a rolling one: two that overlap give away what differs. */
export type Period = Month | Quarter | FinancialYear
export type PeriodKind = 'month' | 'quarter' | 'year'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const YEAR_OR_QUARTER = /^(\d{4})\/(\d{2})(?:-Q[1-4])?$/

/** The month when the text is one (`2026-13` is not), else undefined. */
export function asMonth(text: string): Month | undefined {
  return MONTH.test(text) ? (text as Month) : undefined
}

/** The period when the text is a month, a quarter or a financial year, else undefined. */
export function asPeriod(text: string): Period | undefined {
  const [, year, next] = YEAR_OR_QUARTER.exec(text) ?? []
  if (year === undefined) return asMonth(text)
  return Number(next) === (Number(year) + 1) % 100 ? (text as Quarter | FinancialYear) : undefined
}

export function periodKind(period: Period): PeriodKind {
  if (!period.includes('/')) return 'month'
  return period.includes('Q') ? 'quarter' : 'year'
}

export function monthOf(date: LondonDate): Month {
  return date.slice(0, 7) as Month
}

/** The month so many months later, or earlier for a negative count. */
export function addMonths(month: Month, count: number): Month {
  const [year = 0, of = 0] = month.split('-').map(Number)
  const months = year * 12 + of - 1 + count
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((((months % 12) + 12) % 12) + 1).padStart(2, '0')}` as Month
}

export function firstDayOf(month: Month): LondonDate {
  return `${month}-01` as LondonDate
}

export function lastDayOf(month: Month): LondonDate {
  return addDays(firstDayOf(addMonths(month, 1)), -1)
}

/** The period of this kind in which the month lies. */
export function periodOf(kind: PeriodKind, month: Month): Period {
  if (kind === 'month') return month
  const fromApril = addMonths(month, -3)
  const year = Number(fromApril.slice(0, 4))
  const name = `${year}/${String((year + 1) % 100).padStart(2, '0')}`
  if (kind === 'year') return name as FinancialYear
  return `${name}-Q${Math.floor((Number(fromApril.slice(5)) - 1) / 3) + 1}` as Quarter
}

/** The months of a period, in order: one, three or twelve. */
export function monthsOf(period: Period): Month[] {
  const kind = periodKind(period)
  if (kind === 'month') return [period as Month]
  const april = `${period.slice(0, 4)}-04` as Month
  const from = kind === 'year' ? 0 : 3 * (Number(period.at(-1)) - 1)
  return Array.from({ length: kind === 'year' ? 12 : 3 }, (_, at) => addMonths(april, from + at))
}
