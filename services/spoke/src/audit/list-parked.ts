import { audit } from '@oh/audit'
import { badInput, cursorOf, type PageEnd, pageOf, readPage } from '@oh/graph'
import { type Instant, isInstant, isUuid, type MessageId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import { type ParkedMessage, parkedMessages, type RelayStatus, relayStatus } from '@oh/relay'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'

export interface ParkedPage {
  readonly kind: 'listed'
  readonly status: RelayStatus
  readonly rows: readonly ParkedMessage[]
  readonly pageInfo: PageEnd
}

/** One page of messages that the other side will not take, longest parked first: ids, ages and reasons, never a body. */
export function listParked(
  spoke: Pick<Spoke, 'db'>,
  actor: Actor,
  ask: { readonly first: number; readonly after?: string | null | undefined },
): Promise<Denied | ParkedPage> {
  const { first, after } = readPage(ask, 2)
  const cursor = after && openCursor(after)
  return asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'relayQueue.read', resource: 'message' } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    // a hundred is the most that is read at once, so the largest page cannot look ahead
    const found = await parkedMessages(tx, { first: first + 1, after: cursor })
    const { rows, pageInfo } = pageOf(found, first, ({ parkedAt, id }) => cursorOf(parkedAt, id))
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed' })
    return { kind: 'listed', status: await relayStatus(tx), rows, pageInfo }
  })
}

function openCursor([parkedAt = '', id = '']: readonly string[]) {
  if (!isInstant(parkedAt) || !isUuid(id)) throw badInput('This page link is not valid. Start again from the first page.')
  return { parkedAt: parkedAt as Instant, id: id as MessageId }
}
