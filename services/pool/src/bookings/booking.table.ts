import type { BookingId, EscalationId, PersonId, SessionId, SpecialistId } from '@oh/kernel'
import { allow, either, hasRole, instant, isPart, londonDate } from '@oh/postgres'
import type { Attendance, BookingReason, RoutingReason } from '@oh/routing'
import { sql } from 'drizzle-orm'
import { index, integer, numeric, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

const routing = isPart('routing')
const mine = sql.raw("(person = oh_person() and state = 'booked')")

/** In which session a worker is seen: made late, by the morning's plan. At most one stands for an escalation. */
export const booking = pgTable(
  'booking',
  {
    id: uuid('id').$type<BookingId>().primaryKey(),
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    sessionId: uuid('session_id').$type<SessionId>().notNull(),
    /** Whose session it is; repeated here so that a row can be shown to him alone. */
    person: text('person').$type<PersonId>().notNull(),
    hours: numeric('hours', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    bookedAt: instant('booked_at').notNull(),
    state: text('state').$type<'booked' | 'cancelled' | Attendance>().notNull(),
    cancelledAt: instant('cancelled_at'),
    recordedAt: instant('recorded_at'),
    /** By when another session is wanted after this one; null when none is. */
    againBy: londonDate('again_by'),
    /** The routing policy by which it was made. */
    policyVersion: integer('policy_version').notNull().default(1),
  },
  (table) => [
    index('booking_session').on(table.sessionId),
    uniqueIndex('booking_one_standing').on(table.escalationId).where(sql`state = 'booked'`),
    allow('select', either(mine, hasRole('pool-coordinator'), routing, isPart('counting'))),
    allow('insert', routing),
    allow('update', routing),
  ],
)

/** What was found about each session that a booking was made from, and why. Kept with the booking for ever. */
export const bookingReason = pgTable(
  'booking_reason',
  {
    bookingId: uuid('booking_id').notNull(),
    sessionId: uuid('session_id').$type<SessionId>().notNull(),
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    /** When the session was to begin; repeated here because a session may be moved or go. */
    startsAt: instant('starts_at').notNull(),
    standing: text('standing').$type<BookingReason['outcome']>().notNull(),
    reasons: text('reasons').array().$type<RoutingReason[]>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bookingId, table.sessionId] }),
    index('booking_reason_escalation').on(table.escalationId),
    allow('select', either(hasRole('pool-coordinator'), routing)),
    allow('insert', routing),
  ],
)

/** Each morning's plan, once a day whatever restarts. */
export const bookingRun = pgTable(
  'booking_run',
  { on: londonDate('on').primaryKey(), at: instant('at').notNull(), booked: integer('booked').notNull() },
  () => [allow('select', routing), allow('insert', routing)],
)
