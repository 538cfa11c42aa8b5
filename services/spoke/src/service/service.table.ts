import type { TrustCode } from '@oh/kernel'
import { allow, anyActor, instant, isPart, londonDate } from '@oh/postgres'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/** The occupational health service itself: one row. */
export const ohService = pgTable(
  'oh_service',
  {
    host: text('host').$type<TrustCode>().primaryKey(),
    name: text('name').notNull(),
    telephone: text('telephone').notNull(),
    openingHours: text('opening_hours').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () => [allow('select', anyActor), allow('insert', isPart('seed')), allow('update', isPart('seed'))],
)

/** The employers this service looks after, from when to when; a service may serve several, and an employer use several. */
export const servedEmployer = pgTable(
  'served_employer',
  {
    id: uuid('id').primaryKey(),
    employer: text('employer').$type<TrustCode>().notNull(),
    employerName: text('employer_name').notNull(),
    staffServed: integer('staff_served').notNull(),
    fromOn: londonDate('from_on').notNull(),
    toOn: londonDate('to_on'),
  },
  () => [allow('select', anyActor), allow('insert', isPart('seed')), allow('update', isPart('seed'))],
)
