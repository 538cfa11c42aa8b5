import type { MemberId, Month, ReasonGroup, SeriesId, StaffGroup, SubmissionId, TrustCode } from '@oh/kernel'
import { allow, either, hasRole, instant, isMember, isPart } from '@oh/postgres'
import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'

/** The makers of publications: the one part of the rollup that sees an exact figure. */
const publishing = isPart('publishing', 'seed')

/** That a service sent an employer's month, and under which terms. Who sent is no secret; what was counted is. */
export const submission = pgTable(
  'submission',
  {
    id: uuid('id').$type<SubmissionId>().primaryKey(),
    /** The service that sent it. */
    service: text('service').$type<MemberId>().notNull(),
    employer: text('employer').$type<TrustCode>().notNull(),
    /** By which the service keeps its messages about this employer in order; none for what is made up. */
    series: uuid('series').$type<SeriesId>(),
    month: text('month').$type<Month>().notNull(),
    /** From 1; the highest is the one that counts, until the month is published. */
    restatement: integer('restatement').notNull(),
    floor: integer('floor').notNull(),
    /** Made up for the local federation, and said so wherever it is shown. */
    synthetic: boolean('synthetic').notNull(),
    signedOffAt: instant('signed_off_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    unique('submission_once').on(table.service, table.employer, table.month, table.restatement),
    index('submission_month').on(table.month, table.employer),
    allow('select', either(publishing, isMember, hasRole('statistician'))),
    allow('insert', either(isMember, isPart('seed'))),
  ],
)

/** The exact store, with the table after it. Nothing but the making of publications reads it: there is no policy for anybody else. */
export const submissionCount = pgTable(
  'submission_count',
  {
    submissionId: uuid('submission_id')
      .$type<SubmissionId>()
      .notNull()
      .references(() => submission.id),
    measure: text('measure').notNull(),
    version: integer('version').notNull(),
    numerator: integer('numerator').notNull(),
    denominator: integer('denominator').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.submissionId, table.measure] }),
    allow('select', publishing),
    allow('insert', either(isMember, isPart('seed'))),
  ],
)

/** How counts are made up by staff group and group of reasons; a place that has no row counted 0 of 0. */
export const submissionGridCount = pgTable(
  'submission_grid_count',
  {
    submissionId: uuid('submission_id')
      .$type<SubmissionId>()
      .notNull()
      .references(() => submission.id),
    measure: text('measure').notNull(),
    version: integer('version').notNull(),
    staffGroup: text('staff_group').$type<StaffGroup>().notNull(),
    reasonGroup: text('reason_group').$type<ReasonGroup>().notNull(),
    numerator: integer('numerator').notNull(),
    denominator: integer('denominator').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.submissionId, table.measure, table.staffGroup, table.reasonGroup] }),
    allow('select', publishing),
    allow('insert', either(isMember, isPart('seed'))),
  ],
)
