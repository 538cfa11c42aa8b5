import type { FinancialYear, Instant, Month, PersonId, SubmissionId, TrustCode } from '@oh/kernel'
import type { SubmissionSentV2 } from '@oh/messages'
import { allow, either, hasRole, instant, isMember } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

/** An employer's month as it was signed off and sent: counts and no person. Only the rollup's answers change a row. */
export const submission = pgTable(
  'submission',
  {
    id: uuid('id').$type<SubmissionId>().primaryKey(),
    employer: text('employer').$type<TrustCode>().notNull(),
    month: text('month').$type<Month>().notNull(),
    /** From 1 for each employer and month; what was refused gives its number back. */
    restatement: integer('restatement').notNull(),
    floor: integer('floor').notNull(),
    counts: jsonb('counts').$type<SubmissionSentV2['counts']>().notNull(),
    /** How the counts of those measures that have a grid are made up; empty for what was signed off before grids were sent. */
    grid: jsonb('grid').$type<SubmissionSentV2['grid']>(),
    /** Of month, employer, floor, counts and, where there is one, grid: what the head of service saw is what was signed. */
    digest: text('digest').notNull(),
    signedOffAt: instant('signed_off_at').notNull(),
    signedOffBy: text('signed_off_by').$type<PersonId>().notNull(),
    signedOffByName: text('signed_off_by_name').notNull(),
    /** What the rollup answered; empty while it has not. */
    ruling: text('ruling').$type<'taken-in' | 'refused'>(),
    reasons: jsonb('reasons').$type<readonly string[]>().notNull().default([]),
    answeredAt: instant('answered_at').$type<Instant>(),
    /** Number of the publication that these figures went into. */
    publication: integer('publication'),
    publishedAt: instant('published_at').$type<Instant>(),
    /** The financial year at whose refresh these figures count, when they came after their month was published; and that publication. */
    waitsFor: text('waits_for').$type<FinancialYear>(),
    waitsBehind: integer('waits_behind'),
    waitsSince: instant('waits_since').$type<Instant>(),
  },
  (table) => [
    uniqueIndex('submission_once')
      .on(table.employer, table.month, table.restatement)
      .where(sql`ruling is distinct from 'refused'`),
    index('submission_month').on(table.month, table.employer, table.signedOffAt),
    allow('select', either(hasRole('head-of-service'), isMember)),
    allow('insert', hasRole('head-of-service')),
    allow('update', isMember),
  ],
)
