import type { Action, Holding } from '@oh/auth'
import type { IcsCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Access } from '../access.ts'

type PolicyAction = Extract<Action, `routingPolicy.${string}`>

/** An access to the routing policy of this pool, as the matrix and the audit know it. */
export const policyAccess = (action: PolicyAction, ids: readonly string[] = []): Access => ({ action, resource: 'policy', ids })

/** How the caller stands to the pool: its coordinator, or whoever leads its ICS by the directory's proof. */
export function regionOf({ roles, memberships }: ScopedTx, ics: IcsCode): readonly Holding[] {
  const leads = memberships.some(({ role, scope }) => role === 'ics-lead' && scope === ics)
  return leads || roles.has('pool-coordinator') ? ['region'] : []
}
