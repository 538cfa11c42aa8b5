import { addWorkingDays, type LondonDate } from '@oh/kernel'

/** What became of a session: cancelled late is less than one working day before it. */
export const ATTENDANCES = ['attended', 'did-not-attend', 'cancelled-late'] as const
export type Attendance = (typeof ATTENDANCES)[number]

/** The attendance when the text is one of `ATTENDANCES`, else undefined. */
export function asAttendance(text: string): Attendance | undefined {
  return ATTENDANCES.find((attendance) => attendance === text)
}

export interface AttendancePolicy {
  /** Working days within which a follow-up is seen. */
  readonly followUpWithin: number
  /** Working days within which a worker who was not seen is seen. */
  readonly againWithin: number
  /** How often a missed session is booked again. */
  readonly bookedAgain: number
}

/** Our proposal: a follow-up in four weeks, a missed session in two, and booked again once. */
export const defaultAttendancePolicy: AttendancePolicy = { followUpWithin: 20, againWithin: 10, bookedAgain: 1 }

export interface SessionOver {
  readonly attendance: Attendance
  /** The specialist wants to see the worker once more; asked only of one who attended. */
  readonly followUp: boolean
  /** Sessions of this escalation with the same specialist that the worker missed or cancelled late before this one. */
  readonly missedBefore: number
  readonly today: LondonDate
}

export type NextSession =
  | { readonly kind: 'none' }
  | { readonly kind: 'book-again'; readonly by: LondonDate }
  | { readonly kind: 'back-to-nurse' }

/**
 * What follows a session, with the same specialist: nothing; another one, with its due date; or, when the worker has missed
 * as many as the policy books again, the nurse decides, for nobody knows here why. Throws RangeError on dates for which the
 * kernel knows no bank holidays.
 */
export function afterSession(
  { attendance, followUp, missedBefore, today }: SessionOver,
  policy: AttendancePolicy = defaultAttendancePolicy,
): NextSession {
  if (attendance === 'attended')
    return followUp ? { kind: 'book-again', by: addWorkingDays(today, policy.followUpWithin) } : { kind: 'none' }
  if (missedBefore >= policy.bookedAgain) return { kind: 'back-to-nurse' }
  return { kind: 'book-again', by: addWorkingDays(today, policy.againWithin) }
}
