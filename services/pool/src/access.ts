import { audit } from '@oh/audit'
import { type Action, decide, type Holding } from '@oh/auth'
import type { EscalationId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'

/** One access to records of this pool, as the matrix and the audit know it. */
export interface Access {
  readonly action: Action
  readonly resource:
    | 'agreement'
    | 'capacity'
    | 'escalation'
    | 'offer'
    | 'opinion'
    | 'booking'
    | 'job-plan'
    | 'session'
    | 'leave'
    | 'message'
    | 'audit'
    | 'audit-chain'
    | 'study'
    | 'policy'
  readonly ids: readonly string[]
  /** Whose record: the escalation's id. A list has none, its ids say which. */
  readonly subject?: EscalationId | undefined
}

/** `hidden`: answered like what does not exist. `forbidden`: no role of the caller can ever do this. */
export interface Denied {
  readonly kind: 'hidden' | 'forbidden'
}

/** A lawful no, with every reason. */
export interface Refusal<Word extends string> {
  readonly kind: 'refused'
  readonly reasons: readonly Word[]
}

/**
 * Asks the matrix about one object: undefined when the access is allowed. A denial is written to the audit and is a value,
 * not an exception, so that its row commits while the use case, which ends here, has changed nothing.
 */
export async function denied(tx: ScopedTx, access: Access, holds: readonly Holding[]): Promise<Denied | undefined> {
  const decision = decide({ action: access.action, roles: tx.roles, holds })
  if (decision === 'allowed') return undefined
  await audit(tx, { ...access, outcome: decision })
  return { kind: decision }
}

/** Writes down a lawful no and gives it back; the use case has changed nothing and ends here. */
export async function refusedFor<Word extends string>(
  tx: ScopedTx,
  access: Access,
  reasons: readonly Word[],
): Promise<Refusal<Word>> {
  await audit(tx, { ...access, outcome: 'refused', reasons })
  return { kind: 'refused', reasons }
}

/** Writes down an access that took place. */
export function allowedFor(tx: ScopedTx, access: Access, reasons: readonly string[] = []): Promise<void> {
  return audit(tx, { ...access, outcome: 'allowed', reasons })
}
