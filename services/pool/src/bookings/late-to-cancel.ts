import { addWorkingDays, type Instant, type LondonDate, londonDateOf } from '@oh/kernel'

/** Whether nobody else could be seen instead: the session is a working day away or less (clinical.md 14). */
export function isLateToCancel(startsAt: Instant, today: LondonDate): boolean {
  return londonDateOf(startsAt) <= addWorkingDays(today, 1)
}
