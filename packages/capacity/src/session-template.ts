import {
  addDays,
  daysBetween,
  holdsOn,
  type Instant,
  isWorkingDay,
  type LondonDate,
  type SpecialistId,
  type TrustCode,
} from '@oh/kernel'
import { atLondonHour, type Period } from '@oh/routing'

/** A clinic session that comes back every week, from one date until another. */
export interface SessionTemplate {
  readonly templateId: string
  readonly specialistId: SpecialistId
  /** Monday is 1, Friday 5. */
  readonly weekday: number
  /** Hour on the clock in London, in quarters: 9.5 is half past nine. */
  readonly startsAtHour: number
  readonly hours: number
  /** The trust where it is held; absent: by video only. */
  readonly site?: TrustCode | undefined
  readonly virtual: boolean
  readonly from: LondonDate
  /** The first day on which it no longer holds; absent: for as long as there is a job plan. */
  readonly to?: LondonDate | undefined
}

/** One session on one day, as its template has it. */
export interface PlannedSession {
  readonly templateId: string
  readonly specialistId: SpecialistId
  readonly on: LondonDate
  readonly startsAt: Instant
  readonly hours: number
  readonly site: TrustCode | undefined
  readonly virtual: boolean
}

/**
 * The sessions of a template from `from` until the day before `to`, soonest first: on working days on which it holds and the
 * specialist is not on leave. `from` of a leave is its first day, `to` the first day back. Throws RangeError for days of
 * which the kernel knows no bank holidays.
 */
export function sessionsFor(
  template: SessionTemplate,
  from: LondonDate,
  to: LondonDate,
  leave: readonly Period[],
): PlannedSession[] {
  const { templateId, specialistId, hours, site, virtual, startsAtHour } = template
  const days = Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, day) => addDays(from, day))
  const isHeld = (on: LondonDate) =>
    weekdayOf(on) === template.weekday && holdsOn(on, template) && isWorkingDay(on) && !leave.some((away) => holdsOn(on, away))
  return days
    .filter(isHeld)
    .map((on) => ({ templateId, specialistId, on, startsAt: atLondonHour(on, startsAtHour), hours, site, virtual }))
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(on: LondonDate): number {
  return new Date(on).getUTCDay() || 7
}

/** Hours a week of the templates that hold on the day. */
export function hoursAWeek(templates: readonly SessionTemplate[], on: LondonDate): number {
  return templates.reduce((sum, template) => (holdsOn(on, template) ? sum + template.hours : sum), 0)
}
