import { allow, either, hasRole, isPart, londonDate } from '@oh/postgres'
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { ohTeam } from '../workers/worker.table.ts'
import type { Occupation } from './occupations.ts'

/** Posts of the service by occupation, from when to when: organisational data, exact, no person. */
export const ohPost = pgTable(
  'oh_post',
  {
    id: uuid('id').primaryKey(),
    occupation: text('occupation').$type<Occupation>().notNull(),
    /** In hundredths of a whole-time equivalent. */
    funded: integer('funded').notNull(),
    /** In hundredths of a whole-time equivalent; what is funded and not in post is vacant. */
    inPost: integer('in_post').notNull(),
    fromOn: londonDate('from_on').notNull(),
    toOn: londonDate('to_on'),
  },
  (table) => [
    index('oh_post_from').on(table.fromOn),
    allow('select', either(ohTeam, hasRole('head-of-service', 'ics-lead'), isPart('counting', 'seed'))),
    allow('insert', isPart('seed')),
  ],
)
