import type { MemberId, PersonId } from '@oh/kernel'
import { allow, anyActor, either, hasRole, instant, isPart, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

export type MemberKind = 'spoke' | 'pool' | 'rollup'
/** Invited: not yet heard from. Suspended: its calls and messages are refused. Retired: history stays addressable. */
export type MemberState = 'invited' | 'active' | 'suspended' | 'retired'

const registry = either(hasRole('directory-registrar'), isPart('registry', 'seed'))

/** A spoke, a pool or the rollup of the federation. Its id never changes, whatever it serves and wherever it stands. */
export const member = pgTable(
  'member',
  {
    id: text('id').$type<MemberId>().primaryKey(),
    kind: text('kind').$type<MemberKind>().notNull(),
    name: text('name').notNull(),
    state: text('state').$type<MemberState>().notNull(),
    /** Where its HTTP interface answers; told by its heartbeat. */
    endpoint: text('endpoint'),
    softwareVersion: text('software_version'),
    /** Version of the member's part of the graph; an older one is not asked for what it lacks. */
    schemaVersion: text('schema_version'),
    invitedBy: text('invited_by').$type<PersonId>().notNull(),
    invitedAt: instant('invited_at').notNull(),
    approvedBy: text('approved_by').$type<PersonId>(),
    approvedAt: instant('approved_at'),
    heardAt: instant('heard_at'),
    changedAt: instant('changed_at').notNull(),
  },
  () => [allow('select', anyActor), allow('insert', registry), allow('update', registry)],
)

/** What a member serves, from when to when: a trust's code for a spoke, an ICS's for a pool, ENG for the rollup. A merger is a new row. */
export const memberServes = pgTable(
  'member_serves',
  {
    id: uuid('id').primaryKey(),
    memberId: text('member_id')
      .$type<MemberId>()
      .notNull()
      .references(() => member.id),
    code: text('code').notNull(),
    fromOn: londonDate('from_on').notNull(),
    toOn: londonDate('to_on'),
  },
  (table) => [
    index('member_serves_member').on(table.memberId),
    uniqueIndex('member_serves_one_now').on(table.code).where(sql`to_on is null`),
    allow('select', anyActor),
    allow('insert', registry),
    allow('update', registry),
  ],
)

/** A member's public keys and how long each holds: the federation's only key registry. */
export const memberKey = pgTable(
  'member_key',
  {
    kid: text('kid').primaryKey(),
    memberId: text('member_id')
      .$type<MemberId>()
      .notNull()
      .references(() => member.id),
    jwk: jsonb('jwk').$type<Record<string, string>>().notNull(),
    fingerprint: text('fingerprint').notNull(),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at'),
    /** Null until a second person compared and approved the fingerprint; until then nothing signed with it counts. */
    approvedAt: instant('approved_at'),
  },
  (table) => [
    index('member_key_member').on(table.memberId),
    allow('select', anyActor),
    allow('insert', registry),
    allow('update', registry),
  ],
)

/** A one-time code that lets a newcomer hand in its key. Only its hash is kept. */
export const invitation = pgTable(
  'invitation',
  {
    codeHash: text('code_hash').primaryKey(),
    memberId: text('member_id')
      .$type<MemberId>()
      .notNull()
      .references(() => member.id),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  () => [allow('select', isPart('registry', 'seed')), allow('insert', registry), allow('update', isPart('registry', 'seed'))],
)
