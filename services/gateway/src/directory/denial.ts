import { audit } from '@oh/audit'
import { type Action, decide } from '@oh/auth'
import type { MemberId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'

/** A right that is not there, as a value: its audit row commits, and the resolver turns it into the answer. */
export interface Denied {
  readonly kind: 'hidden' | 'forbidden'
}

/** Undefined when the caller may; otherwise what the matrix says, with its audit row written. */
export async function denial(
  tx: ScopedTx,
  action: Action,
  ids: readonly string[],
  resource = 'member',
): Promise<Denied | undefined> {
  const decision = decide({ action, roles: tx.roles, holds: [] })
  if (decision === 'allowed') return undefined
  await audit(tx, { action, resource, ids, outcome: decision })
  return { kind: decision }
}

/** What does not exist is answered like what is hidden, and audited as asked for; an id that can be none is not written down. */
export async function hide(tx: ScopedTx, action: Action, id: MemberId | undefined): Promise<Denied> {
  await audit(tx, { action, resource: 'member', ids: id === undefined ? [] : [id], outcome: 'hidden' })
  return { kind: 'hidden' }
}
