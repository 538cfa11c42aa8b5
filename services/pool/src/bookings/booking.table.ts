import type { EscalationId, SessionId } from '@oh/kernel'
import { allow, anyActor, instant, isPart } from '@oh/postgres'
import { numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/** In which session a worker is seen: made late, by the morning's plan. */
export const booking = pgTable(
  'booking',
  {
    escalationId: uuid('escalation_id').$type<EscalationId>().primaryKey(),
    sessionId: uuid('session_id').$type<SessionId>().notNull(),
    hours: numeric('hours', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    bookedAt: instant('booked_at').notNull(),
    state: text('state').$type<'booked' | 'cancelled'>().notNull(),
  },
  () => [allow('select', anyActor), allow('insert', isPart('routing', 'seed')), allow('update', isPart('routing', 'seed'))],
)
