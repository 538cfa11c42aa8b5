import type { EscalationCategory, Urgency } from '@oh/escalation'
import type { CaseId, EscalationId, OpinionId, PersonId, PoolId, SpecialistId, WorkerId } from '@oh/kernel'
import { allow, bytes, either, instant, isMember, isPart, isPerson, londonDate } from '@oh/postgres'
import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { caseTable } from '../cases/case.table.ts'
import { ohTeam, worker } from '../workers/worker.table.ts'

/** Where a sent escalation stands, as the trust knows it from the pool's messages. */
export type SentEscalationState = 'sent' | 'offered' | 'nobody-eligible' | 'accepted' | 'answered' | 'withdrawn'

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
    poolId: text('pool_id').$type<PoolId>().notNull(),
    pseudonym: text('pseudonym').notNull(),
    state: text('state').$type<SentEscalationState>().notNull(),
    category: text('category').$type<EscalationCategory>().notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    /** Question, plan and the rest of what left the trust, as one sealed JSON text. */
    content: bytes('content').notNull(),
    safetyFlag: boolean('safety_flag').notNull(),
    round: integer('round').notNull().default(0),
    sentAt: instant('sent_at').notNull(),
    sentBy: text('sent_by').$type<PersonId>().notNull(),
    acceptBy: londonDate('accept_by').notNull(),
    dueOn: londonDate('due_on').notNull(),
    acceptedBy: text('accepted_by').$type<PersonId>(),
    acceptedName: text('accepted_name'),
    acceptedAt: instant('accepted_at'),
    conflictDeclaredAt: instant('conflict_declared_at'),
    answeredAt: instant('answered_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    index('escalation_case').on(table.caseId),
    index('escalation_sent').on(table.sentAt, table.id),
    allow('select', either(ohTeam, isMember, isPerson('accepted_by'), isPerson('worker_person'), isPart('seed'))),
    allow('insert', either(ohTeam, isPart('seed'))),
    allow('update', either(ohTeam, isMember, isPerson('worker_person'), isPart('seed'))),
  ],
)

/** Why it was escalated: every rule that fired, was added or was overruled, with the version of the rules. */
export const escalationReason = pgTable(
  'escalation_reason',
  {
    escalationId: uuid('escalation_id')
      .$type<EscalationId>()
      .notNull()
      .references(() => escalation.id),
    rule: text('rule').notNull(),
    ruleVersion: text('rule_version').notNull(),
    standing: text('standing').$type<'fired' | 'added' | 'overruled'>().notNull(),
    /** The nurse's words for adding or overruling. Sealed. */
    because: bytes('because'),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.rule] }),
    allow('select', either(ohTeam, isPart('seed'))),
    allow('insert', either(ohTeam, isPart('seed'))),
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
    specialistId: text('specialist_id').$type<SpecialistId>().notNull(),
    why: text('why').$type<'objection' | 'line-relation' | 'treating-doctor' | 'declared-relationship'>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.escalationId, table.specialistId, table.why] }),
    allow('select', either(ohTeam, isPart('seed'))),
    allow('insert', either(ohTeam, isPart('seed'))),
  ],
)

/** The specialist's reply as it came back, signed by its author's pool. Sealed. */
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
    words: bytes('words').notNull(),
    signature: text('signature').notNull(),
    signedAt: instant('signed_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  () => [allow('select', either(ohTeam, isPart('seed'), isMember)), allow('insert', either(isMember, isPart('seed')))],
)
