import type { BookingId, EscalationId, Instant, PersonId, SessionId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, eq, gt, gte, inArray, isNull, lt, ne, notExists, sql } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { freeHours, isHeld } from '../specialists/specialist.store.ts'
import { clinicSession, specialist } from '../specialists/specialist.table.ts'
import { booking, bookingReason, bookingRun } from './booking.table.ts'

/** Lets a standing booking fall away, so that its hours are free again: which one, or undefined when none stood. */
export async function endBooking(
  tx: ScopedTx,
  escalationId: EscalationId,
): Promise<{ readonly id: BookingId; readonly startsAt: Instant } | undefined> {
  const [ended] = await tx.sql
    .update(booking)
    .set({ state: 'cancelled', cancelledAt: tx.now })
    .from(clinicSession)
    .where(and(eq(booking.escalationId, escalationId), eq(booking.state, 'booked'), eq(clinicSession.id, booking.sessionId)))
    .returning({ id: booking.id, startsAt: clinicSession.startsAt })
  return ended
}

export async function hasRunToday(tx: ScopedTx): Promise<boolean> {
  const runs = await tx.sql.select({ on: bookingRun.on }).from(bookingRun).where(eq(bookingRun.on, tx.today))
  return runs.length > 0
}

export async function saveRun(tx: ScopedTx, booked: number): Promise<void> {
  await tx.sql.insert(bookingRun).values({ on: tx.today, at: tx.now, booked })
}

/** What was accepted and opened, whose worker is to be seen and has no session yet; earliest due first. */
export function escalationsToBook(tx: ScopedTx, most: number) {
  const {
    id,
    spokeId,
    correlation,
    employer,
    department,
    skills,
    urgency,
    receivedAt,
    dueOn,
    acceptedBy,
    prefersOwnEmployer,
    trust,
    seeWorker,
  } = escalation
  const standing = tx.sql
    .select({ one: sql`1` })
    .from(booking)
    .where(and(eq(booking.escalationId, id), eq(booking.state, 'booked')))
  return tx.sql
    .select({
      id,
      spokeId,
      correlation,
      employer,
      department,
      skills,
      urgency,
      receivedAt,
      dueOn,
      acceptedBy,
      prefersOwnEmployer,
      trust,
      seeWorker,
    })
    .from(escalation)
    .where(and(eq(escalation.state, 'opened'), ne(seeWorker, 'no'), isNull(escalation.heldAt), notExists(standing)))
    .orderBy(asc(dueOn), asc(id))
    .limit(most)
}

/** Sessions that begin between the two moments and have so many hours free; those lent out are not among them. */
export function sessionsWithTime(tx: ScopedTx, from: Instant, until: Instant, hours: number) {
  const { id, specialistId, startsAt, site, virtual } = clinicSession
  return tx.sql
    .select({ id, specialistId, startsAt, site, virtual, hours: freeHours, lentBy: specialist.lentBy })
    .from(clinicSession)
    .innerJoin(specialist, eq(specialist.id, specialistId))
    .where(and(isHeld, heldHere, gt(startsAt, from), lt(startsAt, until), gte(freeHours, hours)))
}

export async function saveBooking(tx: ScopedTx, row: typeof booking.$inferInsert): Promise<void> {
  await tx.sql.insert(booking).values(row)
}

/** Why this session and not another, kept with the booking for ever. */
export async function saveBookingReasons(tx: ScopedTx, rows: readonly (typeof bookingReason.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.sql.insert(bookingReason).values([...rows])
}

/** A specialist's sessions from a moment on, soonest first. */
export function sessionsOf(tx: ScopedTx, of: SpecialistId, from: Instant, most: number) {
  const { id, specialistId, startsAt, hours, site, virtual } = clinicSession
  return tx.sql
    .select({ id, startsAt, hours, site, virtual })
    .from(clinicSession)
    .where(and(isHeld, heldHere, eq(specialistId, of), gte(startsAt, from)))
    .orderBy(asc(startsAt), asc(id))
    .limit(most)
}

/** The person's own standing bookings in those sessions. */
export async function bookingsIn(tx: ScopedTx, person: PersonId, sessions: readonly SessionId[]) {
  const { escalationId, sessionId, hours } = booking
  if (sessions.length === 0) return []
  return tx.sql
    .select({ escalationId, sessionId, hours })
    .from(booking)
    .where(and(eq(booking.person, person), eq(booking.state, 'booked'), inArray(sessionId, [...sessions])))
    .orderBy(asc(booking.bookedAt), asc(booking.id))
}
