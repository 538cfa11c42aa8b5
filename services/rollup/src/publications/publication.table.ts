import type { Level, Mark } from '@oh/disclosure'
import type { Month, Period, PersonId, ReasonGroup, StaffGroup, SubmissionId } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import type { Edition } from '@oh/organisations'
import { allow, either, hasRole, instant, isMember, isPart } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { submission } from '../submissions/submission.table.ts'
import type { WithdrawalKind, WithdrawalReason } from './withdrawal.ts'

const publishing = isPart('publishing', 'seed')
const readers = either(hasRole('national-lead', 'ics-lead', 'statistician'), publishing)

export type PublicationKind = 'month' | 'refresh'

/** A numbered set of figures. Written once: no policy lets anybody change or delete one. */
export const publication = pgTable(
  'publication',
  {
    number: integer('number').primaryKey(),
    /** The month whose end it publishes; of a refresh the March of its year. */
    month: text('month').$type<Month>().notNull(),
    /** `month`, or `refresh`: the whole financial year anew, with what was corrected after its months were published. */
    kind: text('kind').$type<PublicationKind>().notNull().default('month'),
    /** Which publication of the month it is, from 1: one that is replaced, or refreshed with its year, has another after it. */
    restatement: integer('restatement').notNull().default(1),
    edition: text('edition').$type<Edition>().notNull(),
    /** Version of the disclosure policy that every cell obeys. */
    policy: integer('policy').notNull(),
    /** Some of what it counts is made up. */
    synthetic: boolean('synthetic').notNull(),
    publishedAt: instant('published_at').notNull(),
    publishedByName: text('published_by_name').notNull(),
    /** SHA-256 of its cells in order, and the rollup's signature over it. */
    digest: text('digest').notNull(),
    signature: text('signature').notNull(),
  },
  (table) => [
    unique('publication_once').on(table.month, table.restatement),
    uniqueIndex('publication_refresh_once').on(table.month).where(sql`kind = 'refresh'`),
    allow('select', either(readers, isMember)),
    allow('insert', publishing),
  ],
)

/**
 * That a publication stands no more: its figures are in no series, and all the same known to whoever read them. The
 * publication itself is kept as it is.
 */
export const withdrawal = pgTable(
  'withdrawal',
  {
    publication: integer('publication')
      .primaryKey()
      .references(() => publication.number),
    kind: text('kind').$type<WithdrawalKind>().notNull(),
    at: instant('at').notNull(),
    byName: text('by_name').notNull(),
    /** A word of `WITHDRAWAL_REASONS`. */
    reason: text('reason').$type<WithdrawalReason>().notNull(),
  },
  () => [allow('select', either(readers, isMember)), allow('insert', publishing)],
)

/**
 * That a statistician has asked for a publication to be withdrawn: it stands until a second one withdraws it. The row stays,
 * unless it is taken back before.
 */
export const withdrawalAsk = pgTable(
  'withdrawal_ask',
  {
    publication: integer('publication')
      .primaryKey()
      .references(() => publication.number),
    askedBy: text('asked_by').$type<PersonId>().notNull(),
    askedByName: text('asked_by_name').notNull(),
    at: instant('at').notNull(),
    /** A word of `REASONS_OF_PEOPLE`. */
    reason: text('reason').$type<WithdrawalReason>().notNull(),
  },
  () => [allow('select', readers), allow('insert', publishing), allow('delete', publishing)],
)

/** Where a figure stands in a grid; empty for what it is not divided by, so that the whole stands once. */
export const gridColumns = {
  staffGroup: text('staff_group').$type<StaffGroup | ''>().notNull().default(''),
  reasonGroup: text('reason_group').$type<ReasonGroup | ''>().notNull().default(''),
}

/** One figure as it may be seen by anyone who may read figures: a value or the mark that stands for it, never both. */
export const publishedCell = pgTable(
  'published_cell',
  {
    publication: integer('publication')
      .notNull()
      .references(() => publication.number),
    measure: text('measure').$type<MeasureId>().notNull(),
    version: integer('version').notNull(),
    level: text('level').$type<Level>().notNull(),
    area: text('area').notNull(),
    period: text('period').$type<Period>().notNull(),
    ...gridColumns,
    numerator: integer('numerator'),
    numeratorMark: text('numerator_mark').$type<Mark>(),
    denominator: integer('denominator'),
    denominatorMark: text('denominator_mark').$type<Mark>(),
    contributors: integer('contributors').notNull(),
    expected: integer('expected').notNull(),
    /** Whole percentage of the staff of all that were expected. */
    staffCovered: integer('staff_covered').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'published_cell_once',
      columns: [table.publication, table.measure, table.level, table.area, table.period, table.staffGroup, table.reasonGroup],
    }),
    index('published_cell_series').on(table.measure, table.level, table.area, table.period),
    index('published_cell_comparison').on(table.measure, table.level, table.period, table.area),
    check('published_cell_numerator', sql`(numerator is null) <> (numerator_mark is null)`),
    check('published_cell_denominator', sql`(denominator is null) <> (denominator_mark is null)`),
    allow('select', readers),
    allow('insert', publishing),
  ],
)

/**
 * Of which submissions the figures of a publication are made. What comes in for one of its months later changes no figure
 * until a refresh counts it: no clock says what came first.
 */
export const countedSubmission = pgTable(
  'counted_submission',
  {
    publication: integer('publication')
      .notNull()
      .references(() => publication.number),
    month: text('month').$type<Month>().notNull(),
    submission: uuid('submission')
      .$type<SubmissionId>()
      .notNull()
      .references(() => submission.id),
  },
  (table) => [
    primaryKey({ columns: [table.publication, table.submission] }),
    index('counted_submission_month').on(table.month, table.publication),
    allow('select', either(publishing, hasRole('statistician'))),
    allow('insert', publishing),
  ],
)
