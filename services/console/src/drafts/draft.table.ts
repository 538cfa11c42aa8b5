import { allow, bytes, instant, isPart } from '@oh/postgres'
import { index, pgTable, text } from 'drizzle-orm/pg-core'

/** A form that somebody has begun and not sent: known by a hash of who and where, its words sealed. */
export const draft = pgTable(
  'draft',
  {
    idHash: text('id_hash').primaryKey(),
    /** Whose it is, to count them by: a hash as well. */
    ownerHash: text('owner_hash').notNull(),
    contents: bytes('contents').notNull(),
    keptAt: instant('kept_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('draft_expires').on(table.expiresAt),
    index('draft_owner').on(table.ownerHash, table.keptAt),
    allow('select', isPart('drafts')),
    allow('insert', isPart('drafts')),
    allow('update', isPart('drafts')),
    allow('delete', isPart('drafts')),
  ],
)
