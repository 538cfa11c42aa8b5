import type { IcsCode, Instant, PersonId, SessionId, SpecialistId, TrustCode } from '@oh/kernel'
import { allow, anyActor, both, instant, isPart, londonDate } from '@oh/postgres'
import type { Grade, Skill } from '@oh/routing'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, numeric, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

/** Whoever this pool may ask: an accredited specialist, the second tier, or a trainee. Names and employers are no secret: workers are told them before they object. */
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
    grade: text('grade').$type<Grade>().notNull().default('accredited-specialist'),
    /** Of a trainee: who countersigns. */
    supervisor: uuid('supervisor').$type<SpecialistId>(),
    /** Asked of accredited specialists only. */
    accreditedFrom: londonDate('accredited_from'),
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
    /** The first day back. */
    toOn: londonDate('to_on').notNull(),
    enteredBy: text('entered_by').notNull().default('seed'),
    enteredAt: instant('entered_at').notNull().default(sql`now()`),
    cancelledBy: text('cancelled_by').$type<PersonId>(),
    cancelledAt: instant('cancelled_at'),
  },
  (table) => [
    index('specialist_leave_specialist').on(table.specialistId),
    allow('select', anyActor),
    allow('insert', isPart('seed', 'routing')),
    allow('update', isPart('routing')),
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
    /** The weekly session it was made from; null when it was entered by itself. */
    templateId: uuid('template_id'),
    cancelledAt: instant('cancelled_at'),
    /** Why it is not held. One that fell to leave comes back when the leave is cancelled. */
    cancelledFor: text('cancelled_for').$type<'leave' | 'plan-changed' | 'cancelled'>(),
  },
  (table) => [
    index('clinic_session_time').on(table.startsAt),
    uniqueIndex('clinic_session_once').on(table.templateId, table.startsAt),
    allow('select', anyActor),
    allow('insert', isPart('seed', 'routing')),
    allow('update', isPart('seed', 'routing')),
  ],
)
