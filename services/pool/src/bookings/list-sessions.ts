import { addMilliseconds, type BookingId, type EscalationId, type Instant, type SessionId, type TrustCode } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalations } from '../escalations/escalation.store.ts'
import { isStillWith } from '../escalations/is-still-with.ts'
import { type EscalationView, viewsOf } from '../escalations/view-escalation.ts'
import { type PoolSpecialist, specialistOf } from '../specialists/specialist.store.ts'
import { bookingsIn, sessionsOf, unrecordedSessionsOf } from './booking.store.ts'

export interface MyBooking {
  readonly id: BookingId
  readonly hours: number
  readonly escalation: EscalationView
}

/** A specialist's own clinic session and who is seen in it. */
export interface MySession {
  readonly id: SessionId
  readonly startsAt: Instant
  readonly hours: number
  readonly hoursFree: number
  readonly site: TrustCode | undefined
  readonly siteName: string | undefined
  readonly virtual: boolean
  /** It has begun, and nobody has said yet whether the worker was seen. */
  readonly toRecord: boolean
  readonly bookings: readonly MyBooking[]
}

const MOST = 100
/** What nobody has put on record in three months is the coordinator's to find out. */
const LOOK_BACK_MS = 90 * 86_400_000

/** The specialist's own sessions: what has begun and is not on record yet, then from now on, soonest first, with their bookings. */
export function listSessions(
  pool: Pick<Pool, 'id' | 'db'>,
  caller: Caller,
): Promise<{ readonly kind: 'listed'; readonly sessions: MySession[] } | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const specialist = await specialistOf(tx, caller.person)
    const access: Access = { action: 'appointment.read', resource: 'booking', ids: [] }
    const without = await denied(tx, access, specialist ? ['assigned'] : [])
    if (without || !specialist) return without ?? { kind: 'hidden' }
    const sessions = await withBookings(pool, tx, specialist)
    const ids = sessions.flatMap(({ bookings }) => bookings.map(({ escalation }) => escalation.id))
    await allowedFor(tx, { ...access, ids })
    return { kind: 'listed', sessions }
  })
}

async function withBookings(pool: Pick<Pool, 'id'>, tx: ScopedTx, specialist: PoolSpecialist): Promise<MySession[]> {
  const ahead = await sessionsOf(tx, specialist.specialistId, tx.now, MOST)
  const begun = await unrecordedSessionsOf(tx, specialist.person, addMilliseconds(tx.now, -LOOK_BACK_MS), MOST)
  const sessions = [...begun.map((one) => ({ ...one, toRecord: true })), ...ahead.map((one) => ({ ...one, toRecord: false }))]
  const booked = await bookingsIn(
    tx,
    specialist.person,
    sessions.map(({ id }) => id),
  )
  const rows = await findEscalations(
    tx,
    booked.map(({ escalationId }) => escalationId),
  )
  const his = rows.filter((row) => isStillWith(specialist, row, tx.today))
  const views = await viewsOf(pool, tx, specialist, 'accepted', his)
  const viewOf = new Map<EscalationId, EscalationView>(views.map((view) => [view.id, view]))
  return sessions.map(({ site, ...session }) => {
    const bookings = booked.flatMap(({ id, sessionId, escalationId, hours }) => {
      const escalation = sessionId === session.id ? viewOf.get(escalationId) : undefined
      return escalation ? [{ id, hours, escalation }] : []
    })
    const taken = bookings.reduce((sum, { hours }) => sum + hours, 0)
    const siteName = site === null ? undefined : findTrust(site)?.name
    return { ...session, hoursFree: session.hours - taken, site: site ?? undefined, siteName, bookings }
  })
}
