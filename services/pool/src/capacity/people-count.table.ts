import { allow, instant, isPart, londonDate } from '@oh/postgres'
import { integer, pgTable } from 'drizzle-orm/pg-core'

const counting = isPart('counting')

/** How many escalations live capacity tells of on a day, as they were counted when it was first asked for; of the last day alone. */
export const peopleCount = pgTable(
  'people_count',
  {
    day: londonDate('day').primaryKey(),
    countedAt: instant('counted_at').notNull(),
    many: integer('many').notNull(),
    trusts: integer('trusts').notNull(),
  },
  () => [allow('select', counting), allow('insert', counting), allow('delete', counting)],
)
