import type { AssignmentId, StaffGroup, WorkerId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { eq } from 'drizzle-orm'
import { assignment, recordKey, worker } from './worker.table.ts'

export type WorkerRow = typeof worker.$inferSelect
export type AssignmentRow = typeof assignment.$inferSelect

export async function insertWorker(tx: ScopedTx, row: WorkerRow): Promise<void> {
  await tx.sql.insert(worker).values(row)
}

export async function insertRecordKey(tx: ScopedTx, workerId: WorkerId, wrapped: Uint8Array): Promise<void> {
  await tx.sql.insert(recordKey).values({ workerId, wrapped })
}

export async function insertAssignment(tx: ScopedTx, row: AssignmentRow): Promise<void> {
  await tx.sql.insert(assignment).values(row)
}

export async function updateStaffGroup(tx: ScopedTx, id: AssignmentId, staffGroup: StaffGroup | null): Promise<void> {
  await tx.sql.update(assignment).set({ staffGroup }).where(eq(assignment.id, id))
}
