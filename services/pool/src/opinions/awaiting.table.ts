import type { EscalationId, OpinionId, PersonId } from '@oh/kernel'
import { allow, bytes, either, instant, isPart, isPerson } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

const routing = isPart('routing')

/**
 * What a trainee has written and the supervisor has not countersigned: nothing of it has been sent. Sealed under a key of its
 * own; key and words are erased when it is over in any other way than by the countersignature.
 */
export const awaitingOpinion = pgTable(
  'awaiting_opinion',
  {
    id: uuid('id').$type<OpinionId>().primaryKey(),
    escalationId: uuid('escalation_id').$type<EscalationId>().notNull(),
    author: text('author').$type<PersonId>().notNull(),
    authorName: text('author_name').notNull(),
    supervisor: text('supervisor').$type<PersonId>().notNull(),
    recordKey: bytes('record_key'),
    words: bytes('words'),
    /** Why it was sent back, in the supervisor's words. Sealed. */
    comment: bytes('comment'),
    state: text('state').$type<'waiting' | 'sent-back' | 'countersigned' | 'closed'>().notNull(),
    writtenAt: instant('written_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('awaiting_opinion_escalation').on(table.escalationId, table.writtenAt),
    uniqueIndex('awaiting_opinion_one_waiting').on(table.escalationId).where(sql`state = 'waiting'`),
    allow('select', either(isPerson('author'), isPerson('supervisor'), routing)),
    allow('insert', isPerson('author')),
    allow('update', routing),
  ],
)
