import { advance, type CaseEvent } from '@oh/casework'
import { CASE_ESCALATED_V1, CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { post, recall } from '@oh/relay'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { saveMove } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { type EscalationRow, updateEscalation } from './escalation.store.ts'

/**
 * Takes back what was shared of a case, as a move of the case: the open escalation ends and the case is the trust's own work
 * again; of an answered one the content is shut for good. The pool is told of each in the same transaction.
 */
export async function withdrawEscalations(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'keyring'>,
  found: CaseRow,
  shared: readonly EscalationRow[],
  safetyHold: boolean,
): Promise<void> {
  for (const row of shared) {
    const state = row.answeredAt === null ? 'withdrawn' : row.state
    await updateEscalation(tx, row.id, { state, withdrawnAt: tx.now })
    await tellPool(tx, spoke, row, safetyHold)
  }
  const withdrawn = await move(tx, found, { kind: 'consent-withdrawn' })
  const open = shared.find(({ id }) => id === found.escalationId)
  if (open) await move(tx, withdrawn, { kind: 'escalation-ended', escalation: open.id, because: 'withdrawn' })
}

async function move(tx: ScopedTx, found: CaseRow, event: CaseEvent): Promise<CaseRow> {
  const moved = advance(asCase(found), event, tx.now)
  if (moved.kind === 'refused') throw new Error(`a withdrawal was held up: ${moved.reasons.join(' ')}`)
  return saveMove(tx, found, moved.case, event.kind)
}

/**
 * Tells the pool that consent is withdrawn: held for a decision, or for good. What has not left the trust is recalled
 * instead, and then there is nothing to tell.
 */
export async function tellPool(
  tx: ScopedTx,
  { keyring }: Pick<Spoke, 'keyring'>,
  { id, poolId, correlation }: EscalationRow,
  safetyHold: boolean,
): Promise<void> {
  if (await recall(tx, { name: CASE_ESCALATED_V1, destination: poolId, subject: id })) return
  const body = { escalationId: id, at: tx.now, safetyHold }
  await post(tx, { name: CONSENT_WITHDRAWN_V1, destination: poolId, subject: id, body, correlation }, keyring)
}
