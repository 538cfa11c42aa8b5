import type { SlotId } from '@oh/casework'
import { type AppointmentId, type CaseId, type Instant, isUuid, type WorkerId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, gt, gte, inArray, ne, notExists, or, sql } from 'drizzle-orm'
import { caseTable } from '../cases/case.table.ts'
import type { AppointmentRow, SlotRow } from './appointment.store.ts'
import { appointment, clinicSlot } from './appointment.table.ts'

export interface BookedSlot {
  readonly appointment: AppointmentRow
  readonly slot: SlotRow
}

export async function findSlot(tx: ScopedTx, id: string): Promise<SlotRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(clinicSlot)
    .where(eq(clinicSlot.id, id as SlotId))
  return row
}

/** Who has the slot now. */
export async function takenBy(tx: ScopedTx, slot: SlotId): Promise<AppointmentId | undefined> {
  const [row] = await tx.sql
    .select({ id: appointment.id })
    .from(appointment)
    .where(and(eq(appointment.slotId, slot), ne(appointment.state, 'cancelled')))
  return row?.id
}

/** Free slots that begin after a moment, and one more; the soonest first. */
export async function freeSlots(
  tx: ScopedTx,
  page: { readonly from: Instant; readonly first: number; readonly after?: { startsAt: Instant; id: SlotId } | undefined },
): Promise<SlotRow[]> {
  const { after } = page
  const taken = tx.sql
    .select({ one: sql`1` })
    .from(appointment)
    .where(and(eq(appointment.slotId, clinicSlot.id), ne(appointment.state, 'cancelled')))
  const behind =
    after &&
    or(gt(clinicSlot.startsAt, after.startsAt), and(eq(clinicSlot.startsAt, after.startsAt), gt(clinicSlot.id, after.id)))
  return tx.sql
    .select()
    .from(clinicSlot)
    .where(and(gte(clinicSlot.startsAt, page.from), notExists(taken), behind))
    .orderBy(asc(clinicSlot.startsAt), asc(clinicSlot.id))
    .limit(page.first + 1)
}

/** Every appointment of these cases with its slot, the latest first. */
export async function appointmentsOf(tx: ScopedTx, cases: readonly CaseId[]): Promise<BookedSlot[]> {
  if (cases.length === 0) return []
  return tx.sql
    .select({ appointment, slot: clinicSlot })
    .from(appointment)
    .innerJoin(clinicSlot, eq(clinicSlot.id, appointment.slotId))
    .where(inArray(appointment.caseId, [...cases]))
    .orderBy(desc(clinicSlot.startsAt), desc(appointment.bookedAt))
}

/** The slots of the worker's booked appointments, over all his cases. */
export async function bookedSlotsOf(tx: ScopedTx, worker: WorkerId): Promise<SlotRow[]> {
  const rows = await tx.sql
    .select({ slot: clinicSlot })
    .from(appointment)
    .innerJoin(clinicSlot, eq(clinicSlot.id, appointment.slotId))
    .innerJoin(caseTable, eq(caseTable.id, appointment.caseId))
    .where(and(eq(caseTable.workerId, worker), eq(appointment.state, 'booked')))
  return rows.map(({ slot }) => slot)
}

export async function findAppointment(tx: ScopedTx, id: AppointmentId): Promise<BookedSlot | undefined> {
  const [row] = await tx.sql
    .select({ appointment, slot: clinicSlot })
    .from(appointment)
    .innerJoin(clinicSlot, eq(clinicSlot.id, appointment.slotId))
    .where(eq(appointment.id, id))
  return row
}
