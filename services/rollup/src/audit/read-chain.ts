import { audit, type ChainPart, type ChainReport, verifyChain } from '@oh/audit'
import { asActor } from '@oh/postgres'
import { type Access, type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'

export type ChainRead = { readonly kind: 'read' } & ChainReport

/** Walks the chain of the audit for the privacy officer, a part at a request: is anything changed, missing, added, or never sealed? */
export async function readChain(
  rollup: Pick<Rollup, 'db' | 'ownKeys'>,
  caller: Caller,
  part: ChainPart,
): Promise<Denied | ChainRead> {
  const without = await asActor(rollup.db, caller, async (tx) => {
    const access: Access = { action: 'audit.read', resource: 'audit-chain', ids: [] }
    const refused = await denied(tx, access, ['region'])
    if (!refused) await audit(tx, { ...access, outcome: 'allowed' })
    return refused
  })
  if (without) return without
  const keys = await rollup.ownKeys()
  return { kind: 'read', ...(await verifyChain(rollup.db, (keyId) => keys.get(keyId), [], part)) }
}
