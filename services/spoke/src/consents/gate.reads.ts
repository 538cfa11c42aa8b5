import type { CaseId } from '@oh/kernel'
import { isUuid } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
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

/** Every gate of these cases, case by case, the newest first. */
export async function gatesOf(tx: ScopedTx, cases: readonly CaseId[]): Promise<GateRow[]> {
  if (cases.length === 0) return []
  return tx.sql
    .select()
    .from(confidentialityGate)
    .where(inArray(confidentialityGate.caseId, [...cases]))
    .orderBy(asc(confidentialityGate.caseId), desc(confidentialityGate.number))
}

/** The gate of a case whose withdrawal is held for safety and waits for a decision, whatever else is on record. */
export async function heldGate(tx: ScopedTx, caseId: CaseId): Promise<GateRow | undefined> {
  const [row] = await tx.sql
    .select({ gate: confidentialityGate })
    .from(confidentialityGate)
    .leftJoin(withdrawalDecision, eq(withdrawalDecision.gateId, confidentialityGate.id))
    .where(
      and(eq(confidentialityGate.caseId, caseId), eq(confidentialityGate.safetyHold, true), isNull(withdrawalDecision.gateId)),
    )
    .orderBy(desc(confidentialityGate.number))
    .limit(1)
  return row?.gate
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
