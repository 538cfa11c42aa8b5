import type { AppointmentId, CaseId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq } from 'drizzle-orm'
import { appointment, clinicSlot } from '../appointments/appointment.table.ts'
import { report } from './report.table.ts'

/**
 * The latest assessment of a case while it has no report; undefined otherwise. An older one is never reported on late: a
 * moment of readiness cannot be taken back, and this one would be false.
 */
export async function unreportedAssessment(tx: ScopedTx, caseId: CaseId): Promise<AppointmentId | undefined> {
  const [latest] = await tx.sql
    .select({ id: appointment.id, reportOf: report.appointmentId })
    .from(appointment)
    .innerJoin(clinicSlot, eq(clinicSlot.id, appointment.slotId))
    .leftJoin(report, eq(report.appointmentId, appointment.id))
    .where(and(eq(appointment.caseId, caseId), eq(appointment.state, 'attended')))
    .orderBy(desc(clinicSlot.startsAt))
    .limit(1)
  return latest?.reportOf === null ? latest.id : undefined
}
