import type { EscalationId, OpinionId, PersonId } from '@oh/kernel'
import { allow, bytes, either, instant, isPart, isPerson } from '@oh/postgres'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'

/**
 * A specialist's signed reply. Its author keeps it, read-only, whatever becomes of the escalation: sealed under a key of
 * its own, which a withdrawal does not touch.
 */
export const opinion = pgTable(
  'opinion',
  {
    id: uuid('id').$type<OpinionId>().primaryKey(),
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull().unique(),
    author: text('author').$type<PersonId>().notNull(),
    authorName: text('author_name').notNull(),
    /** The supervisor of a trainee; null where nobody had to countersign. */
    countersignedBy: text('countersigned_by').$type<PersonId>(),
    countersignedName: text('countersigned_name'),
    recordKey: bytes('record_key').notNull(),
    words: bytes('words').notNull(),
    signature: text('signature').notNull(),
    signedAt: instant('signed_at').notNull(),
  },
  () => [
    allow('select', either(isPerson('author'), isPerson('countersigned_by'))),
    // a trainee's opinion is saved by the countersignature
    allow('insert', either(isPerson('author'), isPart('routing'))),
  ],
)
