import type { LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import { allow, either, hasRole, instant, isPart, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { specialist } from '../specialists/specialist.table.ts'

const ownPlan = sql.raw('(specialist_id in (select s.id from specialist s where s.person = oh_person()))')
/** A person's act is ruled first, then the pool carries it out. */
const carriesOut = isPart('routing', 'seed')
const maySee = either(ownPlan, hasRole('pool-coordinator'), isPart('routing', 'counting', 'seed'))

const pas = (name: string) => numeric(name, { mode: 'number', precision: 4, scale: 2 }).notNull()
const ofSpecialist = () =>
  uuid('specialist_id')
    .$type<SpecialistId>()
    .notNull()
    .references(() => specialist.id)

/** What a specialist works in a week, in programmed activities of 4 hours. Plans of one specialist never overlap. */
export const jobPlan = pgTable(
  'job_plan',
  {
    id: uuid('id').primaryKey(),
    specialistId: ofSpecialist(),
    fromOn: londonDate('from_on').$type<LondonDate>().notNull(),
    /** The first day on which it no longer holds. */
    toOn: londonDate('to_on').$type<LondonDate>(),
    complexCases: pas('complex_cases'),
    assessments: pas('assessments'),
    supervision: pas('supervision'),
    telephoneAdvice: pas('telephone_advice'),
    nonClinical: pas('non_clinical'),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (table) => [
    index('job_plan_specialist').on(table.specialistId),
    allow('select', maySee),
    allow('insert', carriesOut),
    allow('update', carriesOut),
  ],
)

/** A clinic session that comes back every week; the sessions themselves are made from it. */
export const sessionTemplate = pgTable(
  'session_template',
  {
    id: uuid('id').primaryKey(),
    specialistId: ofSpecialist(),
    /** Monday is 1, Friday 5. */
    weekday: integer('weekday').notNull(),
    startsAtHour: numeric('starts_at_hour', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    hours: numeric('hours', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    site: text('site').$type<TrustCode>(),
    virtual: boolean('virtual').notNull(),
    fromOn: londonDate('from_on').$type<LondonDate>().notNull(),
    /** The first day on which it no longer holds. */
    toOn: londonDate('to_on').$type<LondonDate>(),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (table) => [
    index('session_template_specialist').on(table.specialistId),
    allow('select', maySee),
    allow('insert', carriesOut),
    allow('update', carriesOut),
  ],
)
