import type { PersonId } from '@oh/kernel'
import { allow, bytes, instant, isPerson } from '@oh/postgres'
import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

/** One form, one effect: what came of a request, by its idempotency key. Kept only when it had an effect. */
export const requestOnce = pgTable(
  'request_once',
  {
    person: text('person').$type<PersonId>().notNull(),
    key: text('key').notNull(),
    operation: text('operation').notNull(),
    inputHash: bytes('input_hash').notNull(),
    resultId: text('result_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.key] }),
    allow('select', isPerson('person')),
    allow('insert', isPerson('person')),
  ],
)
