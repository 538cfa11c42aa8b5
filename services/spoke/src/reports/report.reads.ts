import type { AppointmentId, CaseId, Instant } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { appointment, clinicSlot } from '../appointments/appointment.table.ts'
import { report } from './report.table.ts'

/** The latest assessment of a case that has no report yet; undefined when there is none. */
export async function unreportedAssessment(
  tx: ScopedTx,
  caseId: CaseId,
): Promise<{ readonly id: AppointmentId; readonly startsAt: Instant } | undefined> {
  const [row] = await tx.sql
    .select({ id: appointment.id, startsAt: clinicSlot.startsAt })
    .from(appointment)
    .innerJoin(clinicSlot, eq(clinicSlot.id, appointment.slotId))
    .leftJoin(report, eq(report.appointmentId, appointment.id))
    .where(and(eq(appointment.caseId, caseId), eq(appointment.state, 'attended'), isNull(report.appointmentId)))
    .orderBy(desc(clinicSlot.startsAt))
    .limit(1)
  return row
}
