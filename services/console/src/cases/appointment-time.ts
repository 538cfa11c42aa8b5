import { type Instant, type LondonDate, londonDateOf } from '@oh/kernel'
import { dayInWords, timeInWords } from '../layout/words.ts'

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' })

/** "Monday 23 November 2026". */
function weekdayInWords(date: LondonDate): string {
  return `${WEEKDAY.format(new Date(`${date}T00:00:00Z`))} ${dayInWords(date)}`
}

/** "Monday 23 November 2026 at 9:30am". */
export function appointmentDay(startsAt: Instant): string {
  return `${weekdayInWords(londonDateOf(startsAt))} at ${timeInWords(startsAt)}`
}
