import type { AssignmentId, PersonId, TrustCode, WorkerId } from '@oh/kernel'
import { allow, bytes, either, hasRole, holdsToday, instant, isPart, isPerson, londonDate } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/** Roles of the OH team that work with records; their rows are narrowed further by the matrix. */
export const ohTeam = hasRole('oh-nurse', 'oh-physician', 'oh-administrator')
export const ohClinicians = hasRole('oh-nurse', 'oh-physician')

// Policies look from worker to assignment, referral and escalation, and from assignment to the last two; never back.
// The person behind a worker is therefore repeated on those tables.
/** The specialist who accepted an escalation of this worker that is not withdrawn, and declared no conflict, until the trust has acted on the opinion. */
const acceptedSpecialist = (workerColumn: string) =>
  sql.raw(
    `(exists (select 1 from escalation e where e.worker_id = ${workerColumn} and oh_person() in (e.accepted_by, e.supervisor_person) and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null))`,
  )
/** Whom the caller manages today: with the assignment the sight of the worker ends. */
const inOwnLine = sql`(exists (select 1 from assignment a where a.worker_id = worker.id and a.manager_person = oh_person() and ${holdsToday('a')}))`
const referredByCaller = (where: string) =>
  sql.raw(`(exists (select 1 from referral r where ${where} and r.referred_by = oh_person()))`)

/** A person OH looks after. Name, birth date and staff number are plain text: they are what a nurse finds the record by. */
export const worker = pgTable(
  'worker',
  {
    id: uuid('id').$type<WorkerId>().primaryKey(),
    /** Set when the worker signs in himself. */
    person: text('person').$type<PersonId>().unique(),
    fullName: text('full_name').notNull(),
    bornOn: londonDate('born_on').notNull(),
    staffNumber: text('staff_number').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('worker_name').on(table.fullName, table.id),
    allow(
      'select',
      either(
        ohTeam,
        isPerson('person'),
        inOwnLine,
        referredByCaller('r.worker_id = worker.id'),
        acceptedSpecialist('worker.id'),
        isPart('seed'),
      ),
    ),
    allow('insert', either(ohTeam, hasRole('referrer'), isPerson('person'), isPart('seed'))),
  ],
)

/**
 * The key that seals this worker's texts, wrapped by the service's key; without it they are gone for good. Who may open the
 * record has it: clinicians, the worker, who referred, the specialist who accepted, the pool whose opinion is sealed in. An
 * administrator and a manager of the line do not; what they write down is sealed by the service itself (`records`).
 */
export const recordKey = pgTable(
  'record_key',
  {
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .primaryKey()
      .references(() => worker.id),
    wrapped: bytes('wrapped').notNull(),
  },
  () => [
    allow(
      'select',
      either(
        ohClinicians,
        sql.raw('(exists (select 1 from worker w where w.id = record_key.worker_id and w.person = oh_person()))'),
        referredByCaller("r.worker_id = record_key.worker_id and r.source <> 'self'"),
        acceptedSpecialist('record_key.worker_id'),
        sql.raw('(exists (select 1 from escalation e where e.worker_id = record_key.worker_id and e.pool_id = oh_member()))'),
        isPart('records', 'seed'),
      ),
    ),
    allow('insert', either(ohTeam, hasRole('referrer', 'worker'), isPart('seed'))),
    allow('update', isPart('seed')),
  ],
)

/** What a worker does, for whom and where, from when to when. A case names its assignment. */
export const assignment = pgTable(
  'assignment',
  {
    id: uuid('id').$type<AssignmentId>().primaryKey(),
    workerId: uuid('worker_id')
      .$type<WorkerId>()
      .notNull()
      .references(() => worker.id),
    /** Repeated from the worker. */
    workerPerson: text('worker_person').$type<PersonId>(),
    employer: text('employer').$type<TrustCode>().notNull(),
    /** Where the work is done: a lead employer and a host can differ. */
    host: text('host').$type<TrustCode>().notNull(),
    department: text('department').notNull(),
    jobTitle: text('job_title').notNull(),
    isDoctor: boolean('is_doctor').notNull(),
    managerPerson: text('manager_person').$type<PersonId>(),
    fromOn: londonDate('from_on').notNull(),
    toOn: londonDate('to_on'),
  },
  (table) => [
    index('assignment_worker').on(table.workerId),
    index('assignment_manager').on(table.managerPerson),
    allow(
      'select',
      either(
        ohTeam,
        sql`(manager_person = oh_person() and ${holdsToday('assignment')})`,
        isPerson('worker_person'),
        referredByCaller('r.assignment_id = assignment.id'),
        acceptedSpecialist('assignment.worker_id'),
        isPart('seed', 'counting'),
      ),
    ),
    allow('insert', either(ohTeam, hasRole('referrer'), isPerson('worker_person'), isPart('seed'))),
    allow('update', either(ohTeam, isPart('seed'))),
  ],
)
