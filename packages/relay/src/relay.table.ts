import type { Instant, MemberId, MessageId, SubjectId } from '@oh/kernel'
import { allow, allowChange, anyActor, both, bytes, either, hasRole, instant, isMember, isPart } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'

const isOperator = hasRole('oh-administrator', 'pool-coordinator')
// what is counted and sent again; what was acknowledged is nobody's to look at
const isUnderWay = sql`state in ('waiting', 'parked')`

/**
 * What this member tells others. The body is sealed and goes when it is acknowledged or recalled; the row, its id and its hash stay.
 * An administrator, at a pool its coordinator, sees and retries what is parked; only the relay reads bodies.
 */
export const outboxMessage = pgTable(
  'outbox_message',
  {
    id: uuid('id').$type<MessageId>().primaryKey(),
    name: text('name').notNull(),
    destination: text('destination').$type<MemberId>().notNull(),
    subject: text('subject').$type<SubjectId>().notNull(),
    epoch: integer('epoch').notNull(),
    seq: integer('seq').notNull(),
    correlation: text('correlation').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    sealedBody: bytes('sealed_body'),
    bodySha256: bytes('body_sha256').notNull(),
    state: text('state').$type<'waiting' | 'parked' | 'acknowledged' | 'recalled'>().notNull(),
    dueAt: instant('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Lasting refusals since it was posted or retried: three park it. */
    refusals: integer('refusals').notNull().default(0),
    reason: text('reason'),
    /** Who is sending it now, and until when he is believed to be alive. */
    claim: uuid('claim'),
    claimedUntil: instant('claimed_until'),
    parkedAt: instant('parked_at').$type<Instant>(),
    acknowledgedAt: instant('acknowledged_at').$type<Instant>(),
  },
  (table) => [
    unique('outbox_message_place').on(table.destination, table.subject, table.epoch, table.seq),
    index('outbox_message_waiting').on(table.destination, table.dueAt, table.id).where(sql`state = 'waiting'`),
    index('outbox_message_parked').on(table.parkedAt, table.id).where(sql`state = 'parked'`),
    allow('insert', anyActor),
    allow('select', either(isPart('relay'), both(isOperator, isUnderWay))),
    allowChange({
      from: either(isPart('relay'), both(isOperator, sql`state = 'parked'`)),
      to: either(isPart('relay'), both(isOperator, isUnderWay)),
    }),
  ],
)

/** The last number given for each destination and subject. Its row lock makes the numbers commit in order, without gaps. */
export const messageSequence = pgTable(
  'message_sequence',
  {
    destination: text('destination').$type<MemberId>().notNull(),
    subject: text('subject').$type<SubjectId>().notNull(),
    epoch: integer('epoch').notNull(),
    lastSeq: integer('last_seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.destination, table.subject] }),
    allow('select', anyActor),
    allow('insert', anyActor),
    allow('update', anyActor),
  ],
)

/** One row each time this database was restored from a backup; none means epoch 1. */
export const messageEpoch = pgTable(
  'message_epoch',
  { epoch: integer('epoch').primaryKey(), raisedAt: instant('raised_at').notNull() },
  () => [allow('select', anyActor), allow('insert', isPart('relay'))],
)

/** How far each subject of each sender has come: what may take effect next. */
export const inboxPosition = pgTable(
  'inbox_position',
  {
    source: text('source').$type<MemberId>().notNull(),
    subject: text('subject').$type<SubjectId>().notNull(),
    epoch: integer('epoch').notNull(),
    lastSeq: integer('last_seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.subject] }),
    allow('select', either(isMember, isPart('relay'))),
    allow('insert', either(isMember, isPart('relay'))),
    allow('update', either(isMember, isPart('relay'))),
  ],
)

/** Every message that took effect or was answered with a lawful no. Kept for ever, never changed: it makes effects single. */
export const inboxReceipt = pgTable(
  'inbox_receipt',
  {
    messageId: uuid('message_id').$type<MessageId>().primaryKey(),
    source: text('source').$type<MemberId>().notNull(),
    name: text('name').notNull(),
    subject: text('subject').$type<SubjectId>().notNull(),
    epoch: integer('epoch').notNull(),
    seq: integer('seq').notNull(),
    correlation: text('correlation').notNull(),
    bodySha256: bytes('body_sha256').notNull(),
    receivedAt: instant('received_at').notNull(),
    outcome: text('outcome').$type<'taken-in' | 'refused'>().notNull(),
    reasons: text('reasons').array().notNull(),
  },
  () => [allow('select', either(isMember, isPart('relay'))), allow('insert', either(isMember, isPart('relay')))],
)

/** Ids of signed requests for messages, kept while the signature could be used again, so that a copied one is worth nothing. */
export const handOverRequest = pgTable(
  'hand_over_request',
  {
    id: uuid('id').primaryKey(),
    member: text('member').$type<MemberId>().notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    index('hand_over_request_received').on(table.receivedAt),
    allow('select', isPart('relay')),
    allow('insert', isPart('relay')),
    allow('delete', isPart('relay')),
  ],
)
