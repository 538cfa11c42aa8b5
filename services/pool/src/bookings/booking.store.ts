import type { BookingId, EscalationId, Instant, LondonDate, PersonId, SessionId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Attendance } from '@oh/routing'
import { and, asc, count, eq, gt, gte, inArray, isNull, lt, ne, notExists, notInArray, or, sql } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { freeHours, isHeld } from '../specialists/specialist.store.ts'
import { clinicSession, specialist } from '../specialists/specialist.table.ts'
import { booking, bookingReason, bookingRun } from './booking.table.ts'
import type { CancelReason } from './cancel-reason.ts'

/** Lets a standing booking fall away, so that its hours are free again: which one, or undefined when none stood. */
export async function endBooking(
  tx: ScopedTx,
  escalationId: EscalationId,
  why: CancelReason,
  which: 'any' | 'ahead',
): Promise<{ readonly id: BookingId; readonly startsAt: Instant } | undefined> {
  const isAhead = which === 'ahead' ? gt(clinicSession.startsAt, tx.now) : undefined
  const [ended] = await tx.sql
    .update(booking)
    .set({ state: 'cancelled', cancelledAt: tx.now, cancelledFor: why })
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

const withHolder = and(eq(booking.escalationId, escalation.id), eq(booking.person, escalation.acceptedPerson))

/** A session with whoever has it stands, or one is over and no other is wanted. */
const hasEnough = (tx: ScopedTx) =>
  tx.sql
    .select({ one: sql`1` })
    .from(booking)
    .where(and(withHolder, or(eq(booking.state, 'booked'), and(ne(booking.state, 'cancelled'), isNull(booking.againBy)))))

/** By when the next session is wanted, or, where there was none, the answer. */
const wantedBy = sql<LondonDate>`coalesce((select max(${booking.againBy}) from ${booking} where ${withHolder}), ${escalation.dueOn})::text`

/**
 * What these specialists have and have not answered, with no session that stands and no worker seen; earliest due first.
 * What a home spoke decides on, and what waits for a countersignature, is not among it.
 */
export async function unseenCasesOf(tx: ScopedTx, specialists: readonly SpecialistId[], most: number) {
  const { id, acceptedBy, state, heldAt } = escalation
  if (specialists.length === 0) return []
  return tx.sql
    .select({ id, acceptedBy, dueOn: wantedBy })
    .from(escalation)
    .where(
      and(
        inArray(state, ['accepted', 'opened']),
        inArray(acceptedBy, [...specialists]),
        isNull(heldAt),
        notExists(hasEnough(tx)),
      ),
    )
    .orderBy(asc(wantedBy), asc(id))
    .limit(most)
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
    prefersOwnEmployer,
    trust,
    seeWorker,
  } = escalation
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
      dueOn: wantedBy,
      acceptedBy,
      prefersOwnEmployer,
      trust,
      seeWorker,
    })
    .from(escalation)
    .where(and(eq(escalation.state, 'opened'), ne(seeWorker, 'no'), isNull(escalation.heldAt), notExists(hasEnough(tx))))
    .orderBy(asc(wantedBy), asc(id))
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

/** Any booking, with when its session begins. */
export async function findBooking(
  tx: ScopedTx,
  id: BookingId,
): Promise<(StandingBooking & { readonly state: typeof booking.$inferSelect.state }) | undefined> {
  const { escalationId, person, state, sessionId } = booking
  const [found] = await tx.sql
    .select({ id: booking.id, escalationId, person, state, startsAt: clinicSession.startsAt })
    .from(booking)
    .innerJoin(clinicSession, eq(clinicSession.id, sessionId))
    .where(eq(booking.id, id))
  return found
}

/** In which sessions to come each of these escalations was booked until the worker could not come. */
export async function sessionsDeclined(
  tx: ScopedTx,
  ids: readonly EscalationId[],
): Promise<ReadonlyMap<EscalationId, readonly SessionId[]>> {
  const { escalationId, sessionId, cancelledFor } = booking
  if (ids.length === 0) return new Map()
  const rows = await tx.sql
    .select({ escalationId, sessions: sql<SessionId[]>`array_agg(${sessionId})` })
    .from(booking)
    .innerJoin(clinicSession, eq(clinicSession.id, sessionId))
    .where(and(inArray(escalationId, [...ids]), eq(cancelledFor, 'cancelled-early'), gt(clinicSession.startsAt, tx.now)))
    .groupBy(escalationId)
  return new Map(rows.map((row) => [row.escalationId, row.sessions]))
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
