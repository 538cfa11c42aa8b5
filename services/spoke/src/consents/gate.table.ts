import type { ConfidentialityGate, GdprBasis, PublicInterestDecision } from '@oh/escalation'
import type { CaseId, PersonId, WorkerId } from '@oh/kernel'
import { allow, bytes, either, instant, isPart, isPerson } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { caseTable } from '../cases/case.table.ts'
import { ohClinicians, worker } from '../workers/worker.table.ts'

const ofAcceptedSpecialist = sql.raw(
  '(exists (select 1 from escalation e where e.case_id = confidentiality_gate.case_id and oh_person() in (e.accepted_by, e.supervisor_person) and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null))',
)

/**
 * What lets clinical words leave the service: the confidentiality gate, beside the service's basis in data protection law
 * as it was when the gate was recorded. The newest gate of a case is the one that counts.
 */
export const confidentialityGate = pgTable(
  'confidentiality_gate',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    /** From 1 within the case. */
    number: integer('number').notNull(),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    /** Repeated from the worker, so that policies need not look there. */
    workerPerson: text('worker_person').$type<PersonId>(),
    kind: text('kind').$type<ConfidentialityGate['kind']>().notNull(),
    gdprBasis: jsonb('gdpr_basis').$type<GdprBasis>(),
    givenAt: instant('given_at').notNull(),
    /** Who recorded it: the worker himself, or the clinician who heard it. */
    recordedBy: text('recorded_by').$type<PersonId>().notNull(),
    recordedByName: text('recorded_by_name').notNull(),
    /** Which wording the worker was shown. */
    textVersion: text('text_version').notNull(),
    expiresAt: instant('expires_at'),
    /** The whole gate as the rules read it, as sealed JSON. */
    gate: bytes('gate').notNull(),
    /** How consent was given, in the words of who heard it. Sealed. */
    evidence: bytes('evidence'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: text('withdrawn_by').$type<PersonId>(),
    withdrawnByName: text('withdrawn_by_name'),
    /** How the worker said so, where a nurse wrote it down. Sealed. */
    withdrawalEvidence: bytes('withdrawal_evidence'),
    /** Which wording of the consequences the worker was told. */
    consequencesVersion: text('consequences_version'),
    /** Withdrawn while somebody may be at risk: a named senior clinician decides before it is final. */
    safetyHold: boolean('safety_hold').notNull().default(false),
    namedDecider: text('named_decider').$type<PersonId>(),
  },
  (table) => [
    uniqueIndex('gate_case').on(table.caseId, table.number),
    allow('select', either(ohClinicians, isPart('seed'), isPerson('worker_person'), ofAcceptedSpecialist)),
    allow('insert', either(ohClinicians, isPart('seed'), sql.raw('(worker_person = oh_person() and recorded_by = oh_person())'))),
    allow('update', either(ohClinicians, isPart('seed'), isPerson('worker_person'))),
  ],
)

/** What the named senior clinician decided on a withdrawal held for safety. The worker sees the outcome, not the words. */
export const withdrawalDecision = pgTable(
  'withdrawal_decision',
  {
    gateId: uuid('gate_id')
      .primaryKey()
      .references(() => confidentialityGate.id),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    workerPerson: text('worker_person').$type<PersonId>(),
    outcome: text('outcome').$type<PublicInterestDecision['outcome']>().notNull(),
    /** Rationale, discussion and how the worker was told, as sealed JSON. */
    decision: bytes('decision').notNull(),
    decidedBy: text('decided_by').$type<PersonId>().notNull(),
    decidedByName: text('decided_by_name').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (table) => [
    index('withdrawal_decision_case').on(table.caseId),
    allow('select', either(ohClinicians, isPart('seed'), isPerson('worker_person'))),
    allow('insert', either(ohClinicians, isPart('seed'))),
  ],
)
