import type { CaseId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { eq } from 'drizzle-orm'
import { confidentialityGate, withdrawalDecision } from './gate.table.ts'

export type GateRow = typeof confidentialityGate.$inferSelect
export type WithdrawalDecisionRow = typeof withdrawalDecision.$inferSelect

/** Puts a gate behind the others of its case, whose row is held by the caller. */
export async function insertGate(tx: ScopedTx, row: Omit<typeof confidentialityGate.$inferInsert, 'number'>): Promise<void> {
  const number = (await gateCount(tx, row.caseId)) + 1
  await tx.sql.insert(confidentialityGate).values({ ...row, number })
}

/** Everything a withdrawal writes beside a gate. What the gate was stays as it is. */
export async function withdrawGate(
  tx: ScopedTx,
  id: string,
  change: Pick<
    GateRow,
    | 'withdrawnAt'
    | 'withdrawnBy'
    | 'withdrawnByName'
    | 'withdrawalEvidence'
    | 'consequencesVersion'
    | 'safetyHold'
    | 'namedDecider'
  >,
): Promise<void> {
  await tx.sql.update(confidentialityGate).set(change).where(eq(confidentialityGate.id, id))
}

export async function insertWithdrawalDecision(tx: ScopedTx, row: WithdrawalDecisionRow): Promise<void> {
  await tx.sql.insert(withdrawalDecision).values(row)
}

function gateCount(tx: ScopedTx, caseId: CaseId): Promise<number> {
  return tx.sql.$count(confidentialityGate, eq(confidentialityGate.caseId, caseId))
}
