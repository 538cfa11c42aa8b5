import type { SlotId } from '@oh/casework'
import { badInput, cursorOf, type PageEnd, pageOf, readPage } from '@oh/graph'
import { type Instant, isInstant, isUuid, type LondonDate } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { freeSlots } from './appointment.reads.ts'
import { type SlotView, viewSlot } from './view-appointments.ts'

export interface SlotPage {
  readonly kind: 'listed'
  readonly rows: readonly SlotView[]
  readonly pageInfo: PageEnd
}

/** One page of the clinics' free slots from a day on, never of one that has begun. No record is touched. For the OH team. */
export function listSlots(
  spoke: Pick<Spoke, 'db'>,
  actor: Actor,
  ask: { readonly from: LondonDate; readonly first: number; readonly after?: string | null | undefined },
): Promise<Denied | SlotPage> {
  const page = readPage(ask, 2)
  const after = page.after && openCursor(page.after)
  return asActor(spoke.db, actor, async (tx) => {
    const denied = await permitted(tx, { action: 'appointment.manage', holds: ['service'], resource: 'slot' })
    if (denied) return denied
    // a clinic never begins before six in the morning, so the London day needs no offset
    const from = ask.from > tx.today ? (`${ask.from}T00:00:00.000Z` as Instant) : tx.now
    const found = await freeSlots(tx, { from, first: page.first, after })
    const { rows, pageInfo } = pageOf(found, page.first, (row) => cursorOf(row.startsAt, row.id))
    return { kind: 'listed', rows: rows.map(viewSlot), pageInfo }
  })
}

function openCursor([at = '', id = '']: readonly string[]) {
  if (!isInstant(at) || !isUuid(id)) throw badInput('This page link is not valid. Start again from the first page.')
  return { startsAt: at as Instant, id: id as SlotId }
}
