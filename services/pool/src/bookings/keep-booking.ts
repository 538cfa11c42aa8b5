import { audit } from '@oh/audit'
import type { BookingId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Session } from '@oh/routing'
import type { Pool } from '../context.ts'
import type { EscalationRow } from '../escalations/escalation.store.ts'
import type { PoolSpecialist } from '../specialists/specialist.store.ts'
import { saveBooking, saveBookingReasons } from './booking.store.ts'
import type { KeptReason } from './reasons-to-keep.ts'
import { howSeen, tellBooked } from './tell-session.ts'

/** Who is seen, in which session, by whom. */
export interface Placed {
  readonly row: Pick<EscalationRow, 'id' | 'spokeId' | 'correlation' | 'trust'>
  readonly session: Session
  readonly holder: Pick<PoolSpecialist, 'person' | 'fullName'>
  readonly hours: number
  /** The routing policy by which it was placed. */
  readonly policyVersion: number
  /** Why this session, and why not the others. */
  readonly reasons: readonly KeptReason[]
}

/** Writes a booking down and tells the home spoke in the same commit: the one way in which a worker is put into a session. */
export async function keepBooking(
  pool: Pick<Pool, 'newId' | 'keyring'>,
  tx: ScopedTx,
  action: 'escalation.book' | 'escalation.rebook',
  { row, session, holder, hours, policyVersion, reasons }: Placed,
): Promise<BookingId> {
  const { sessionId, startsAt } = session
  const id = pool.newId() as BookingId
  const escalationId = row.id
  const { person } = holder
  await saveBooking(tx, { id, escalationId, sessionId, person, hours, bookedAt: tx.now, state: 'booked', policyVersion })
  await saveBookingReasons(
    tx,
    reasons.map((reason) => ({ ...reason, bookingId: id, escalationId, at: tx.now })),
  )
  const seen = howSeen(row.trust, session.site)
  await tellBooked(pool, tx, row, { bookingId: id, startsAt, hours, ...seen, specialistName: holder.fullName })
  await audit(tx, { action, resource: 'escalation', ids: [row.id], subject: row.id, outcome: 'allowed' })
  return id
}
