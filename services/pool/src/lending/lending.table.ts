import type { AgreementId, IcsCode, Instant, LondonDate, PoolId, SessionId, SpecialistId, TrustCode } from '@oh/kernel'
import { allow, anyActor, either, hasRole, instant, isPart, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, index, numeric, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

const routing = isPart('routing')
const readers = either(hasRole('pool-coordinator'), isPart('routing', 'counting', 'seed'))

/** An agreement with a neighbouring pool to lend each other sessions. It stands once the other side has accepted. */
export const reciprocalAgreement = pgTable(
  'reciprocal_agreement',
  {
    /** The same at both pools. */
    id: uuid('id').$type<AgreementId>().primaryKey(),
    partner: text('partner').$type<PoolId>().notNull(),
    partnerIcs: text('partner_ics').$type<IcsCode>().notNull(),
    reason: text('reason').notNull(),
    fromOn: londonDate('from_on').notNull(),
    /** The first day on which it no longer holds. */
    toOn: londonDate('to_on').$type<LondonDate>(),
    state: text('state').$type<'proposed' | 'standing' | 'ended'>().notNull(),
    proposedHere: boolean('proposed_here').notNull(),
    proposedByName: text('proposed_by_name').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    acceptedByName: text('accepted_by_name'),
    acceptedAt: instant('accepted_at').$type<Instant>(),
    endedByName: text('ended_by_name'),
    endedAt: instant('ended_at').$type<Instant>(),
  },
  (table) => [
    index('reciprocal_agreement_proposed').on(table.proposedAt, table.id),
    allow('select', readers),
    allow('insert', either(routing, isPart('seed'))),
    allow('update', routing),
  ],
)

/** A session lent to a neighbour (`out`) or by one (`in`). Organisational: it tells of a specialist's time and of no worker. */
export const lentSession = pgTable(
  'lent_session',
  {
    sessionId: uuid('session_id').$type<SessionId>().primaryKey(),
    agreementId: uuid('agreement_id')
      .$type<AgreementId>()
      .notNull()
      .references(() => reciprocalAgreement.id),
    direction: text('direction').$type<'out' | 'in'>().notNull(),
    specialistId: uuid('specialist_id').$type<SpecialistId>().notNull(),
    specialistName: text('specialist_name').notNull(),
    startsAt: instant('starts_at').notNull(),
    hours: numeric('hours', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    site: text('site').$type<TrustCode>(),
    virtual: boolean('virtual').notNull(),
    state: text('state').$type<'lent' | 'returned' | 'used'>().notNull(),
    hoursUsed: numeric('hours_used', { mode: 'number', precision: 4, scale: 2 }),
    /** Why it was given back. */
    returnedFor: text('returned_for'),
    lentAt: instant('lent_at').notNull(),
    endedAt: instant('ended_at').$type<Instant>(),
  },
  (table) => [
    index('lent_session_time').on(table.direction, table.startsAt, table.sessionId),
    index('lent_session_specialist').on(table.specialistId).where(sql`state = 'lent'`),
    allow('select', anyActor),
    allow('insert', either(routing, isPart('seed'))),
    allow('update', routing),
  ],
)

/** What was lent, used and given back. Written once, never changed, and equal at both pools of the agreement. */
export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    id: uuid('id').primaryKey(),
    agreementId: uuid('agreement_id')
      .$type<AgreementId>()
      .notNull()
      .references(() => reciprocalAgreement.id),
    sessionId: uuid('session_id').$type<SessionId>().notNull(),
    sessionOn: londonDate('session_on').notNull(),
    lender: text('lender').$type<IcsCode>().notNull(),
    kind: text('kind').$type<'lent' | 'returned' | 'used'>().notNull(),
    hours: numeric('hours', { mode: 'number', precision: 4, scale: 2 }).notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('ledger_entry_once').on(table.sessionId, table.kind),
    index('ledger_entry_agreement').on(table.agreementId),
    allow('select', readers),
    allow('insert', either(routing, isPart('seed'))),
  ],
)
