import { audit } from '@oh/audit'
import { badInput, cursorOf, type PageEnd, pageOf, readPage } from '@oh/graph'
import { type EscalationId, type Instant, isInstant, isUuid } from '@oh/kernel'
import type { Actor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { withRecords } from '../workers/with-records.ts'
import { sentRows } from './escalation.reads.ts'
import { type SentRowView, viewSentRows } from './view-escalations.ts'

export interface SentPage {
  readonly kind: 'listed'
  readonly rows: readonly SentRowView[]
  readonly pageInfo: PageEnd
}

/** One page of what the service has sent up, the newest first, none about the caller. */
export function listSent(
  spoke: Pick<Spoke, 'db' | 'id'>,
  actor: Actor,
  ask: { readonly first: number; readonly after?: string | null | undefined },
): Promise<Denied | SentPage> {
  const page = readPage(ask, 2)
  const after = page.after && openCursor(page.after)
  return withRecords(spoke, actor, async (tx) => {
    const asked = { action: 'poolCase.readStatus', resource: 'escalation' } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    const found = await sentRows(tx, { notAbout: callerOf(tx), first: page.first, after })
    const { rows, pageInfo } = pageOf(found, page.first, (row) => cursorOf(row.sentAt, row.id))
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed' })
    return { kind: 'listed', rows: await viewSentRows(tx, spoke, rows), pageInfo }
  })
}

function openCursor([sentAt = '', id = '']: readonly string[]) {
  if (!isInstant(sentAt) || !isUuid(id)) throw badInput('This page link is not valid. Start again from the first page.')
  return { sentAt: sentAt as Instant, id: id as EscalationId }
}
