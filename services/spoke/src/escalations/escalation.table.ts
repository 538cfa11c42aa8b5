import type { Category, Exclusion, SeeWorker, Urgency } from '@oh/escalation'
import type { CaseId, EscalationId, OpinionId, PersonId, PoolId, SpecialistId, WorkerId } from '@oh/kernel'
import { allow, bytes, either, instant, isPart, isPerson, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { caseTable } from '../cases/case.table.ts'
import { confidentialityGate } from '../consents/gate.table.ts'
import { ohClinicians, ohTeam, worker } from '../workers/worker.table.ts'
import type { SentEscalationState } from './sent-escalation.ts'

const isItsPool = sql.raw('(pool_id = oh_member())')
const ofItsPool = sql.raw('(exists (select 1 from escalation e where e.id = opinion.escalation_id and e.pool_id = oh_member()))')

/** A case sent up, as the trust knows it: what left, and how it stands by the pool's messages. */
export const escalation = pgTable(
  'escalation',
  {
    id: uuid('id').$type<EscalationId>().primaryKey(),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    /** Repeated from the worker, so that the policies of other tables can look here without a circle. */
    workerPerson: text('worker_person').$type<PersonId>(),
    /** The gate it was ruled on. */
    gateId: uuid('gate_id')
      .notNull()
      .references(() => confidentialityGate.id),
    poolId: text('pool_id').$type<PoolId>().notNull(),
    /** The same along the whole thread of messages. */
    correlation: uuid('correlation').notNull(),
    pseudonym: text('pseudonym').notNull(),
    state: text('state').$type<SentEscalationState>().notNull(),
    category: text('category').$type<Category>().notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    seeWorker: text('see_worker').$type<SeeWorker>().notNull(),
    /** What left the trust, as one sealed JSON text. */
    content: bytes('content').notNull(),
    /** What the nurse ticked and was asked, which stays here. Sealed JSON. */
    asked: bytes('asked').notNull(),
    rulesVersion: text('rules_version').notNull(),
    settingsVersion: text('settings_version').notNull(),
    /** Somebody may be at risk: a withdrawal of consent waits for a senior clinician's decision. */
    safetyFlag: boolean('safety_flag').notNull(),
    /** The pool's round, as last told; 0 before the first. */
    round: integer('round').notNull().default(0),
    sentAt: instant('sent_at').notNull(),
    sentBy: text('sent_by').$type<PersonId>().notNull(),
    sentByName: text('sent_by_name').notNull(),
    acceptBy: londonDate('accept_by').notNull(),
    dueOn: londonDate('due_on').notNull(),
    acceptedBy: text('accepted_by').$type<PersonId>(),
    acceptedSpecialist: uuid('accepted_specialist').$type<SpecialistId>(),
    acceptedName: text('accepted_name'),
    acceptedAt: instant('accepted_at'),
    /** Who reads with a trainee and countersigns; null where nobody has to. */
    supervisorPerson: text('supervisor_person').$type<PersonId>(),
    supervisorName: text('supervisor_name'),
    conflictDeclaredAt: instant('conflict_declared_at'),
    answeredAt: instant('answered_at'),
    withdrawnAt: instant('withdrawn_at'),
    /** When the trust had acted on the opinion: from then on the specialist needs neither identity nor content. */
    actedOnAt: instant('acted_on_at'),
  },
  (table) => [
    index('escalation_case').on(table.caseId),
    index('escalation_sent').on(table.sentAt, table.id),
    allow(
      'select',
      either(
        ohTeam,
        isItsPool,
        isPerson('accepted_by'),
        isPerson('supervisor_person'),
        isPerson('worker_person'),
        isPart('registry', 'seed', 'counting'),
      ),
    ),
    allow('insert', either(ohClinicians, isPart('seed'))),
    allow('update', either(ohClinicians, isItsPool, isPerson('worker_person'), isPart('seed'))),
  ],
)

/** Why it was escalated: every rule that fired, was added or was set aside. */
export const escalationReason = pgTable(
  'escalation_reason',
  {
    escalationId: uuid('escalation_id')
      .$type<EscalationId>()
      .notNull()
      .references(() => escalation.id),
    rule: text('rule').notNull(),
    standing: text('standing').$type<'fired' | 'added' | 'overruled'>().notNull(),
    /** The nurse's words for adding or overruling. Sealed. */
    because: bytes('because'),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.rule, table.standing] }),
    allow('select', either(ohClinicians, isPart('seed'))),
    allow('insert', either(ohClinicians, isPart('seed'))),
  ],
)

/** Specialists who must never be offered this escalation. */
export const escalationExclusion = pgTable(
  'escalation_exclusion',
  {
    escalationId: uuid('escalation_id')
      .$type<EscalationId>()
      .notNull()
      .references(() => escalation.id),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    why: text('why').$type<Exclusion['why']>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.specialistId, table.why] }),
    allow('select', either(ohClinicians, isPart('seed'))),
    allow('insert', either(ohClinicians, isPart('seed'))),
  ],
)

/** The specialist's reply as it came back, signed by its author's pool, and what the nurse did about it. */
export const opinion = pgTable(
  'opinion',
  {
    id: uuid('id').$type<OpinionId>().primaryKey(),
    escalationId: uuid('escalation_id')
      .$type<EscalationId>()
      .notNull()
      .unique()
      .references(() => escalation.id),
    author: text('author').$type<PersonId>().notNull(),
    authorName: text('author_name').notNull(),
    /** The whole reply as it was signed, as sealed JSON. */
    words: bytes('words').notNull(),
    signature: text('signature').notNull(),
    signedAt: instant('signed_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    actedAt: instant('acted_at'),
    actedBy: text('acted_by').$type<PersonId>(),
    actedByName: text('acted_by_name'),
    /** What the nurse did about it, in her words. Sealed. */
    acted: bytes('acted'),
  },
  () => [
    allow('select', either(ohClinicians, isPart('seed'), ofItsPool)),
    allow('insert', either(ofItsPool, isPart('seed'))),
    allow('update', either(ohClinicians, isPart('seed'))),
  ],
)
