import { allow, anyActor, bytes, either, hasRole, instant, isPart } from '@oh/postgres'
import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

/** One row per access to a record, written in the access's own transaction. Never changed, never deleted. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    id: uuid('id').primaryKey(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').$type<'person' | 'member' | 'system'>().notNull(),
    actor: text('actor').notNull(),
    roles: text('roles').array().notNull(),
    action: text('action').notNull(),
    resource: text('resource').notNull(),
    resourceIds: text('resource_ids').array().notNull(),
    /** Whose record it was: a worker at a spoke, an escalation at a pool. */
    subject: text('subject'),
    outcome: text('outcome').$type<'allowed' | 'refused' | 'hidden' | 'forbidden'>().notNull(),
    reasons: text('reasons').array().notNull(),
    /** On behalf of whom a signed statement was made, such as the specialist a consent proof names. */
    onBehalfOf: text('on_behalf_of'),
  },
  (table) => [
    index('audit_entry_at').on(table.at, table.id),
    index('audit_entry_subject').on(table.subject, table.at, table.id),
    allow('select', either(isPart('sealer'), hasRole('privacy-officer'))),
    allow('insert', anyActor),
  ],
)

/**
 * By which records an entry is found: one row for its subject and for each of its ids. Row-level security lets no index on an
 * array be used, since comparing arrays is not leakproof; comparing text is.
 */
export const auditTouch = pgTable(
  'audit_touch',
  {
    record: text('record').notNull(),
    at: instant('at').notNull(),
    entryId: uuid('entry_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.record, table.at, table.entryId] }),
    allow('select', either(isPart('sealer'), hasRole('privacy-officer'))),
    allow('insert', anyActor),
  ],
)

/** The hash chain over committed entries: numbered without gaps, each hash over the one before. */
export const auditSeal = pgTable(
  'audit_seal',
  {
    number: bigint('number', { mode: 'number' }).primaryKey(),
    entryId: uuid('entry_id').notNull().unique(),
    entryAt: instant('entry_at').notNull(),
    hash: bytes('hash').notNull(),
  },
  () => [allow('select', isPart('sealer')), allow('insert', isPart('sealer'))],
)

/** The signed heads of the chain: what anyone outside needs to notice that it was rewritten. */
export const auditHead = pgTable(
  'audit_head',
  {
    number: bigint('number', { mode: 'number' }).primaryKey(),
    hash: bytes('hash').notNull(),
    signedAt: instant('signed_at').notNull(),
    keyId: text('key_id').notNull(),
    signature: text('signature').notNull(),
  },
  () => [allow('select', isPart('sealer')), allow('insert', isPart('sealer'))],
)
