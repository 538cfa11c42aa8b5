import type { AppointmentKind, AppointmentState, SlotId } from '@oh/casework'
import type { AppointmentId, CaseId, PersonId } from '@oh/kernel'
import { allow, either, hasRole, instant, isPart } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { caseTable } from '../cases/case.table.ts'
import { ohTeam } from '../workers/worker.table.ts'

/** A worker books and cancels his own. */
const ofOwnCase = sql.raw('(exists (select 1 from "case" c where c.id = appointment.case_id and c.worker_person = oh_person()))')

/** A time in a clinic that one appointment can take. */
export const clinicSlot = pgTable(
  'clinic_slot',
  {
    id: uuid('id').$type<SlotId>().primaryKey(),
    startsAt: instant('starts_at').notNull(),
    minutes: integer('minutes').notNull(),
    kind: text('kind').$type<AppointmentKind>().notNull(),
    clinician: text('clinician').$type<PersonId>().notNull(),
    clinicianName: text('clinician_name').notNull(),
    /** Where to come; empty by telephone or video. */
    place: text('place'),
  },
  (table) => [
    index('clinic_slot_time').on(table.startsAt, table.id),
    allow('select', either(ohTeam, isPart('seed', 'counting'), hasRole('worker', 'referrer'))),
    allow('insert', either(ohTeam, isPart('seed'))),
  ],
)

export const appointment = pgTable(
  'appointment',
  {
    id: uuid('id').$type<AppointmentId>().primaryKey(),
    caseId: uuid('case_id')
      .$type<CaseId>()
      .notNull()
      .references(() => caseTable.id),
    slotId: uuid('slot_id')
      .$type<SlotId>()
      .notNull()
      .references(() => clinicSlot.id),
    state: text('state').$type<AppointmentState>().notNull(),
    bookedAt: instant('booked_at').notNull(),
    bookedBy: text('booked_by').$type<PersonId>().notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('appointment_case').on(table.caseId),
    uniqueIndex('appointment_slot_once').on(table.slotId).where(sql`state <> 'cancelled'`),
    allow(
      'select',
      either(ohTeam, isPart('seed', 'counting'), sql.raw('(exists (select 1 from "case" c where c.id = appointment.case_id))')),
    ),
    allow('insert', either(ohTeam, ofOwnCase, isPart('seed'))),
    allow('update', either(ohTeam, ofOwnCase, isPart('seed'))),
  ],
)
