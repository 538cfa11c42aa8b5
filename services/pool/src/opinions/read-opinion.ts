import type { EscalationId, Instant } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied, type Refusal, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { unsealed } from '../unsealed.ts'
import { opinionBy } from './opinion.store.ts'
import { openOpinion } from './opinion-seal.ts'
import type { OpinionWords } from './opinion-words.ts'

export interface MyOpinion extends OpinionWords {
  readonly id: string
  readonly authorName: string
  readonly countersignedName: string | undefined
  readonly signedAt: Instant
}

/**
 * The author's own opinion, to read, whatever has become of the escalation since; to whoever countersigned it, too. `none`
 * when the caller did neither.
 */
export function readMyOpinion(
  pool: Pick<Pool, 'id' | 'db' | 'keyring' | 'log'>,
  caller: Caller,
  escalationId: EscalationId,
): Promise<
  { readonly kind: 'mine'; readonly opinion: MyOpinion } | { readonly kind: 'none' } | Denied | Refusal<'content-damaged'>
> {
  return asActor(pool.db, caller, async (tx) => {
    const row = await opinionBy(tx, caller.person, escalationId)
    if (!row) return { kind: 'none' }
    const access: Access = { action: 'opinion.readOwn', resource: 'opinion', ids: [row.id], subject: escalationId }
    const without = await denied(tx, access, ['author'])
    if (without) return without
    const words = unsealed(pool, () => openOpinion(pool, row))
    if (!words) return refusedFor(tx, access, ['content-damaged'])
    await allowedFor(tx, access)
    const { id, authorName, countersignedName, signedAt } = row
    return { kind: 'mine', opinion: { id, authorName, countersignedName: countersignedName ?? undefined, signedAt, ...words } }
  })
}
