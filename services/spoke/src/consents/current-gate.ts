import type { ConfidentialityGate } from '@oh/escalation'
import type { CaseId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { openFor, type RecordPlace } from '../workers/record-key.ts'
import { newestGates } from './gate.reads.ts'
import type { GateRow } from './gate.store.ts'

/** A gate as it is kept, and as the rules read it. */
export interface OpenedGate {
  readonly row: GateRow
  readonly gate: ConfidentialityGate
}

export function gatePlace(row: string, column: 'gate' | 'evidence' | 'withdrawal_evidence'): RecordPlace {
  return { table: 'confidentiality_gate', row, column, version: 1 }
}

/** The gate of a case that counts now, live or not: the newest recorded. */
export async function currentGate(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  caseId: CaseId,
): Promise<OpenedGate | undefined> {
  const row = (await newestGates(tx, [caseId])).get(caseId)
  return row && { row, gate: await openGate(tx, spoke, row) }
}

/** The gate as the rules read it, withdrawn when its row says so. */
export async function openGate(tx: ScopedTx, spoke: Pick<Spoke, 'id' | 'keyring'>, row: GateRow): Promise<ConfidentialityGate> {
  const gate = JSON.parse(await openFor(tx, spoke, row.workerId, gatePlace(row.id, 'gate'), row.gate)) as ConfidentialityGate
  return row.withdrawnAt === null ? gate : { ...gate, withdrawnAt: row.withdrawnAt }
}
