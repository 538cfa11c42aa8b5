import type { ReferralReason, ReferralSource, ReferralState } from '@oh/casework'
import type { AssignmentId, PersonId, ReferralId, WorkerId } from '@oh/kernel'
import { allow, bytes, either, hasRole, instant, isPart, isPerson, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { assignment, ohTeam, worker } from '../workers/worker.table.ts'

/** What brought a worker to the service. Its words are sealed with the worker's key. */
export const referral = pgTable(
  'referral',
  {
    id: uuid('id').$type<ReferralId>().primaryKey(),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    assignmentId: uuid('assignment_id')
      .$type<AssignmentId>()
      .notNull()
      .references(() => assignment.id),
    source: text('source').$type<ReferralSource>().notNull(),
    reason: text('reason').$type<ReferralReason>().notNull(),
    referredBy: text('referred_by').$type<PersonId>().notNull(),
    /** The referrer says that the worker has been told and shown this referral. */
    workerTold: boolean('worker_told').notNull(),
    words: bytes('words').notNull(),
    absentSince: londonDate('absent_since'),
    receivedAt: instant('received_at').notNull(),
    receivedOn: londonDate('received_on').notNull(),
    state: text('state').$type<ReferralState>().notNull(),
    version: integer('version').notNull(),
    triagedAt: instant('triaged_at'),
    triagedBy: text('triaged_by').$type<PersonId>(),
    sentBackBecause: bytes('sent_back_because'),
  },
  (table) => [
    index('referral_inbox').on(table.state, table.receivedAt, table.id),
    index('referral_referrer').on(table.referredBy, table.receivedAt, table.id),
    allow(
      'select',
      either(
        ohTeam,
        isPerson('referred_by'),
        sql.raw('(exists (select 1 from worker w where w.id = referral.worker_id and w.person = oh_person()))'),
        isPart('seed'),
      ),
    ),
    allow('insert', either(ohTeam, hasRole('referrer', 'worker'), isPart('seed'))),
    allow('update', either(ohTeam, isPart('seed'))),
  ],
)
