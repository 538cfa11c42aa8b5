import type { PersonId } from '@oh/kernel'
import { allow, both, either, hasRole, instant, isPart, isPerson } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { StudyFailure, StudyId, StudyState } from './study.ts'
import type { StudyKindName } from './study-kinds.ts'

const studying = isPart('studying')
// who leads the ICS reads no counts of people but published ones
const regional = both(hasRole('ics-lead'), sql.raw(`(kind = 'what-if' and input @> '{"restsOnCounts": false}')`))

/** A computation that somebody asked for, and what came of it: counts in it are rounded, and no row of it is one worker's. */
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

/**
 * What a study is played on: a row without name or id for each past case. Nobody reads it but the part of the pool that
 * plays it, not even whoever asked, and it is gone when the study has ended.
 */
export const studyPast = pgTable(
  'study_past',
  {
    studyId: uuid('study_id')
      .$type<StudyId>()
      .primaryKey()
      .references(() => study.id),
    past: jsonb('past').$type<unknown>().notNull(),
  },
  () => [allow('select', studying), allow('insert', studying), allow('delete', studying)],
)
