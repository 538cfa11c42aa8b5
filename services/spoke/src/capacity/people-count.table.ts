import { allow, instant, isPart, londonDate } from '@oh/postgres'
import { jsonb, pgTable } from 'drizzle-orm/pg-core'
import type { PeopleCounted } from './capacity.reads.ts'

const counting = isPart('counting')

/** How many people live capacity tells of on a day, as they were counted when it was first asked for; of the last day alone. */
export const peopleCount = pgTable(
  'people_count',
  {
    day: londonDate('day').primaryKey(),
    countedAt: instant('counted_at').notNull(),
    counts: jsonb('counts').$type<PeopleCounted>().notNull(),
  },
  () => [allow('select', counting), allow('insert', counting), allow('delete', counting)],
)
