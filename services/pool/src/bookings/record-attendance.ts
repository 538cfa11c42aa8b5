import { addWorkingDays, type BookingId, londonDateOf } from '@oh/kernel'
import { SESSION_OVER_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Attendance, afterSession, asAttendance, type NextSession } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation, type SeenEscalation } from '../escalations/escalation.store.ts'
import { isStillWith } from '../escalations/is-still-with.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { missedWith, recordBooking, type StandingBooking, standingBooking } from './booking.store.ts'

export interface AttendanceAsk {
  readonly bookingId: BookingId | undefined
  /** A word of `ATTENDANCES`. */
  readonly attendance: string
  readonly followUp: boolean
  readonly key: string
}

/**
 * The specialist says whether the worker was seen, once. What follows is the policy's: another session with the same
 * specialist, or the nurse decides. The home spoke is told in the same commit.
 */
export function recordAttendance(pool: Pick<Pool, 'db' | 'keyring'>, caller: Caller, ask: AttendanceAsk) {
  const { bookingId, followUp, key } = ask
  const access: Access = { action: 'appointment.manage', resource: 'booking', ids: bookingId ? [bookingId] : [] }
  const submission = { key, operation: 'recordAttendance', input: [bookingId ?? null, ask.attendance, followUp], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const booked = bookingId && (await standingBooking(tx, caller.person, bookingId))
    const found = booked && (await findEscalation(tx, booked.escalationId))
    const specialist = await specialistOf(tx, caller.person)
    const mine = found && isStillWith(specialist, found, tx.today) ? found : undefined
    const about: Access = { ...access, subject: mine?.id }
    const without = await denied(tx, about, mine ? ['assigned'] : [])
    if (without || !mine || !booked) return without ?? { kind: 'hidden' }
    const attendance = asAttendance(ask.attendance)
    const reason = attendance ? tooEarly(tx, booked, attendance) : 'attendance-unknown'
    if (reason || !attendance) return refusedFor(tx, about, [reason ?? 'attendance-unknown'])
    if (!(await record(pool, tx, mine, { booked, attendance, followUp }))) return { kind: 'hidden' }
    await allowedFor(tx, about, [attendance])
    return { kind: 'done', id: booked.id }
  })
}

/** Whoever cancels earlier than a working day before did not cancel late: that is for the coordinator to undo. */
function tooEarly(tx: ScopedTx, { startsAt }: StandingBooking, attendance: Attendance): RefusalWord | undefined {
  if (attendance === 'cancelled-late')
    return londonDateOf(startsAt) > addWorkingDays(tx.today, 1) ? 'not-cancelled-late' : undefined
  return startsAt > tx.now ? 'session-not-begun' : undefined
}

interface Recorded {
  readonly booked: StandingBooking
  readonly attendance: Attendance
  readonly followUp: boolean
}

/** False when the same booking was put on record by another form meanwhile. */
async function record(
  { keyring }: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { id: escalationId, spokeId, correlation }: SeenEscalation,
  { booked, attendance, followUp }: Recorded,
): Promise<boolean> {
  const next = await actingAs(tx, 'routing', async (): Promise<NextSession | undefined> => {
    const missedBefore = await missedWith(tx, booked)
    const following = afterSession({ attendance, followUp, missedBefore, today: tx.today })
    const isFirst = await recordBooking(tx, booked.id, attendance, following.kind === 'book-again' ? following.by : null)
    return isFirst ? following : undefined
  })
  if (!next) return false
  const { id: bookingId, startsAt } = booked
  const body = { escalationId, bookingId, startsAt, attendance, next: next.kind, at: tx.now }
  await post(tx, { name: SESSION_OVER_V1, destination: spokeId, subject: escalationId, correlation, body }, keyring)
  return true
}
