import type { Page } from '@oh/graph'
import type { Instant, MessageId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type ParkedMessage, parkedMessages, type RelayStatus, relayStatus } from '@oh/relay'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { excludedSubjects } from './parked.reads.ts'

export interface ParkedList {
  readonly kind: 'listed'
  readonly status: RelayStatus
  /** One more than asked for when there are more. */
  readonly rows: readonly ParkedMessage[]
}

/**
 * Messages that a home spoke will not take, longest parked first: ids, ages and reasons, never a body. A coordinator who is a
 * specialist too sees none about an escalation that excludes him or her, nor their number.
 */
export function listParked(pool: Pick<Pool, 'db'>, caller: Caller, { first, after }: Page): Promise<Denied | ParkedList> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'relayQueue.read', resource: 'message', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const except = await excludedSubjects(tx, (await specialistOf(tx, caller.person))?.specialistId)
    const [parkedAt, id] = after ?? []
    const cursor = after && { parkedAt: parkedAt as Instant, id: id as MessageId }
    const rows = await parkedMessages(tx, { first: first + 1, after: cursor, except })
    await allowedFor(tx, { ...access, ids: rows.slice(0, first).map((row) => row.id) })
    return { kind: 'listed', status: await relayStatus(tx, except), rows }
  })
}
