import type { Case } from '@oh/casework'
import { type CaseId, isUuid } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { eq } from 'drizzle-orm'
import { caseMove, caseTable, type task } from './case.table.ts'

export type CaseRow = typeof caseTable.$inferSelect
export type MoveRow = typeof caseMove.$inferSelect
export type TaskRow = typeof task.$inferSelect

/** The case, held against every other change until the transaction ends; undefined when it is not there to be seen or changed. */
export async function lockCase(tx: ScopedTx, id: string): Promise<CaseRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(caseTable)
    .where(eq(caseTable.id, id as CaseId))
    .for('update')
  return row
}

/** Puts a new case in, unless its reference is taken: then false, and nothing is written. */
export async function insertCase(tx: ScopedTx, row: CaseRow): Promise<boolean> {
  const written = await tx.sql
    .insert(caseTable)
    .values(row)
    .onConflictDoNothing({ target: caseTable.reference })
    .returning({ id: caseTable.id })
  return written.length > 0
}

export async function updateCase(tx: ScopedTx, id: CaseId, change: Partial<CaseRow>): Promise<void> {
  await tx.sql.update(caseTable).set(change).where(eq(caseTable.id, id))
}

export async function insertMove(tx: ScopedTx, row: MoveRow): Promise<void> {
  await tx.sql.insert(caseMove).values(row)
}

/** The row as the rules know a case. */
export function asCase(row: CaseRow): Case {
  const { id, state, version, openedOn } = row
  return {
    id,
    state,
    version,
    openedOn,
    ...(row.appointmentId && { appointment: row.appointmentId }),
    ...(row.firstSeenOn && { firstSeenOn: row.firstSeenOn }),
    ...(row.escalationId && { escalation: row.escalationId }),
    ...(row.opinionId && { opinion: row.opinionId }),
    ...(row.outcome && { outcome: row.outcome }),
    ...(row.reviewOn && { reviewOn: row.reviewOn }),
    ...(row.closedOn && { closedOn: row.closedOn }),
  }
}
