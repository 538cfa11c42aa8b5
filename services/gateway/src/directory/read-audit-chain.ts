import { audit, type ChainPart, type ChainReport, verifyChain } from '@oh/audit'
import { type Actor, asActor } from '@oh/postgres'
import type { Directory } from './context.ts'
import { type Denied, denial } from './denial.ts'

export type ChainRead = { readonly kind: 'read' } & ChainReport

/** Walks the chain of the directory's audit for its privacy officer, a part at a request: is anything changed, missing, added, or never sealed? */
export async function readAuditChain(
  directory: Pick<Directory, 'db' | 'ownKeys'>,
  actor: Actor,
  part: ChainPart,
): Promise<Denied | ChainRead> {
  const denied = await asActor(directory.db, actor, async (tx) => {
    const without = await denial(tx, 'directoryAudit.read', [], 'audit-chain')
    if (!without) await audit(tx, { action: 'directoryAudit.read', resource: 'audit-chain', ids: [], outcome: 'allowed' })
    return without
  })
  if (denied) return denied
  return { kind: 'read', ...(await verifyChain(directory.db, (keyId) => directory.ownKeys.get(keyId), [], part)) }
}
