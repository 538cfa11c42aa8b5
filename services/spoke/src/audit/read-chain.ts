import { audit, type ChainReport, verifyChain } from '@oh/audit'
import { badInput } from '@oh/graph'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'

export type ChainRead = { readonly kind: 'read' } & ChainReport

/** Entries that one request may have checked: a second or two of work. */
export const MOST_ENTRIES = 20_000

/**
 * Walks the chain of the audit for the privacy officer, a part at a request: is anything changed, missing, added, or never
 * sealed? `after` is where an earlier request stopped.
 */
export async function readChain(
  spoke: Pick<Spoke, 'db' | 'ownKeys'>,
  actor: Actor,
  { first = MOST_ENTRIES, after = 0 }: { readonly first?: number; readonly after?: number } = {},
): Promise<Denied | ChainRead> {
  if (first < 1 || first > MOST_ENTRIES) throw badInput(`Ask for 1 to ${MOST_ENTRIES} entries.`)
  if (after < 0) throw badInput('Start from the number of an entry that was checked, or from 0.')
  const denied = await asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'audit.read', resource: 'audit-chain' } as const
    const without = await permitted(tx, { ...asked, holds: ['service'] })
    if (!without) await audit(tx, { ...asked, ids: [], outcome: 'allowed' })
    return without
  })
  if (denied) return denied
  const keys = await spoke.ownKeys()
  return { kind: 'read', ...(await verifyChain(spoke.db, (keyId) => keys.get(keyId), [], { after, most: first })) }
}
