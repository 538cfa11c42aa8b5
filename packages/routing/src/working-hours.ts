import {
  addDays,
  addMilliseconds,
  type Instant,
  instantOf,
  isWorkingDay,
  type LondonDate,
  londonDateOf,
  millisecondsOf,
} from '@oh/kernel'
import type { RoutingSettings } from './settings.ts'

const HOUR_MS = 3_600_000
const hourInLondon = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' })

/**
 * The instant of a whole hour on the clock in London, from 3 to 24: clocks change at 01:00 UTC, so the offset at noon
 * holds from 03:00 to midnight.
 */
export function atLondonHour(date: LondonDate, hour: number): Instant {
  const noon = new Date(`${date}T12:00:00.000Z`)
  const hoursAhead = Number(hourInLondon.format(noon)) - 12
  return instantOf(Date.parse(date) + (hour - hoursAhead) * HOUR_MS)
}

function refuseBadHours(hours: number, { startsAtHour, endsAtHour }: RoutingSettings['workingDay']): void {
  if (!(hours > 0 && Number.isFinite(hours))) throw new RangeError(`working hours must be above 0: ${hours}`)
  if (!(startsAtHour >= 3 && startsAtHour < endsAtHour && endsAtHour <= 24)) {
    throw new RangeError(`a working day cannot run from ${startsAtHour} to ${endsAtHour}`)
  }
}

/**
 * The instant when so many working hours have passed: nights, weekends and bank holidays do not count, summer time does.
 * Hours are above 0 and may be fractions. Throws RangeError on other hours, and on a working day that does not begin at
 * 03:00 or later and end after it began.
 */
export function addWorkingHours(from: Instant, hours: number, workingDay: RoutingSettings['workingDay']): Instant {
  refuseBadHours(hours, workingDay)
  let left = hours * HOUR_MS
  for (let date = londonDateOf(from); ; date = addDays(date, 1)) {
    if (!isWorkingDay(date)) continue
    const opens = atLondonHour(date, workingDay.startsAtHour)
    const begin = from > opens ? from : opens
    const open = millisecondsOf(atLondonHour(date, workingDay.endsAtHour)) - millisecondsOf(begin)
    if (open >= left) return addMilliseconds(begin, left)
    left -= Math.max(0, open)
  }
}
