import type { PersonId } from '@oh/kernel'
import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, londonDate } from './column-types.ts'
import { allow, either, isPart, isPerson } from './row-level-security.ts'

/** Who holds which role here, from when to when. Tokens carry no role: this table is the only source. */
export const membership = pgTable(
  'membership',
  {
    id: uuid('id').primaryKey(),
    person: text('person').$type<PersonId>().notNull(),
    personName: text('person_name').notNull(),
    role: text('role').notNull(),
    scope: text('scope'),
    fromOn: londonDate('from_on').notNull(),
    toOn: londonDate('to_on'),
    grantedBy: text('granted_by').notNull(),
    grantedAt: instant('granted_at').notNull().default(sql`now()`),
  },
  (table) => [
    index('membership_person').on(table.person),
    allow('select', either(isPerson('person'), isPart('seed', 'registry'))),
    allow('insert', isPart('seed')),
    allow('update', isPart('seed')),
  ],
)
