import type { EscalationId, OfferId, PersonId, SpecialistId } from '@oh/kernel'
import { allow, either, hasRole, instant, isPart } from '@oh/postgres'
import type { Candidate, RoutingReason } from '@oh/routing'
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { DeclineWord } from './decline-words.ts'

const coordinator = hasRole('pool-coordinator')
const routing = isPart('routing')
/** Whoever declared a conflict keeps nothing, not even that there was an offer. */
const mine = sql.raw("(person = oh_person() and state <> 'conflict-declared')")

/** Who is asked to take an escalation, and what came of it. At most one is open at a time. */
export const offer = pgTable(
  'offer',
  {
    id: uuid('id').$type<OfferId>().primaryKey(),
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    round: integer('round').notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    person: text('person').$type<PersonId>().notNull(),
    /** Why this specialist, as far as he may know before accepting. */
    reasons: text('reasons').array().$type<RoutingReason[]>().notNull(),
    offeredAt: instant('offered_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    state: text('state')
      .$type<'open' | 'accepted' | 'declined' | 'lapsed' | 'conflict-declared' | 'stood-down' | 'withdrawn'>()
      .notNull(),
    endedAt: instant('ended_at'),
    declineReason: text('decline_reason').$type<DeclineWord>(),
    /** The routing policy by which it was made. */
    policyVersion: integer('policy_version').notNull().default(1),
    /** Why the specialist was stood down: rights that no longer hold, or leave. */
    stoodDownFor: text('stood_down_for').array().$type<RoutingReason[]>(),
  },
  (table) => [
    index('offer_person').on(table.person, table.state, table.offeredAt, table.id),
    index('offer_expiry').on(table.expiresAt).where(sql`state = 'open'`),
    index('offer_escalation').on(table.escalationId),
    uniqueIndex('offer_one_open').on(table.escalationId).where(sql`state = 'open'`),
    allow('select', either(mine, coordinator, routing)),
    allow('insert', routing),
    allow('update', routing),
  ],
)

/** Every specialist considered, and why each was placed, passed over or ruled out. Kept with the escalation for ever. */
export const candidate = pgTable(
  'candidate',
  {
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    /** Counts from 1 within an escalation; a new one is written only when somebody's standing has changed. */
    picture: integer('picture').notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    round: integer('round').notNull(),
    standing: text('standing').$type<Candidate['outcome']>().notNull(),
    reasons: text('reasons').array().$type<RoutingReason[]>().notNull(),
    at: instant('at').notNull(),
    /** The routing policy by which they were ranked. */
    policyVersion: integer('policy_version').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.picture, table.specialistId] }),
    allow('select', either(coordinator, routing)),
    allow('insert', routing),
  ],
)

/** The declaration made at the identity card, before any clinical word opens. */
export const conflictDeclaration = pgTable(
  'conflict_declaration',
  {
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    round: integer('round').notNull(),
    declared: text('declared').$type<'none' | 'conflict'>().notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.round, table.declared, table.specialistId] }),
    allow('select', either(coordinator, routing)),
    allow('insert', routing),
  ],
)
