import type { EscalationId, SessionId, SpecialistId } from '@oh/kernel'
import { allow, either, hasRole, instant, isPart, londonDate } from '@oh/postgres'
import type { Replanned, RoutingReason } from '@oh/routing'
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'

const routing = isPart('routing')

/** What became of a case whose specialist's sessions fell away, and why. Kept with the escalation for ever. */
export const replannedCase = pgTable(
  'replanned_case',
  {
    id: uuid('id').primaryKey(),
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    /** The leave that made it necessary; null when a session was cancelled or a weekly session ended. */
    leaveId: uuid('leave_id'),
    /** Taken back while it was only on offer, or what the new plan said. */
    outcome: text('outcome').$type<Replanned['outcome'] | 'offer-taken-back'>().notNull(),
    reasons: text('reasons').array().$type<RoutingReason[]>().notNull(),
    /** The session that the booking was in, and the one it is in now. */
    fromSession: uuid('from_session').$type<SessionId>(),
    toSession: uuid('to_session').$type<SessionId>(),
    at: instant('at').notNull(),
  },
  (table) => [
    index('replanned_case_escalation').on(table.escalationId),
    index('replanned_case_leave').on(table.leaveId),
    allow('select', either(hasRole('pool-coordinator'), routing)),
    allow('insert', routing),
  ],
)

/** Each day on which sessions were made from the templates, once a day whatever restarts. */
export const sessionRun = pgTable(
  'session_run',
  { on: londonDate('on').primaryKey(), at: instant('at').notNull(), made: integer('made').notNull() },
  () => [allow('select', routing), allow('insert', routing)],
)
