import type { EscalationId, Instant, SessionId, SpecialistId } from '@oh/kernel'
import type { Allocation, BookingReason, RoutingReason, Session } from '@oh/routing'

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
 * Why the worker is seen in this session and not in another: the session placed and the others of the specialist who sees
 * the worker, by start, at most sixty. Sessions of others are left out: they all have the one reason that the case was
 * accepted by this specialist.
 */
export function reasonsToKeep(
  { reasons }: Pick<Allocation, 'reasons'>,
  escalationId: EscalationId,
  sessions: readonly Session[],
  specialist: SpecialistId,
): KeptReason[] {
  const sessionOf = new Map(sessions.map((session) => [session.sessionId, session]))
  const kept = reasons.flatMap((row): KeptReason[] => {
    const session = row.caseId === escalationId ? sessionOf.get(row.sessionId) : undefined
    if (session?.specialistId !== specialist) return []
    const { sessionId, specialistId, startsAt } = session
    return [{ sessionId, specialistId, startsAt, standing: row.outcome, reasons: [...row.reasons] }]
  })
  const placedFirst = (row: KeptReason) => (row.standing === 'placed' ? 0 : 1)
  return kept
    .sort((one, other) => placedFirst(one) - placedFirst(other) || one.startsAt.localeCompare(other.startsAt))
    .slice(0, MOST)
}
