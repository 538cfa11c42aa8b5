import type { EscalationId, Instant, PersonId, SpecialistId, SpokeId, TrustCode } from '@oh/kernel'
import type { CaseEscalatedV1 } from '@oh/messages'
import { allow, bytes, either, hasRole, instant, isMember, isPart, isPerson, londonDate } from '@oh/postgres'
import type { EscalationState, ExclusionGround, RoundEnd, Skill, Urgency } from '@oh/routing'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

const coordinator = hasRole('pool-coordinator')
/** The pool itself: a person's act is ruled first, then the pool carries it out. */
const routing = isPart('routing')
const homeSpoke = sql.raw('(spoke_id = oh_member())')
/** The specialist an offer is open to; nobody else's list shows the row, its count or its absence. */
const offeredToMe = sql.raw(
  "(held_at is null and exists (select 1 from offer o where o.escalation_id = escalation.id and o.person = oh_person() and o.state = 'open'))",
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
    category: text('category').$type<CaseEscalatedV1['category']>().notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    reasons: text('reasons').array().notNull(),
    skills: text('skills').array().$type<Skill[]>().notNull(),
    acceptBy: londonDate('accept_by').notNull(),
    dueOn: londonDate('due_on').notNull(),
    employer: text('employer').$type<TrustCode>().notNull(),
    department: text('department').notNull(),
    prefersOwnEmployer: boolean('prefers_own_employer').notNull(),
    seeWorker: text('see_worker').$type<CaseEscalatedV1['seeWorker']>().notNull(),
    /** Two fields, never one: the service's basis in data protection law, and what lets the words leave the trust. */
    gdprBasis: jsonb('gdpr_basis').$type<CaseEscalatedV1['gdprBasis']>().notNull(),
    confidentialityGate: jsonb('confidentiality_gate').$type<CaseEscalatedV1['confidentialityGate']>().notNull(),
    /** Both emptied when consent is withdrawn: without its key, no copy of the content opens either. */
    recordKey: bytes('record_key'),
    content: bytes('content'),
    state: text('state').$type<EscalationState>().notNull(),
    since: instant('since').notNull(),
    round: integer('round').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** When it left the trust: until then the worker was shown names. */
    sentAt: instant('sent_at').$type<Instant>(),
    /** How often the picture of candidates has changed; the latest stands under this number. */
    picture: integer('picture').notNull().default(0),
    /** When routing last looked for somebody. */
    lookedAt: instant('looked_at'),
    /** Kept after a withdrawal, so that the author keeps the own opinion; gone after a conflict. */
    acceptedBy: uuid('accepted_by').$type<SpecialistId>(),
    acceptedPerson: text('accepted_person').$type<PersonId>(),
    acceptedAt: instant('accepted_at'),
    /** Who countersigns, when a trainee has accepted. */
    supervisedBy: uuid('supervised_by').$type<SpecialistId>(),
    supervisorPerson: text('supervisor_person').$type<PersonId>(),
    /** When the supervisor declared no conflict. */
    supervisorOpenedAt: instant('supervisor_opened_at'),
    openedAt: instant('opened_at'),
    answeredAt: instant('answered_at'),
    /** Withdrawn with an open safety flag: nothing is done with it until the home spoke has decided. */
    heldAt: instant('held_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    index('escalation_board').on(table.dueOn, table.id),
    index('escalation_accepted').on(table.acceptedPerson, table.dueOn, table.id),
    index('escalation_supervised').on(table.supervisorPerson, table.dueOn, table.id),
    index('escalation_waiting').on(table.lookedAt).where(sql`state in ('received', 'nobody-eligible')`),
    allow(
      'select',
      either(
        coordinator,
        homeSpoke,
        routing,
        isPart('counting'),
        isPerson('accepted_person'),
        isPerson('supervisor_person'),
        offeredToMe,
      ),
    ),
    allow('insert', homeSpoke),
    allow('update', routing),
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
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    why: text('why').$type<ExclusionGround>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.specialistId, table.why] }),
    allow('select', routing),
    allow('insert', isMember),
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
  (table) => [primaryKey({ columns: [table.escalationId, table.round] }), allow('select', routing), allow('insert', routing)],
)
