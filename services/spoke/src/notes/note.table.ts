import type { CaseId, NoteId, PersonId, WorkerId } from '@oh/kernel'
import { allow, bytes, either, instant, isPart } from '@oh/postgres'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { caseTable } from '../cases/case.table.ts'
import { ohClinicians, worker } from '../workers/worker.table.ts'

/** A clinical note, sealed. A correction is a new version; the older ones stay. */
export const note = pgTable(
  'note',
  {
    id: uuid('id').$type<NoteId>().notNull(),
    version: integer('version').notNull(),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    author: text('author').$type<PersonId>().notNull(),
    authorName: text('author_name').notNull(),
    words: bytes('words').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.version] }),
    index('note_case').on(table.caseId, table.writtenAt, table.id),
    allow('select', either(ohClinicians, isPart('seed'))),
    allow('insert', either(ohClinicians, isPart('seed'))),
  ],
)
