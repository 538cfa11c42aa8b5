import type { ScopedTx } from '@oh/postgres'
import { report } from './report.table.ts'

export type ReportRow = typeof report.$inferSelect

export async function insertReport(tx: ScopedTx, row: ReportRow): Promise<void> {
  await tx.sql.insert(report).values(row)
}
