import type { Instant, LondonDate, TrustCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, gt, gte, lt, ne, sql } from 'drizzle-orm'
import { booking } from '../bookings/booking.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { isHeld } from '../specialists/specialist.store.ts'
import { clinicSession, specialistLeave } from '../specialists/specialist.table.ts'

/** Hours of sessions held between two moments, and how many of them are booked. Sessions of somebody on leave are not held. */
export async function hoursHeld(tx: ScopedTx, from: Instant, until: Instant): Promise<{ held: number; booked: number }> {
  const { id, specialistId, startsAt, hours } = clinicSession
  const onLeave = sql`exists (select 1 from ${specialistLeave} where ${specialistLeave.specialistId} = ${specialistId}
    and ${specialistLeave.cancelledAt} is null
    and (${startsAt} at time zone 'Europe/London')::date between ${specialistLeave.fromOn} and ${specialistLeave.toOn})`
  const bookedHours = sql`(select coalesce(sum(${booking.hours}), 0) from ${booking}
    where ${booking.sessionId} = ${id} and ${eq(booking.state, 'booked')})`
  const [row] = await tx.sql
    .select({
      held: sql<number>`coalesce(sum(${hours}), 0)::float8`,
      booked: sql<number>`coalesce(sum(${bookedHours}), 0)::float8`,
    })
    .from(clinicSession)
    .where(and(isHeld, heldHere, gte(startsAt, from), lt(startsAt, until), sql`not ${onLeave}`))
  return row ?? { held: 0, booked: 0 }
}

/** When an escalation came, when it was due and when it was answered: what waits are made of. No id, no content. */
export interface Waited {
  readonly trust: TrustCode
  readonly receivedAt: Instant
  readonly dueOn: LondonDate
  readonly answeredAt: Instant | null
}

/** Escalations received since a moment and not withdrawn, at most so many. For counting only. */
export function escalationsSince(tx: ScopedTx, since: Instant, most: number): Promise<Waited[]> {
  const { trust, receivedAt, dueOn, answeredAt, state } = escalation
  return tx.sql
    .select({ trust, receivedAt, dueOn, answeredAt })
    .from(escalation)
    .where(and(gt(receivedAt, since), ne(state, 'withdrawn')))
    .orderBy(sql`${receivedAt} desc`)
    .limit(most)
}
