import { addDays, type LondonDate } from './instant.ts'

/**
 * Bank holidays of England as observed, each year in this order: New Year's Day, Good Friday, Easter Monday, early May,
 * spring, summer, Christmas Day, Boxing Day. A day that falls on a weekend stands here as its substitute weekday.
 * Source: gov.uk/bank-holidays. A holiday proclaimed for one year only is added to that year's row.
 */
const MONTH_DAYS: Readonly<Record<string, string>> = {
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

/** Bank holidays of England, earliest first; complete from `BANK_HOLIDAYS_KNOWN_FROM` to `BANK_HOLIDAYS_KNOWN_UNTIL`. */
export const BANK_HOLIDAYS: readonly LondonDate[] = Object.entries(MONTH_DAYS).flatMap(([year, days]) =>
  days.split(' ').map((day) => `${year}-${day}` as LondonDate),
)

/** First day for which a working day can be told. */
export const BANK_HOLIDAYS_KNOWN_FROM = '2024-01-01' as LondonDate
/** Last day for which a working day can be told. */
export const BANK_HOLIDAYS_KNOWN_UNTIL = '2028-12-31' as LondonDate

const RENEWAL_DUE_AFTER = '2027-12-31' as LondonDate
const holidays: ReadonlySet<LondonDate> = new Set(BANK_HOLIDAYS)

/** How far the bank holidays still reach: at least twelve months ahead, less than that, or not even today. */
export type BankHolidayAlarm = 'in-date' | 'renew-soon' | 'expired'

/**
 * Says whether the bank holidays need renewing: `renew-soon` when less than 12 months are left, `expired` when today is
 * past the last known day. Takes any date and never throws, so that a health check can ask it.
 */
export function bankHolidayAlarm(today: LondonDate): BankHolidayAlarm {
  if (today > BANK_HOLIDAYS_KNOWN_UNTIL) return 'expired'
  return today > RENEWAL_DUE_AFTER ? 'renew-soon' : 'in-date'
}

/**
 * True on Monday to Friday in England, bank holidays excepted.
 * Throws RangeError outside the known years, on a Sunday too: a guess there would move a deadline unseen.
 */
export function isWorkingDay(date: LondonDate): boolean {
  requireKnown(date)
  return isWeekday(date) && !holidays.has(date)
}

/**
 * The date `count` working days after `date`. Day 0 is `date` itself, whether or not it is a working day; day 1 is the
 * first working day after it, so every count above 0 ends on a working day.
 * Throws RangeError when `count` is not a whole number of 0 or more, or when the way leads outside the known years.
 */
export function addWorkingDays(date: LondonDate, count: number): LondonDate {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`Working days to add must be a whole number of 0 or more, not ${count}.`)
  }
  requireKnown(date)
  let day = date
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/**
 * Working days after `from`, up to and including `to`. Negative when `to` is earlier, so that a deadline missed by three
 * working days is -3 away; the two directions are exact mirrors, and stretches add up: a to b plus b to c is a to c.
 * For n of 0 or more, `workingDaysBetween(d, addWorkingDays(d, n))` is n.
 * Throws RangeError when either date is outside the known years.
 */
export function workingDaysBetween(from: LondonDate, to: LondonDate): number {
  requireKnown(from)
  requireKnown(to)
  return from <= to ? workingDaysAfter(from, to) : 0 - workingDaysAfter(to, from)
}

function workingDaysAfter(from: LondonDate, to: LondonDate): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day)) count += 1
  }
  return count
}

function isWeekday(date: LondonDate): boolean {
  const day = new Date(date).getUTCDay()
  return day !== 0 && day !== 6
}

function requireKnown(date: LondonDate): void {
  if (date >= BANK_HOLIDAYS_KNOWN_FROM && date <= BANK_HOLIDAYS_KNOWN_UNTIL) return
  throw new RangeError(
    `Working days are known from ${BANK_HOLIDAYS_KNOWN_FROM} to ${BANK_HOLIDAYS_KNOWN_UNTIL}, not on ${date}. ` +
      'Add the missing years to packages/kernel/src/working-days.ts from gov.uk/bank-holidays.',
  )
}
