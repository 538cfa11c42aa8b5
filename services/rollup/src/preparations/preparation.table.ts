import type { Level, Mark, Suppression } from '@oh/disclosure'
import type { Month, Period, PersonId } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import { allow, both, either, hasRole, instant, isPart, isPerson } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { gridColumns, type PublicationKind, publication } from '../publications/publication.table.ts'
import type { PopulationReport } from '../publications/weigh-years.ts'
import type { PreparationId, PreparationState } from './preparation.ts'

const publishing = isPart('publishing')
const isStatistician = hasRole('statistician')

/** A dry run of a month: what would be published, and why what is hidden is. For statisticians alone. */
export const preparation = pgTable(
  'preparation',
  {
    id: uuid('id').$type<PreparationId>().primaryKey(),
    month: text('month').$type<Month>().notNull(),
    kind: text('kind').$type<PublicationKind>().notNull().default('month'),
    state: text('state').$type<PreparationState>().notNull(),
    preparedBy: text('prepared_by').$type<PersonId>().notNull(),
    preparedByName: text('prepared_by_name').notNull(),
    askedAt: instant('asked_at').notNull(),
    finishedAt: instant('finished_at'),
    /** How often it was begun; one that was interrupted is begun once more. */
    attempts: integer('attempts').notNull().default(0),
    /** Until when whoever makes it is believed to be alive. */
    leaseUntil: instant('lease_until'),
    /** SHA-256 of what it was made of. */
    inputs: text('inputs'),
    reasons: jsonb('reasons').$type<readonly string[]>().notNull().default([]),
    report: jsonb('report').$type<readonly PopulationReport[]>().notNull().default([]),
    publishedAs: integer('published_as').references(() => publication.number),
  },
  (table) => [
    index('preparation_list').on(table.askedAt, table.id),
    index('preparation_open').on(table.askedAt).where(sql`state in ('pending', 'running')`),
    allow('select', either(isStatistician, publishing)),
    allow('insert', both(isPerson('prepared_by'), isStatistician)),
    allow('update', publishing),
  ],
)

/** One figure of a preparation, as it would be published, with why a part of it is hidden: the mark alone does not say. */
export const preparedCell = pgTable(
  'prepared_cell',
  {
    preparation: uuid('preparation')
      .$type<PreparationId>()
      .notNull()
      .references(() => preparation.id),
    measure: text('measure').$type<MeasureId>().notNull(),
    version: integer('version').notNull(),
    level: text('level').$type<Level>().notNull(),
    area: text('area').notNull(),
    period: text('period').$type<Period>().notNull(),
    ...gridColumns,
    numerator: integer('numerator'),
    numeratorMark: text('numerator_mark').$type<Mark>(),
    numeratorWhy: text('numerator_why').$type<Suppression>(),
    denominator: integer('denominator'),
    denominatorMark: text('denominator_mark').$type<Mark>(),
    denominatorWhy: text('denominator_why').$type<Suppression>(),
    contributors: integer('contributors').notNull(),
    expected: integer('expected').notNull(),
    staffCovered: integer('staff_covered').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'prepared_cell_once',
      columns: [table.preparation, table.measure, table.level, table.area, table.period, table.staffGroup, table.reasonGroup],
    }),
    check('prepared_cell_numerator', sql`(numerator is null) <> (numerator_mark is null)`),
    check('prepared_cell_denominator', sql`(denominator is null) <> (denominator_mark is null)`),
    allow('select', either(isStatistician, publishing)),
    allow('insert', publishing),
    allow('delete', publishing),
  ],
)
