import { audit } from '@oh/audit'
import type { TrustCode } from '@oh/kernel'
import { SESSION_BOOKED_V1, SESSION_CANCELLED_V1, type SessionBookedV1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import type { Pool } from '../context.ts'
import type { EscalationRow } from '../escalations/escalation.store.ts'
import { endBooking } from './booking.store.ts'

/** As much of an escalation as its home spoke is told by. */
type Told = Pick<EscalationRow, 'id' | 'spokeId' | 'correlation'>

/** Why a booking falls away. */
export type CancelReason = 'answered' | 'conflict-declared' | 'session-cancelled' | 'stood-down' | 'supervisor-away' | 'withdrawn'

/** Tells the home spoke, in the commit that books, when and how its worker is to be seen. */
export async function tellBooked(
  { keyring }: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { id: escalationId, spokeId, correlation }: Told,
  booking: Pick<SessionBookedV1, 'bookingId' | 'startsAt' | 'hours' | 'how' | 'site' | 'specialistName'>,
): Promise<void> {
  const body = { escalationId, ...booking, at: tx.now }
  await post(tx, { name: SESSION_BOOKED_V1, destination: spokeId, subject: escalationId, correlation, body }, keyring)
}

/** In person where the session is held at the worker's own trust; at any other it was booked by video. */
export function howSeen(trust: TrustCode, site: string | null | undefined): Pick<SessionBookedV1, 'how' | 'site'> {
  return site === trust ? { how: 'in-person', site: trust } : { how: 'video' }
}

/**
 * Lets a standing booking fall away and tells the home spoke in the same commit; nothing when none stands. Once it is
 * answered, a session that has begun stands: whether the worker was seen is still to be said.
 */
export async function cancelBooking(
  { keyring }: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { id: escalationId, spokeId, correlation }: Told,
  reason: CancelReason,
): Promise<void> {
  await actingAs(tx, 'routing', async () => {
    const ended = await endBooking(tx, escalationId, reason === 'answered' ? 'ahead' : 'any')
    if (!ended) return
    const body = { escalationId, bookingId: ended.id, startsAt: ended.startsAt, reason, at: tx.now }
    await post(tx, { name: SESSION_CANCELLED_V1, destination: spokeId, subject: escalationId, correlation, body }, keyring)
    const about = { resource: 'escalation', ids: [escalationId], subject: escalationId }
    await audit(tx, { action: 'escalation.cancelBooking', ...about, outcome: 'allowed', reasons: [reason] })
  })
}
