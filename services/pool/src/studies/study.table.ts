import type { PersonId } from '@oh/kernel'
import { allow, both, either, hasRole, instant, isPart, isPerson } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { StudyFailure, StudyId, StudyState } from './study.ts'
import type { StudyKindName } from './study-kinds.ts'

const studying = isPart('studying')
const regional = both(hasRole('ics-lead'), sql.raw("(kind = 'what-if')"))

/**
 * A computation that somebody asked for, and what came of it: counts in it are rounded. The input of a policy preview holds a
 * row without name or id for each past case until it has been played, and no longer.
 */
export const study = pgTable(
  'study',
  {
    id: uuid('id').$type<StudyId>().primaryKey(),
    kind: text('kind').$type<StudyKindName>().notNull(),
    input: jsonb('input').$type<unknown>().notNull(),
    askedBy: text('asked_by').$type<PersonId>().notNull(),
    askedAt: instant('asked_at').notNull(),
    state: text('state').$type<StudyState>().notNull(),
    /** How often it was begun; one that was interrupted is begun once more. */
    attempts: integer('attempts').notNull().default(0),
    /** Until when whoever runs it is believed to be alive. */
    leaseUntil: instant('lease_until'),
    result: jsonb('result').$type<unknown>(),
    failedFor: text('failed_for').$type<StudyFailure>(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('study_list').on(table.kind, table.askedAt, table.id),
    index('study_open').on(table.askedAt).where(sql`state in ('asked', 'running')`),
    allow('select', either(isPerson('asked_by'), hasRole('pool-coordinator'), regional, studying)),
    allow('insert', isPerson('asked_by')),
    allow('update', studying),
  ],
)
