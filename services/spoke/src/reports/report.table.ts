import type { AppointmentId, CaseId, PersonId } from '@oh/kernel'
import { allow, either, instant, isPart } from '@oh/postgres'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { appointment } from '../appointments/appointment.table.ts'
import { caseTable } from '../cases/case.table.ts'
import { ohClinicians, ohTeam } from '../workers/worker.table.ts'

/** That the report of an assessment is ready for the worker to read, and since when. Its words and its release stand elsewhere. */
export const report = pgTable(
  'report',
  {
    /** The assessment it is about: one report for each. */
    appointmentId: uuid('appointment_id')
      .$type<AppointmentId>()
      .primaryKey()
      .references(() => appointment.id),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    readyAt: instant('ready_at').notNull(),
    readyBy: text('ready_by').$type<PersonId>().notNull(),
    readyByName: text('ready_by_name').notNull(),
  },
  (table) => [
    index('report_case').on(table.caseId),
    allow('select', either(ohTeam, isPart('seed', 'counting'))),
    allow('insert', either(ohClinicians, isPart('seed'))),
  ],
)
