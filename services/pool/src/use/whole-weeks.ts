import { addDays, type Instant, type LondonDate } from '@oh/kernel'
import { atLondonHour } from '@oh/routing'

/** The earliest hour that the clock of London can be asked for. */
const FIRST_HOUR = 3

/** The Monday of the week of a day. */
export function mondayOf(date: LondonDate): LondonDate {
  return addDays(date, -((new Date(date).getUTCDay() + 6) % 7))
}

/** When a day begins for counting. */
export function countedFrom(day: LondonDate): Instant {
  return atLondonHour(day, FIRST_HOUR)
}
