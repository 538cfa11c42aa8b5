import type { BookingId, EscalationId, TrustCode } from '@oh/kernel'
import type { SessionOverV1 } from '@oh/messages'
import { allow, instant } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { escalation } from './escalation.table.ts'

/** Whoever may see the escalation: its own policies hold inside this one. A manager sees none. */
const ofSeenEscalation = sql.raw('(exists (select 1 from escalation e where e.id = specialist_session.escalation_id))')
const ofItsPool = sql.raw(
  '(exists (select 1 from escalation e where e.id = specialist_session.escalation_id and e.pool_id = oh_member()))',
)

/** When a specialist of the pool sees the worker, as the pool told. The id is the pool's. */
export const specialistSession = pgTable(
  'specialist_session',
  {
    id: uuid('id').$type<BookingId>().primaryKey(),
    escalationId: uuid('escalation_id')
      .$type<EscalationId>()
      .notNull()
      .references(() => escalation.id),
    startsAt: instant('starts_at').notNull(),
    hours: numeric('hours', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    how: text('how').$type<'video' | 'in-person'>().notNull(),
    site: text('site').$type<TrustCode>(),
    specialistName: text('specialist_name').notNull(),
    state: text('state').$type<'booked' | 'cancelled' | SessionOverV1['attendance']>().notNull(),
    /** The pool's word for why it was cancelled. */
    reason: text('reason'),
    toldAt: instant('told_at').notNull(),
    cancelledAt: instant('cancelled_at'),
  },
  (table) => [
    index('specialist_session_escalation').on(table.escalationId, table.startsAt),
    allow('select', ofSeenEscalation),
    allow('insert', ofItsPool),
    allow('update', ofItsPool),
  ],
)
