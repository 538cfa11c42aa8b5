import type { BookingId } from '@oh/kernel'
import { actingAs } from '@oh/postgres'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import { excludedAmong } from '../board/board.reads.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation } from '../escalations/escalation.store.ts'
import { holdEscalation } from '../escalations/move-escalation.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { findBooking } from './booking.store.ts'
import { isLateToCancel } from './late-to-cancel.ts'
import { letBookingFall } from './tell-session.ts'

export interface CancelBookingAsk {
  readonly bookingId: BookingId | undefined
  readonly key: string
}

/**
 * The coordinator cancels one booking of a worker who cannot come and said so in time: its hours are free again, the home
 * spoke is told in the same commit, and the next morning's plan looks for another session. A working day before, or later,
 * it is for the specialist to record, for it counts as cancelled late.
 */
export function cancelBooking(pool: Pick<Pool, 'db' | 'keyring'>, caller: Caller, { bookingId, key }: CancelBookingAsk) {
  const access: Access = { action: 'booking.cancel', resource: 'booking', ids: bookingId ? [bookingId] : [] }
  const submission = { key, operation: 'cancelBooking', input: [bookingId ?? null], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const known = bookingId && (await findBooking(tx, bookingId))
    const found = known && (await findEscalation(tx, known.escalationId))
    const reader = (await specialistOf(tx, caller.person))?.specialistId
    const row = found && (await excludedAmong(tx, reader, [found.id])).has(found.id) ? undefined : found
    const about: Access = { ...access, subject: row?.id }
    const without = await denied(tx, about, row ? ['region'] : [])
    if (without || !row || !known) return without ?? { kind: 'hidden' }
    await actingAs(tx, 'routing', () => holdEscalation(tx, row.id))
    const booked = (await findBooking(tx, known.id)) ?? known
    if (booked.state !== 'booked') return refusedFor(tx, about, ['booking-over'])
    if (isLateToCancel(booked.startsAt, tx.today)) return refusedFor(tx, about, ['booking-too-close'])
    await letBookingFall(pool, tx, row, 'cancelled-early')
    await allowedFor(tx, about)
    return { kind: 'done', id: booked.id }
  })
}
