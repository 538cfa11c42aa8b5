import type { ConsentRefusal } from '@oh/auth'
import { ruleOnGate } from '@oh/escalation'
import type { PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { EscalationRow } from '../escalations/escalation.store.ts'
import { openGate } from './current-gate.ts'
import { gatesOf } from './gate.reads.ts'
import type { GateRow } from './gate.store.ts'

/**
 * Why identity and content of an escalation are shut to a person, by the rows of this moment: not accepted by them, a
 * declared conflict, withdrawn, acted on, or a ground that does not let it out any more. Undefined when they are open. They stay open
 * after the answer until the trust has acted on it, because the nurse may come back with a question; then nothing is left
 * that a specialist needs them for. The author keeps the own opinion, read-only (clinical rules, sections 3 and 4).
 */
export async function closedBecause(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  found: EscalationRow | undefined,
  person: PersonId,
): Promise<ConsentRefusal | undefined> {
  if (!found || !mayOpen(found, person)) return 'not-accepted-by-caller'
  if (found.conflictDeclaredAt !== null || found.workerPerson === person) return 'conflict-declared'
  if (found.withdrawnAt !== null) return 'consent-withdrawn'
  if (found.actedOnAt !== null) return 'opinion-acted-on'
  const ground = groundOf(found, await gatesOf(tx, [found.caseId]))
  if (ground?.withdrawnAt) return 'consent-withdrawn'
  const ruling = ruleOnGate(ground && (await openGate(tx, spoke, ground)), tx.now)
  return ruling.kind === 'refused' ? ruling.reasons[0] : undefined
}

/** Who accepted by name, and the supervisor who countersigns for whoever did. */
const mayOpen = ({ acceptedBy, supervisorPerson }: EscalationRow, person: PersonId) =>
  acceptedBy === person || supervisorPerson === person

/**
 * What an escalation rests on: the gate it was sent under, and of consent the worker's latest word, so that a renewed
 * consent opens what an expired one shut. What was withdrawn is not renewed, and no ground takes the place of another.
 * Takes the gates of the case, the newest first.
 */
function groundOf({ gateId }: EscalationRow, gates: readonly GateRow[]): GateRow | undefined {
  const own = gates.find(({ id }) => id === gateId)
  const rests = own?.kind === 'explicit-consent' && own.withdrawnAt === null
  return rests ? gates.find(({ kind }) => kind === 'explicit-consent') : own
}
