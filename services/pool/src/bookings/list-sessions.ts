import type { EscalationId, Instant, SessionId, TrustCode } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalations } from '../escalations/escalation.store.ts'
import { isStillWith } from '../escalations/is-still-with.ts'
import { type EscalationView, viewsOf } from '../escalations/view-escalation.ts'
import { type PoolSpecialist, specialistOf } from '../specialists/specialist.store.ts'
import { bookingsIn, sessionsOf } from './booking.store.ts'

export interface MyBooking {
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
  readonly bookings: readonly MyBooking[]
}

const MOST = 100

/** The specialist's own sessions from now on, soonest first, with the bookings made so far. */
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
  const sessions = await sessionsOf(tx, specialist.specialistId, tx.now, MOST)
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
    const bookings = booked.flatMap(({ sessionId, escalationId, hours }) => {
      const escalation = sessionId === session.id ? viewOf.get(escalationId) : undefined
      return escalation ? [{ hours, escalation }] : []
    })
    const taken = bookings.reduce((sum, { hours }) => sum + hours, 0)
    const siteName = site === null ? undefined : findTrust(site)?.name
    return { ...session, hoursFree: session.hours - taken, site: site ?? undefined, siteName, bookings }
  })
}
