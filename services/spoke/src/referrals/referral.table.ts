import type { ReferralReason, ReferralSource, ReferralState } from '@oh/casework'
import type { AssignmentId, PersonId, ReferralId, WorkerId } from '@oh/kernel'
import { allow, bytes, either, instant, isPart, isPerson, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { assignment, ohTeam, worker } from '../workers/worker.table.ts'

const byCallerHimself = sql.raw("((oh_has_role('referrer') or oh_has_role('worker')) and referred_by = oh_person())")

/** What brought a worker to the service. Its words are sealed with the worker's key. */
export const referral = pgTable(
  'referral',
  {
    id: uuid('id').$type<ReferralId>().primaryKey(),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    /** Repeated from the worker, so that the policies of other tables can look here without a circle. */
    workerPerson: text('worker_person').$type<PersonId>(),
    assignmentId: uuid('assignment_id')
      .$type<AssignmentId>()
      .notNull()
      .references(() => assignment.id),
    source: text('source').$type<ReferralSource>().notNull(),
    reason: text('reason').$type<ReferralReason>().notNull(),
    referredBy: text('referred_by').$type<PersonId>().notNull(),
    referredByName: text('referred_by_name').notNull(),
    /** The referrer says that the worker has been told and shown this referral. */
    workerTold: boolean('worker_told').notNull(),
    /** Told after the referral came in: by whom and on which day, and who of the service wrote that down. */
    toldByName: text('told_by_name'),
    toldOn: londonDate('told_on'),
    toldRecordedByName: text('told_recorded_by_name'),
    workerConsented: boolean('worker_consented').notNull(),
    /** What the referrer asks. Sealed. */
    words: bytes('words').notNull(),
    /** What the referrer adds. Sealed. */
    background: bytes('background'),
    absentSince: londonDate('absent_since'),
    receivedAt: instant('received_at').notNull(),
    receivedOn: londonDate('received_on').notNull(),
    state: text('state').$type<ReferralState>().notNull(),
    version: integer('version').notNull(),
    triagedAt: instant('triaged_at'),
    triagedBy: text('triaged_by').$type<PersonId>(),
    triagedByName: text('triaged_by_name'),
    /** What the referrer is told. Sealed. */
    sentBackBecause: bytes('sent_back_because'),
  },
  (table) => [
    index('referral_inbox').on(table.state, table.receivedAt, table.id),
    index('referral_referrer').on(table.referredBy, table.receivedAt, table.id),
    index('referral_worker').on(table.workerId),
    allow('select', either(ohTeam, isPerson('referred_by'), isPerson('worker_person'), isPart('seed', 'counting'))),
    allow('insert', either(ohTeam, byCallerHimself, isPart('seed'))),
    allow('update', either(ohTeam, isPart('seed'))),
  ],
)
