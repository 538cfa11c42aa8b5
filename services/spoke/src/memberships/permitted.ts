import { audit } from '@oh/audit'
import { type Action, decide, type Holding } from '@oh/auth'
import type { ScopedTx } from '@oh/postgres'
import type { Denied } from './denied.ts'

export interface PermissionAsk {
  readonly action: Action
  /** How the caller stands to the object; `service` always holds in the service's own database. */
  readonly holds: readonly Holding[]
  readonly resource: string
  readonly ids?: readonly string[]
  /** The worker whose record it is. */
  readonly subject?: string | undefined
}

/**
 * Asks the matrix with the memberships of this transaction. A denial is written to the audit and given back as a value:
 * the use case returns it as it is, so that its row commits while nothing else changes.
 */
export async function permitted(tx: ScopedTx, ask: PermissionAsk): Promise<Denied | undefined> {
  const decision = decide({ action: ask.action, roles: tx.roles, holds: ask.holds })
  return decision === 'allowed' ? undefined : deny(tx, decision, ask)
}

/** Denies, with its row in the audit: for what a use case itself finds to be out of the caller's sight. */
export async function deny(
  tx: ScopedTx,
  kind: Denied['kind'],
  { action, resource, ids = [], subject }: Omit<PermissionAsk, 'holds'>,
): Promise<Denied> {
  await audit(tx, { action, resource, ids, subject, outcome: kind })
  return { kind }
}
