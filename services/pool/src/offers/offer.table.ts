import type { EscalationId, OfferId, PersonId, SpecialistId } from '@oh/kernel'
import { allow, either, hasRole, instant, isMember, isPart, isPerson } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

const coordinator = hasRole('pool-coordinator')
const routing = isPart('routing', 'seed')

/** Who is asked to take an escalation, and what came of it. At most one is open at a time. */
export const offer = pgTable(
  'offer',
  {
    id: uuid('id').$type<OfferId>().primaryKey(),
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    round: integer('round').notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    person: text('person').$type<PersonId>().notNull(),
    offeredAt: instant('offered_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    state: text('state').$type<'open' | 'accepted' | 'declined' | 'lapsed' | 'conflict-declared' | 'withdrawn'>().notNull(),
    endedAt: instant('ended_at'),
    declineReason: text('decline_reason'),
  },
  (table) => [
    index('offer_person').on(table.person, table.state, table.offeredAt, table.id),
    index('offer_specialist').on(table.specialistId, table.state),
    uniqueIndex('offer_one_open').on(table.escalationId).where(sql`state = 'open'`),
    allow('select', either(isPerson('person'), coordinator, routing, isMember)),
    allow('insert', either(routing, isMember, coordinator, hasRole('specialist'))),
    allow('update', either(isPerson('person'), routing, isMember, coordinator)),
  ],
)

/** Every specialist considered in a round, and why each was placed, passed over or ruled out. Kept with the escalation for ever. */
export const candidate = pgTable(
  'candidate',
  {
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    round: integer('round').notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    standing: text('standing').$type<'placed' | 'eligible-not-chosen' | 'excluded'>().notNull(),
    reasons: text('reasons').array().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.round, table.specialistId, table.at] }),
    allow('select', either(coordinator, routing)),
    allow('insert', either(routing, isMember, coordinator, hasRole('specialist'))),
  ],
)

/** The declaration made at the identity card, before any clinical word opens. */
export const conflictDeclaration = pgTable(
  'conflict_declaration',
  {
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    round: integer('round').notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    person: text('person').$type<PersonId>().notNull(),
    declared: text('declared').$type<'none' | 'conflict'>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.round, table.declared] }),
    allow('select', either(isPerson('person'), coordinator, routing)),
    allow('insert', isPerson('person')),
  ],
)

/** One form, one effect: the answer of a request by its idempotency key. */
export const requestOnce = pgTable(
  'request_once',
  {
    person: text('person').$type<PersonId>().notNull(),
    key: text('key').notNull(),
    operation: text('operation').notNull(),
    inputHash: text('input_hash').notNull(),
    resultId: text('result_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.key] }),
    allow('select', isPerson('person')),
    allow('insert', isPerson('person')),
  ],
)
