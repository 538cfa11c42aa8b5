import { audit } from '@oh/audit'
import { type Action, decide, type Holding } from '@oh/auth'
import { forbidden, hidden } from '@oh/graph'
import type { ScopedTx } from '@oh/postgres'

/** One access, as the matrix and the audit know it. Figures are nobody's record: there is no subject. */
export interface Access {
  readonly action: Action
  readonly resource: 'figure' | 'publication' | 'preparation' | 'submission' | 'message' | 'audit' | 'audit-chain'
  readonly ids: readonly string[]
}

/** `hidden`: answered like what does not exist. `forbidden`: no role of the caller can ever do this. */
export interface Denied {
  readonly kind: 'hidden' | 'forbidden'
}

/** Asks the matrix: undefined when allowed. A denial is written to the audit and is a value, so that its row commits. */
export async function denied(tx: ScopedTx, access: Access, holds: readonly Holding[]): Promise<Denied | undefined> {
  const decision = decide({ action: access.action, roles: tx.roles, holds })
  if (decision === 'allowed') return undefined
  await audit(tx, { ...access, outcome: decision })
  return { kind: decision }
}

/** Raises a denial as the error it stands for; anything else is handed on. */
export function orThrow<Outcome extends object>(outcome: Outcome | Denied): Exclude<Outcome, Denied> {
  if ('kind' in outcome && outcome.kind === 'hidden') throw hidden()
  if ('kind' in outcome && outcome.kind === 'forbidden') throw forbidden()
  return outcome as Exclude<Outcome, Denied>
}
