import type { AppointmentEvent } from '@oh/casework'
import type { AppointmentId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { eq, sql } from 'drizzle-orm'
import { appointment, clinicSlot } from './appointment.table.ts'

export type AppointmentRow = typeof appointment.$inferSelect
export type SlotRow = typeof clinicSlot.$inferSelect

/** Books the slot, unless somebody else has it by now: then false, and nothing is written. */
export async function insertAppointment(tx: ScopedTx, row: AppointmentRow): Promise<boolean> {
  const written = await tx.sql
    .insert(appointment)
    .values(row)
    .onConflictDoNothing({ target: appointment.slotId, where: sql`state <> 'cancelled'` })
    .returning({ id: appointment.id })
  return written.length > 0
}

export async function endAppointmentRow(tx: ScopedTx, id: AppointmentId, state: AppointmentEvent): Promise<void> {
  await tx.sql.update(appointment).set({ state, endedAt: tx.now }).where(eq(appointment.id, id))
}

export async function insertSlots(tx: ScopedTx, rows: readonly SlotRow[]): Promise<void> {
  if (rows.length > 0) await tx.sql.insert(clinicSlot).values([...rows])
}
