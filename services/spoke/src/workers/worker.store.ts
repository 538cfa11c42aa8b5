import type { WorkerId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
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
