import type { ConfidentialityGateKind, GdprBasis } from '@oh/escalation'
import type { CaseId, PersonId, WorkerId } from '@oh/kernel'
import { allow, bytes, either, instant, isMember, isPart, isPerson, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { caseTable } from '../cases/case.table.ts'
import { ohTeam, worker } from '../workers/worker.table.ts'

/** What lets clinical words leave the service: the confidentiality gate beside the service's basis in data protection law. */
export const confidentialityGate = pgTable(
  'confidentiality_gate',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    gdprBasis: text('gdpr_basis').$type<GdprBasis>().notNull(),
    kind: text('kind').$type<ConfidentialityGateKind>().notNull(),
    givenAt: instant('given_at').notNull(),
    /** Who recorded it: the worker himself, or the clinician who heard it. */
    recordedBy: text('recorded_by').$type<PersonId>().notNull(),
    /** Which wording the worker was shown. */
    textVersion: text('text_version').notNull(),
    /** How it was given, or the senior discussion behind a public-interest decision. Sealed. */
    evidence: bytes('evidence').notNull(),
    validUntil: londonDate('valid_until'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: text('withdrawn_by').$type<PersonId>(),
  },
  (table) => [
    index('gate_case').on(table.caseId, table.givenAt),
    allow(
      'select',
      either(
        ohTeam,
        isMember,
        isPart('seed'),
        sql.raw('(exists (select 1 from worker w where w.id = worker_id and w.person = oh_person()))'),
        sql.raw(
          '(exists (select 1 from escalation e where e.case_id = confidentiality_gate.case_id and e.accepted_by = oh_person() and e.conflict_declared_at is null))',
        ),
      ),
    ),
    allow('insert', either(ohTeam, isPerson('recorded_by'), isPart('seed'))),
    allow(
      'update',
      either(
        ohTeam,
        isPart('seed'),
        sql.raw('(exists (select 1 from worker w where w.id = worker_id and w.person = oh_person()))'),
      ),
    ),
  ],
)
