import { allow, bytes, instant, isPart } from '@oh/postgres'
import { index, pgTable, text } from 'drizzle-orm/pg-core'

/** A form that somebody has begun and not sent: known by a hash of who and where, its words sealed. */
export const draft = pgTable(
  'draft',
  {
    idHash: text('id_hash').primaryKey(),
    contents: bytes('contents').notNull(),
    keptAt: instant('kept_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('draft_expires').on(table.expiresAt),
    allow('select', isPart('drafts')),
    allow('insert', isPart('drafts')),
    allow('update', isPart('drafts')),
    allow('delete', isPart('drafts')),
  ],
)
