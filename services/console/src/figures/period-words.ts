import { firstDayOf, lastDayOf, type Month, monthsOf, type Period, type PeriodKind, periodKind } from '@oh/kernel'

const LONG = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })
const SHORT = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short', year: 'numeric' })
const MONTH_ALONE = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long' })
const dateOf = (month: Month) => new Date(`${month}-01T00:00:00Z`)

/** "September 2026", "July to September 2026", "April 2025 to March 2026". */
export function periodInWords(period: Period): string {
  const months = monthsOf(period)
  const [first, last] = [months[0] as Month, months.at(-1) as Month]
  if (first === last) return LONG.format(dateOf(first))
  const from = first.slice(0, 4) === last.slice(0, 4) ? MONTH_ALONE : LONG
  return `${from.format(dateOf(first))} to ${LONG.format(dateOf(last))}`
}

/** "Sep 2026", "Q2 2026/27", "2026/27": below the axis of a chart. */
export function periodInShort(period: Period): string {
  const kind = periodKind(period)
  if (kind === 'month') return SHORT.format(dateOf(period as Month)).replace('Sept', 'Sep')
  return kind === 'year' ? period : `${period.slice(-2)} ${period.slice(0, 7)}`
}

/** ISO 8601: a month as it is, a longer period from its first day to its last. */
export function isoPeriod(period: Period): string {
  const months = monthsOf(period)
  const [first, last] = [months[0] as Month, months.at(-1) as Month]
  return first === last ? first : `${firstDayOf(first)}/${lastDayOf(last)}`
}

/** "month", "quarter", "financial year". */
export const KIND_WORDS: Readonly<Record<PeriodKind, string>> = { month: 'month', quarter: 'quarter', year: 'financial year' }

/** "Month", "Quarter", "Year": before a figure of that length of period. */
export const GRAIN_WORDS: Readonly<Record<PeriodKind, string>> = { month: 'Month', quarter: 'Quarter', year: 'Year' }
