import type { IcsCode, Instant, PersonId, SessionId, SpecialistId, TrustCode } from '@oh/kernel'
import { allow, anyActor, both, instant, isPart, londonDate } from '@oh/postgres'
import type { Skill } from '@oh/routing'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/** An accredited specialist of this pool. Names and employers are no secret: workers are told them before they object. */
export const specialist = pgTable(
  'specialist',
  {
    id: uuid('id').$type<SpecialistId>().primaryKey(),
    person: text('person').$type<PersonId>().notNull().unique(),
    fullName: text('full_name').notNull(),
    employer: text('employer').$type<TrustCode>().notNull(),
    department: text('department').notNull(),
    skills: text('skills').array().$type<Skill[]>().notNull(),
    caseloadCap: integer('caseload_cap').notNull(),
    accreditedFrom: londonDate('accredited_from').notNull(),
    accreditedTo: londonDate('accredited_to'),
    agreementFrom: londonDate('agreement_from'),
    agreementTo: londonDate('agreement_to'),
    indemnityFrom: londonDate('indemnity_from'),
    indemnityTo: londonDate('indemnity_to'),
    honoraryContractFrom: londonDate('honorary_contract_from'),
    honoraryContractTo: londonDate('honorary_contract_to'),
    /** The neighbouring system that lends this specialist for some sessions; null for the pool's own. */
    lentBy: text('lent_by').$type<IcsCode>(),
    /** Since when workers have been shown the name; null: always. */
    listedAt: instant('listed_at').$type<Instant>(),
  },
  () => [
    allow('select', anyActor),
    allow('insert', isPart('seed')),
    allow('update', both(isPart('seed'), sql`lent_by is not null`)),
  ],
)

/** When a specialist is away. Why is nobody's business here. */
export const specialistLeave = pgTable(
  'specialist_leave',
  {
    id: uuid('id').primaryKey(),
    specialistId: uuid('specialist_id')
      .$type<SpecialistId>()
      .notNull()
      .references(() => specialist.id),
    fromOn: londonDate('from_on').notNull(),
    toOn: londonDate('to_on').notNull(),
  },
  (table) => [
    index('specialist_leave_specialist').on(table.specialistId),
    allow('select', anyActor),
    allow('insert', isPart('seed')),
  ],
)

/** A specialist's clinic session, in which workers can be seen. */
export const clinicSession = pgTable(
  'clinic_session',
  {
    id: uuid('id').$type<SessionId>().primaryKey(),
    specialistId: uuid('specialist_id')
      .$type<SpecialistId>()
      .notNull()
      .references(() => specialist.id),
    startsAt: instant('starts_at').notNull(),
    hours: numeric('hours', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    /** The trust's code where it is held; null when it is virtual. */
    site: text('site').$type<TrustCode>(),
    virtual: boolean('virtual').notNull(),
  },
  (table) => [index('clinic_session_time').on(table.startsAt), allow('select', anyActor), allow('insert', isPart('seed'))],
)
