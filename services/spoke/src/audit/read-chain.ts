import { audit, type ChainPart, type ChainReport, verifyChain } from '@oh/audit'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'

export type ChainRead = { readonly kind: 'read' } & ChainReport

/**
 * Walks the chain of the audit for the privacy officer, a part at a request: is anything changed, missing, added, or never
 * sealed?
 */
export async function readChain(
  spoke: Pick<Spoke, 'db' | 'ownKeys'>,
  actor: Actor,
  part: ChainPart,
): Promise<Denied | ChainRead> {
  const denied = await asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'audit.read', resource: 'audit-chain' } as const
    const without = await permitted(tx, { ...asked, holds: ['service'] })
    if (!without) await audit(tx, { ...asked, ids: [], outcome: 'allowed' })
    return without
  })
  if (denied) return denied
  const keys = await spoke.ownKeys()
  return { kind: 'read', ...(await verifyChain(spoke.db, (keyId) => keys.get(keyId), [], part)) }
}
