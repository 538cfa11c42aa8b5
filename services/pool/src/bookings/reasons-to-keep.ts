import type { Instant, SessionId, SpecialistId } from '@oh/kernel'
import type { Allocation, Booking, BookingReason, RoutingReason, Session } from '@oh/routing'

/** What is kept about one session that was looked at for a booking. */
export interface KeptReason {
  readonly sessionId: SessionId
  readonly specialistId: SpecialistId
  readonly startsAt: Instant
  readonly standing: BookingReason['outcome']
  readonly reasons: RoutingReason[]
}

/** The sessions of four weeks, two a day: nobody holds more. */
const MOST = 60

/**
 * Why each worker is seen in this session and not in another, by case: the session placed and the others of the specialist
 * who sees the worker, by start, at most sixty. Sessions of others are left out: they all have the one reason that the case
 * was accepted by this specialist.
 */
export function reasonsToKeep(allocation: Pick<Allocation, 'bookings' | 'reasons'>, sessions: readonly Session[]): KeptOf {
  const { bookings } = allocation
  // the reasons are worked out when they are read
  if (bookings.length === 0) return new Map()
  const sessionOf = new Map(sessions.map((session) => [session.sessionId, session]))
  const seenBy = new Map(bookings.map(({ caseId, sessionId }) => [caseId, sessionOf.get(sessionId)?.specialistId]))
  const kept = new Map(bookings.map(({ caseId }): [Booking['caseId'], KeptReason[]] => [caseId, []]))
  for (const { caseId, sessionId, outcome: standing, reasons } of allocation.reasons) {
    const session = sessionOf.get(sessionId)
    if (session === undefined || session.specialistId !== seenBy.get(caseId)) continue
    const { specialistId, startsAt } = session
    kept.get(caseId)?.push({ sessionId, specialistId, startsAt, standing, reasons: [...reasons] })
  }
  return new Map([...kept].map(([caseId, rows]) => [caseId, firstOf(rows)]))
}

type KeptOf = ReadonlyMap<Booking['caseId'], readonly KeptReason[]>

function firstOf(rows: readonly KeptReason[]): readonly KeptReason[] {
  const placedFirst = (row: KeptReason) => (row.standing === 'placed' ? 0 : 1)
  return rows
    .toSorted((one, other) => placedFirst(one) - placedFirst(other) || one.startsAt.localeCompare(other.startsAt))
    .slice(0, MOST)
}
