import type { ConsentRefusal } from '@oh/auth'
import { ruleOnGate } from '@oh/escalation'
import type { PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { EscalationRow } from '../escalations/escalation.store.ts'
import { currentGate } from './current-gate.ts'

/**
 * Why identity and content of an escalation are shut to a person, by the rows of this moment: not accepted by them, a
 * declared conflict, withdrawn, acted on, or a gate that does not let it out. Undefined when they are open. They stay open
 * after the answer until the trust has acted on it, because the nurse may come back with a question; then nothing is left
 * that a specialist needs them for. The author keeps the own opinion, read-only (clinical rules, sections 3 and 4).
 */
export async function closedBecause(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  found: EscalationRow | undefined,
  person: PersonId,
): Promise<ConsentRefusal | undefined> {
  if (!found || found.acceptedBy !== person) return 'not-accepted-by-caller'
  if (found.conflictDeclaredAt !== null || found.workerPerson === person) return 'conflict-declared'
  if (found.withdrawnAt !== null) return 'consent-withdrawn'
  if (found.actedOnAt !== null) return 'opinion-acted-on'
  const gate = await currentGate(tx, spoke, found.caseId)
  const ruling = ruleOnGate(gate?.gate, tx.now)
  return ruling.kind === 'refused' ? ruling.reasons[0] : undefined
}
