import type { Instant, LondonDate, TrustCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, gte, lt, ne, not, sql } from 'drizzle-orm'
import { booking } from '../bookings/booking.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { isHeld, isOnLeave } from '../specialists/specialist.store.ts'
import { clinicSession } from '../specialists/specialist.table.ts'

/**
 * Hours of sessions held between two moments, and how many of them are booked, whether or not it is on record who came.
 * Sessions of somebody on leave are not held.
 */
export async function hoursHeld(tx: ScopedTx, from: Instant, until: Instant): Promise<{ held: number; booked: number }> {
  const { id, startsAt, hours } = clinicSession
  // what was cancelled late may have been booked again
  const bookedHours = sql`least(${hours}, (select coalesce(sum(${booking.hours}), 0) from ${booking}
    where ${booking.sessionId} = ${id} and ${ne(booking.state, 'cancelled')}))`
  const [row] = await tx.sql
    .select({
      held: sql<number>`coalesce(sum(${hours}), 0)::float8`,
      booked: sql<number>`coalesce(sum(${bookedHours}), 0)::float8`,
    })
    .from(clinicSession)
    .where(and(isHeld, heldHere, gte(startsAt, from), lt(startsAt, until), not(isOnLeave)))
  return row ?? { held: 0, booked: 0 }
}

/** When an escalation came, when it was due and when it was answered: what waits are made of. No id, no content. */
export interface Waited {
  readonly trust: TrustCode
  readonly receivedAt: Instant
  readonly dueOn: LondonDate
  readonly answeredAt: Instant | null
}

/** Escalations received between two moments and not withdrawn, at most so many. For counting only. */
export function escalationsBetween(tx: ScopedTx, from: Instant, until: Instant, most: number): Promise<Waited[]> {
  const { trust, receivedAt, dueOn, answeredAt, state } = escalation
  return tx.sql
    .select({ trust, receivedAt, dueOn, answeredAt })
    .from(escalation)
    .where(and(gte(receivedAt, from), lt(receivedAt, until), ne(state, 'withdrawn')))
    .orderBy(sql`${receivedAt} desc`)
    .limit(most)
}
