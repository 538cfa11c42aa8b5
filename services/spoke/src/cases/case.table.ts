import type { CaseEvent, CaseOutcome, CaseState } from '@oh/casework'
import type {
  AppointmentId,
  AssignmentId,
  CaseId,
  CaseReference,
  EscalationId,
  OpinionId,
  PersonId,
  ReferralId,
  WorkerId,
} from '@oh/kernel'
import { allow, bytes, either, instant, isPart, isPerson, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { referral } from '../referrals/referral.table.ts'
import { assignment, ohTeam, worker } from '../workers/worker.table.ts'

const ofAcceptedSpecialist = sql.raw(
  '(exists (select 1 from escalation e where e.case_id = "case".id and oh_person() in (e.accepted_by, e.supervisor_person) and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null))',
)

/** The pool that a case was sent to, while a message of it takes effect. */
const ofPool = (caseColumn: string) =>
  sql.raw(`(exists (select 1 from escalation e where e.case_id = ${caseColumn} and e.pool_id = oh_member()))`)

/** The work on one referral, from its acceptance to its closing. */
export const caseTable = pgTable(
  'case',
  {
    id: uuid('id').$type<CaseId>().primaryKey(),
    reference: text('reference').$type<CaseReference>().notNull().unique(),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    /** Repeated from the worker: who reads the case as its own. */
    workerPerson: text('worker_person').$type<PersonId>(),
    /** Who referred, and so may follow status and dates. Empty for a self-referral, whoever typed it in. */
    referrer: text('referrer').$type<PersonId>(),
    assignmentId: uuid('assignment_id')
      .$type<AssignmentId>()
      .notNull()
      .references(() => assignment.id),
    referralId: uuid('referral_id')
      .$type<ReferralId>()
      .notNull()
      .unique()
      .references(() => referral.id),
    state: text('state').$type<CaseState>().notNull(),
    /** Rises by one at each move; a form made on an older version is told what changed. */
    version: integer('version').notNull(),
    openedAt: instant('opened_at').notNull(),
    openedOn: londonDate('opened_on').notNull(),
    /** Who accepted the referral. */
    openedBy: text('opened_by').$type<PersonId>().notNull(),
    receivedOn: londonDate('received_on').notNull(),
    firstSeenOn: londonDate('first_seen_on'),
    /** The one appointment that is booked and still to come. */
    appointmentId: uuid('appointment_id').$type<AppointmentId>(),
    /** The escalation that is open. */
    escalationId: uuid('escalation_id').$type<EscalationId>(),
    /** The latest specialist opinion. */
    opinionId: uuid('opinion_id').$type<OpinionId>(),
    absentSince: londonDate('absent_since'),
    /** The nearest due date of its clocks: what the worklist is ordered by. NOTHING_DUE when no clock runs. */
    nextDueOn: londonDate('next_due_on').notNull(),
    outcome: text('outcome').$type<CaseOutcome>(),
    reviewOn: londonDate('review_on'),
    closedOn: londonDate('closed_on'),
    changedAt: instant('changed_at').notNull(),
    changedByName: text('changed_by_name').notNull(),
  },
  (table) => [
    index('case_worklist').on(table.nextDueOn, table.id),
    index('case_worker').on(table.workerId),
    allow(
      'select',
      either(
        ohTeam,
        isPerson('worker_person'),
        isPerson('referrer'),
        ofAcceptedSpecialist,
        ofPool('"case".id'),
        isPart('seed', 'counting'),
      ),
    ),
    allow('insert', either(ohTeam, isPart('seed'))),
    allow('update', either(ohTeam, isPerson('worker_person'), ofPool('"case".id'), isPart('seed'))),
  ],
)

/** Every move of a case, as it happened. */
export const caseMove = pgTable(
  'case_move',
  {
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    version: integer('version').notNull(),
    event: text('event').$type<CaseEvent['kind'] | 'opened'>().notNull(),
    fromState: text('from_state').$type<CaseState>(),
    toState: text('to_state').$type<CaseState>().notNull(),
    at: instant('at').notNull(),
    /** A person's id, or the member or part of the service that moved it. */
    by: text('by').notNull(),
    byName: text('by_name').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.version] }),
    allow('select', either(ohTeam, isPart('seed'), sql.raw('(exists (select 1 from "case" c where c.id = case_move.case_id))'))),
    allow('insert', either(ohTeam, isPart('seed'), sql.raw('(exists (select 1 from "case" c where c.id = case_move.case_id))'))),
  ],
)

/** Something a nurse has to do on a case, such as to act on an opinion that came back. */
export const task = pgTable(
  'task',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    kind: text('kind')
      .$type<
        | 'act-on-opinion'
        | 'escalation-not-placed'
        | 'consent-withdrawn'
        | 'decide-on-withdrawal'
        | 'tell-of-session'
        | 'session-missed'
      >()
      .notNull(),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
    doneBy: text('done_by').$type<PersonId>(),
    /** Null where a message settled it. */
    doneByName: text('done_by_name'),
  },
  (table) => [
    index('task_open').on(table.caseId, table.doneAt),
    allow('select', either(ohTeam, ofPool('task.case_id'), isPart('seed'), ofThisTaskWorker())),
    allow('insert', either(ohTeam, ofPool('task.case_id'), isPart('seed'), ofThisTaskWorker())),
    allow('update', either(ohTeam, ofPool('task.case_id'), isPart('seed'), ofThisTaskWorker())),
  ],
)

/** A worker who withdraws or consents leaves a task for the nurse, and settles what it takes the place of. */
function ofThisTaskWorker() {
  return sql.raw('(exists (select 1 from "case" c where c.id = task.case_id and c.worker_person = oh_person()))')
}

/** One form, one effect: the answer of a request by its idempotency key, so that a double submit gets the first answer again. */
export const requestOnce = pgTable(
  'request_once',
  {
    person: text('person').$type<PersonId>().notNull(),
    key: text('key').notNull(),
    operation: text('operation').notNull(),
    inputHash: bytes('input_hash').notNull(),
    resultId: text('result_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.key] }),
    allow('select', sql.raw('(person = oh_person())')),
    allow('insert', sql.raw('(person = oh_person())')),
  ],
)
