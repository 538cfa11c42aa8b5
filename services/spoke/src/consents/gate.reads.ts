import type { CaseId } from '@oh/kernel'
import { isUuid } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { desc, eq, inArray } from 'drizzle-orm'
import type { GateRow, WithdrawalDecisionRow } from './gate.store.ts'
import { confidentialityGate, withdrawalDecision } from './gate.table.ts'

export async function findGate(tx: ScopedTx, id: string): Promise<GateRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql.select().from(confidentialityGate).where(eq(confidentialityGate.id, id))
  return row
}

/** The newest gate of each of these cases: the one that counts. */
export async function newestGates(tx: ScopedTx, cases: readonly CaseId[]): Promise<ReadonlyMap<CaseId, GateRow>> {
  if (cases.length === 0) return new Map()
  const rows = await tx.sql
    .selectDistinctOn([confidentialityGate.caseId])
    .from(confidentialityGate)
    .where(inArray(confidentialityGate.caseId, [...cases]))
    .orderBy(confidentialityGate.caseId, desc(confidentialityGate.number))
  return new Map(rows.map((row) => [row.caseId, row]))
}

/** Decisions on withdrawals of these gates, by gate. */
export async function withdrawalDecisions(
  tx: ScopedTx,
  gates: readonly string[],
): Promise<ReadonlyMap<string, WithdrawalDecisionRow>> {
  if (gates.length === 0) return new Map()
  const rows = await tx.sql
    .select()
    .from(withdrawalDecision)
    .where(inArray(withdrawalDecision.gateId, [...gates]))
  return new Map(rows.map((row) => [row.gateId, row]))
}
