import type { BookingId, EscalationId, Instant, LondonDate, PersonId, SessionId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Attendance } from '@oh/routing'
import { and, asc, count, eq, gt, gte, inArray, isNull, lt, ne, notExists, notInArray, or, sql } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { freeHours, isHeld } from '../specialists/specialist.store.ts'
import { clinicSession, specialist } from '../specialists/specialist.table.ts'
import { booking, bookingReason, bookingRun } from './booking.table.ts'

/** Lets a standing booking fall away, so that its hours are free again: which one, or undefined when none stood. */
export async function endBooking(
  tx: ScopedTx,
  escalationId: EscalationId,
  which: 'any' | 'ahead',
): Promise<{ readonly id: BookingId; readonly startsAt: Instant } | undefined> {
  const isAhead = which === 'ahead' ? gt(clinicSession.startsAt, tx.now) : undefined
  const [ended] = await tx.sql
    .update(booking)
    .set({ state: 'cancelled', cancelledAt: tx.now })
    .from(clinicSession)
    .where(
      and(eq(booking.escalationId, escalationId), eq(booking.state, 'booked'), eq(clinicSession.id, booking.sessionId), isAhead),
    )
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

/**
 * What was accepted and opened, whose worker is to be seen and has no session yet, or is to be seen again by whoever has it;
 * earliest due first, by the day of the next session where there was one.
 */
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
    acceptedBy,
    acceptedPerson,
    prefersOwnEmployer,
    trust,
    seeWorker,
  } = escalation
  const withHolder = and(eq(booking.escalationId, id), eq(booking.person, acceptedPerson))
  const enough = tx.sql
    .select({ one: sql`1` })
    .from(booking)
    .where(and(withHolder, or(eq(booking.state, 'booked'), and(ne(booking.state, 'cancelled'), isNull(booking.againBy)))))
  const dueOn = sql<LondonDate>`coalesce((select max(${booking.againBy}) from ${booking} where ${withHolder}), ${escalation.dueOn})::text`
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
    .where(and(eq(escalation.state, 'opened'), ne(seeWorker, 'no'), isNull(escalation.heldAt), notExists(enough)))
    .orderBy(asc(dueOn), asc(id))
    .limit(most)
}

/** What the sessions that an escalation has had with whoever has it now mean for another one. */
export interface SeenSoFar {
  /** No other is wanted: the worker was seen, or missed as many as are booked again. */
  readonly isEnough: boolean
  /** By when another one is wanted. */
  readonly againBy: LondonDate | null
}

/** Of the escalations that have had one: by the same rules as `escalationsToBook`. */
export async function seenSoFar(tx: ScopedTx, ids: readonly EscalationId[]): Promise<ReadonlyMap<EscalationId, SeenSoFar>> {
  if (ids.length === 0) return new Map()
  const { escalationId, state, againBy, person } = booking
  const rows = await tx.sql
    .select({
      escalationId,
      isEnough: sql<boolean>`bool_or(${againBy} is null)`,
      againBy: sql<LondonDate | null>`max(${againBy})::text`,
    })
    .from(booking)
    .innerJoin(escalation, and(eq(escalation.id, escalationId), eq(escalation.acceptedPerson, person)))
    .where(and(inArray(escalationId, [...ids]), notInArray(state, ['booked', 'cancelled'])))
    .groupBy(escalationId)
  return new Map(rows.map((row) => [row.escalationId, row]))
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
  const { id, escalationId, sessionId, hours } = booking
  if (sessions.length === 0) return []
  return tx.sql
    .select({ id, escalationId, sessionId, hours })
    .from(booking)
    .where(and(eq(booking.person, person), eq(booking.state, 'booked'), inArray(sessionId, [...sessions])))
    .orderBy(asc(booking.bookedAt), asc(booking.id))
}

/** A person's sessions that began since a moment and have a standing booking: nobody has said yet whether the worker was seen. */
export function unrecordedSessionsOf(tx: ScopedTx, person: PersonId, since: Instant, most: number) {
  const { id, startsAt, hours, site, virtual } = clinicSession
  return tx.sql
    .selectDistinct({ id, startsAt, hours, site, virtual })
    .from(clinicSession)
    .innerJoin(booking, eq(booking.sessionId, id))
    .where(and(eq(booking.person, person), eq(booking.state, 'booked'), gt(startsAt, since), lt(startsAt, tx.now)))
    .orderBy(asc(startsAt), asc(id))
    .limit(most)
}

/** A booking of the person's own that stands, with when its session begins. */
export interface StandingBooking {
  readonly id: BookingId
  readonly escalationId: EscalationId
  readonly person: PersonId
  readonly startsAt: Instant
}

export async function standingBooking(tx: ScopedTx, person: PersonId, id: BookingId): Promise<StandingBooking | undefined> {
  const [found] = await tx.sql
    .select({ id: booking.id, escalationId: booking.escalationId, person: booking.person, startsAt: clinicSession.startsAt })
    .from(booking)
    .innerJoin(clinicSession, eq(clinicSession.id, booking.sessionId))
    .where(and(eq(booking.id, id), eq(booking.person, person), eq(booking.state, 'booked')))
  return found
}

/** How many sessions of the escalation with that person the worker missed or cancelled late. */
export async function missedWith(tx: ScopedTx, { escalationId, person }: StandingBooking): Promise<number> {
  const [missed] = await tx.sql
    .select({ many: count() })
    .from(booking)
    .where(
      and(
        eq(booking.escalationId, escalationId),
        eq(booking.person, person),
        inArray(booking.state, ['did-not-attend', 'cancelled-late']),
      ),
    )
  return missed?.many ?? 0
}

/** Puts on record what became of a standing booking: false when somebody was first. */
export async function recordBooking(
  tx: ScopedTx,
  id: BookingId,
  attendance: Attendance,
  againBy: LondonDate | null,
): Promise<boolean> {
  const recorded = await tx.sql
    .update(booking)
    .set({ state: attendance, againBy, recordedAt: tx.now })
    .where(and(eq(booking.id, id), eq(booking.state, 'booked')))
    .returning({ id: booking.id })
  return recorded.length === 1
}
