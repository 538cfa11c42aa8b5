import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type LondonDate } from './instant.ts'
import {
  addWorkingDays,
  BANK_HOLIDAYS,
  BANK_HOLIDAYS_KNOWN_FROM,
  BANK_HOLIDAYS_KNOWN_UNTIL,
  bankHolidayAlarm,
  isWorkingDay,
  workingDaysBetween,
} from './working-days.ts'

const date = (text: string) => text as LondonDate
const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day))
const isoDay = (day: Date) => day.toISOString().slice(0, 10)

/** Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): Date {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return utc(year, Math.floor(sum / 31), (sum % 31) + 1)
}

const later = (day: Date, days: number) => new Date(day.getTime() + days * 86_400_000)
const mondayFrom = (day: Date) => later(day, (8 - day.getUTCDay()) % 7)
const lastMondayOf = (year: number, month: number) => mondayFrom(utc(year, month, 25))

/** A fixed-date holiday on a weekend is taken on the next weekday that is not a holiday already. */
function substitute(day: Date, taken: readonly string[]): Date {
  const free = day.getUTCDay() % 6 !== 0 && !taken.includes(isoDay(day))
  return free ? day : substitute(later(day, 1), taken)
}

/** The eight bank holidays by the Banking and Financial Dealings Act 1971, royal proclamation and Easter. */
function bankHolidaysByRule(year: number): string[] {
  const easter = easterSunday(year)
  const christmas = substitute(utc(year, 12, 25), [])
  const boxingDay = substitute(utc(year, 12, 26), [isoDay(christmas)])
  const mondays = [mondayFrom(utc(year, 5, 1)), lastMondayOf(year, 5), lastMondayOf(year, 8)]
  return [substitute(utc(year, 1, 1), []), later(easter, -2), later(easter, 1), ...mondays, christmas, boxingDay]
    .map(isoDay)
    .sort()
}

const knownDays = Array.from({ length: 1827 }, (_, at) => addDays(BANK_HOLIDAYS_KNOWN_FROM, at))
const knownDay = fc.constantFrom(...knownDays)
const earlyDay = fc.constantFrom(...knownDays.slice(0, 1400))

describe('bank holidays of England', () => {
  it('finds Easter where published tables put it', () => {
    expect([1818, 1954, 2000, 2011, 2024, 2038].map((year) => isoDay(easterSunday(year)))).toEqual([
      '1818-03-22',
      '1954-04-18',
      '2000-04-23',
      '2011-04-24',
      '2024-03-31',
      '2038-04-25',
    ])
  })

  it('are the days that Easter and the rules of substitution give, every year', () => {
    expect(BANK_HOLIDAYS).toEqual([2024, 2025, 2026, 2027, 2028].flatMap(bankHolidaysByRule))
    expect(BANK_HOLIDAYS).toHaveLength(40)
  })

  it('take both substitute days when Christmas falls on a Saturday', () => {
    expect(['2027-12-27', '2027-12-28', '2027-12-29'].map((day) => isWorkingDay(date(day)))).toEqual([false, false, true])
  })

  it('cover every day of the known range and no other', () => {
    expect(knownDays.at(-1)).toBe(BANK_HOLIDAYS_KNOWN_UNTIL)
    expect(() => isWorkingDay(addDays(BANK_HOLIDAYS_KNOWN_FROM, -1))).toThrow(RangeError)
    expect(() => isWorkingDay(addDays(BANK_HOLIDAYS_KNOWN_UNTIL, 1))).toThrow(RangeError)
  })
})

describe('a working day', () => {
  it('is no Saturday, Sunday or bank holiday', () => {
    expect(knownDays.filter(isWorkingDay)).toHaveLength(knownDays.length - 2 * 261 - 40)
    expect(isWorkingDay(date('2026-04-02'))).toBe(true)
    expect(['2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06'].some((day) => isWorkingDay(date(day)))).toBe(false)
  })

  it('is refused past the known years with a sentence that says what to do', () => {
    expect(() => isWorkingDay(date('2029-01-02'))).toThrow(/2028-12-31, not on 2029-01-02.*Add the missing years/)
  })
})

describe('counting working days', () => {
  it('starts after day 0, which is the date itself', () => {
    expect(addWorkingDays(date('2026-04-02'), 0)).toBe('2026-04-02')
    expect(addWorkingDays(date('2026-04-04'), 0)).toBe('2026-04-04')
    expect(addWorkingDays(date('2026-04-02'), 1)).toBe('2026-04-07')
    expect(addWorkingDays(date('2026-12-24'), 2)).toBe('2026-12-30')
  })

  it('gives ten working days from a Thursday over two bank holidays', () => {
    expect(addWorkingDays(date('2026-03-26'), 10)).toBe('2026-04-13')
  })

  it('counts after the first day, up to and including the last', () => {
    expect(workingDaysBetween(date('2026-04-01'), date('2026-04-07'))).toBe(2)
    expect(workingDaysBetween(date('2026-04-03'), date('2026-04-06'))).toBe(0)
    expect(workingDaysBetween(date('2026-04-07'), date('2026-04-07'))).toBe(0)
  })

  it('is negative for a deadline already missed', () => {
    expect(workingDaysBetween(date('2026-04-09'), date('2026-04-02'))).toBe(-3)
  })

  it('gives back the number that was added, and ends on a working day', () => {
    fc.assert(
      fc.property(earlyDay, fc.integer({ min: 1, max: 250 }), (from, count) => {
        const to = addWorkingDays(from, count)
        expect(workingDaysBetween(from, to)).toBe(count)
        expect(isWorkingDay(to)).toBe(true)
      }),
    )
  })

  it('adds up over any stop on the way, forwards and backwards', () => {
    fc.assert(
      fc.property(knownDay, knownDay, knownDay, (a, b, c) => {
        expect(workingDaysBetween(a, b) + workingDaysBetween(b, c)).toBe(workingDaysBetween(a, c))
      }),
    )
  })

  it('refuses fewer than none, and parts of a day', () => {
    for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingDays(date('2026-04-01'), count)).toThrow(/whole number of 0 or more/)
    }
  })

  it('refuses to lead outside the known years', () => {
    expect(() => addWorkingDays(date('2028-12-28'), 5)).toThrow(RangeError)
    expect(() => addWorkingDays(date('2023-12-31'), 0)).toThrow(RangeError)
    expect(() => workingDaysBetween(date('2028-12-31'), date('2029-01-01'))).toThrow(RangeError)
    expect(() => workingDaysBetween(date('2026-01-01'), date('2023-12-31'))).toThrow(RangeError)
  })
})

describe('the alarm on the bank holidays', () => {
  it('rings when less than twelve months are left, and when none are', () => {
    const days = ['2026-11-20', '2027-12-31', '2028-01-01', '2028-12-31', '2029-01-01'].map(date)
    expect(days.map(bankHolidayAlarm)).toEqual(['in-date', 'in-date', 'renew-soon', 'renew-soon', 'expired'])
  })
})
