import type { TrustCode } from '@oh/kernel'
import { allow, either, hasRole, isMember, isPart, londonDate } from '@oh/postgres'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/** A trust of another ICS that this pool has agreed to serve, from when to when, and why. Without a row it serves its own ICS alone. */
export const neighbourAgreement = pgTable(
  'neighbour_agreement',
  {
    id: uuid('id').primaryKey(),
    trust: text('trust').$type<TrustCode>().notNull(),
    reason: text('reason').notNull(),
    fromOn: londonDate('from_on').notNull(),
    /** The first day on which it no longer holds. */
    toOn: londonDate('to_on'),
    agreedBy: text('agreed_by').notNull(),
  },
  (table) => [
    index('neighbour_agreement_trust').on(table.trust),
    allow('select', either(isMember, hasRole('pool-coordinator'), isPart('routing', 'seed'))),
    allow('insert', isPart('seed')),
  ],
)
