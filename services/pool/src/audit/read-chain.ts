import { type ChainPart, type ChainReport, verifyChain } from '@oh/audit'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'

export type ChainRead = { readonly kind: 'read' } & ChainReport

/** Walks the chain of the audit for the privacy officer, a part at a request: is anything changed, missing, added, or never sealed? */
export async function readChain(
  pool: Pick<Pool, 'db' | 'ownKeys'>,
  caller: Caller,
  part: ChainPart,
): Promise<Denied | ChainRead> {
  const without = await asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'audit.read', resource: 'audit-chain', ids: [] }
    const refused = await denied(tx, access, ['region'])
    if (!refused) await allowedFor(tx, access)
    return refused
  })
  if (without) return without
  const keys = await pool.ownKeys()
  return { kind: 'read', ...(await verifyChain(pool.db, (keyId) => keys.get(keyId), [], part)) }
}
