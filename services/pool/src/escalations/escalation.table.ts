import type { EscalationId, PersonId, SpecialistId, SpokeId, TrustCode } from '@oh/kernel'
import { allow, bytes, either, hasRole, instant, isMember, isPart, isPerson, londonDate } from '@oh/postgres'
import type { EscalationState, RoundEnd, Skill, Urgency } from '@oh/routing'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

const coordinator = hasRole('pool-coordinator')
const routing = isPart('routing', 'seed')
/** The specialist an offer is open to; nobody else's list shows the row, its count or its absence. */
const offeredToMe = sql.raw(
  "(exists (select 1 from offer o where o.escalation_id = escalation.id and o.person = oh_person() and o.state = 'open'))",
)
const iGaveAnOpinion = sql.raw(
  '(exists (select 1 from opinion p where p.escalation_id = escalation.id and p.author = oh_person()))',
)

/** An escalation as the pool holds it: a pseudonym, what routing needs, and the content under seal. No name, ever. */
export const escalation = pgTable(
  'escalation',
  {
    id: uuid('id').$type<EscalationId>().primaryKey(),
    spokeId: text('spoke_id').$type<SpokeId>().notNull(),
    trust: text('trust').$type<TrustCode>().notNull(),
    correlation: text('correlation').notNull(),
    pseudonym: text('pseudonym').notNull(),
    ageBand: text('age_band').notNull(),
    category: text('category').notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    reasons: text('reasons').array().notNull(),
    skills: text('skills').array().$type<Skill[]>().notNull(),
    acceptBy: londonDate('accept_by').notNull(),
    dueOn: londonDate('due_on').notNull(),
    employer: text('employer').$type<TrustCode>().notNull(),
    department: text('department').notNull(),
    prefersOwnEmployer: boolean('prefers_own_employer').notNull(),
    seeWorker: text('see_worker').$type<'no' | 'in-person' | 'virtual-allowed'>().notNull(),
    gdprBasis: text('gdpr_basis').notNull(),
    gateKind: text('gate_kind').notNull(),
    gateGivenAt: instant('gate_given_at').notNull(),
    gateTextVersion: text('gate_text_version').notNull(),
    recordKey: bytes('record_key').notNull(),
    /** Sealed JSON; emptied when consent is withdrawn. */
    content: bytes('content'),
    state: text('state').$type<EscalationState>().notNull(),
    since: instant('since').notNull(),
    round: integer('round').notNull(),
    version: integer('version').notNull(),
    receivedAt: instant('received_at').notNull(),
    acceptedBy: uuid('accepted_by').$type<SpecialistId>(),
    acceptedPerson: text('accepted_person').$type<PersonId>(),
    acceptedAt: instant('accepted_at'),
    openedAt: instant('opened_at'),
    answeredAt: instant('answered_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    index('escalation_board').on(table.dueOn, table.id),
    allow('select', either(coordinator, isMember, routing, isPerson('accepted_person'), offeredToMe, iGaveAnOpinion)),
    allow('insert', either(isMember, isPart('seed'))),
    allow('update', either(isMember, routing, isPerson('accepted_person'), offeredToMe, coordinator)),
  ],
)

/** Specialists whom the trust or the worker ruled out from the start. */
export const escalationExclusion = pgTable(
  'escalation_exclusion',
  {
    escalationId: uuid('escalation_id')
      .$type<EscalationId>()
      .notNull()
      .references(() => escalation.id),
    specialistId: text('specialist_id').$type<SpecialistId>().notNull(),
    why: text('why').$type<'objection' | 'line-relation' | 'treating-doctor' | 'declared-relationship'>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.specialistId, table.why] }),
    allow('select', either(coordinator, routing, isMember)),
    allow('insert', either(isMember, isPart('seed'))),
  ],
)

/** Who was asked in an earlier round and how it ended; they are not asked again. */
export const escalationTried = pgTable(
  'escalation_tried',
  {
    escalationId: uuid('escalation_id')
      .$type<EscalationId>()
      .notNull()
      .references(() => escalation.id),
    round: integer('round').notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    ended: text('ended').$type<RoundEnd>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.round] }),
    allow(
      'select',
      either(
        coordinator,
        routing,
        isMember,
        sql.raw('(exists (select 1 from escalation e where e.id = escalation_tried.escalation_id))'),
      ),
    ),
    allow(
      'insert',
      either(routing, isMember, sql.raw('(exists (select 1 from escalation e where e.id = escalation_tried.escalation_id))')),
    ),
  ],
)
