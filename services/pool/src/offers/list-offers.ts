import type { Page } from '@oh/graph'
import type { EscalationId, Instant, OfferId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { mayWorkOn, type RoutingReason } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalations } from '../escalations/escalation.store.ts'
import { type EscalationView, viewsOf } from '../escalations/view-escalation.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { openOffersTo } from './offer.store.ts'

/** An offer to the specialist who asks, and what he may see of the escalation before accepting. */
export interface MyOffer {
  readonly id: OfferId
  readonly offeredAt: Instant
  readonly expiresAt: Instant
  readonly reasons: readonly RoutingReason[]
  readonly escalation: EscalationView
}

/**
 * What is on offer to the specialist now, what must be answered soonest first. A list of one's own offers cannot tell of any other: not of
 * an escalation that one is excluded from, nor how many there are. Who may not work today has none.
 */
export function listOffers(
  pool: Pick<Pool, 'id' | 'db'>,
  caller: Caller,
  page: Page,
): Promise<{ readonly kind: 'listed'; readonly offers: MyOffer[] } | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'poolQueue.list', resource: 'escalation', ids: [] }
    const without = await denied(tx, access, ['eligible'])
    if (without) return without
    const specialist = await specialistOf(tx, caller.person)
    const mayWork = specialist !== undefined && mayWorkOn(specialist, tx.today).kind === 'allowed'
    const rows = mayWork ? await openOffersTo(tx, caller.person, page) : []
    const found = await findEscalations(
      tx,
      rows.map(({ escalationId }) => escalationId),
    )
    const views = await viewsOf(pool, tx, specialist, 'offered', found)
    const viewOf = new Map<EscalationId, EscalationView>(views.map((view) => [view.id, view]))
    const offers = rows.flatMap(({ id, offeredAt, expiresAt, reasons, escalationId }) => {
      const escalation = viewOf.get(escalationId)
      return escalation ? [{ id, offeredAt, expiresAt, reasons, escalation }] : []
    })
    await allowedFor(tx, { ...access, ids: offers.slice(0, page.first).map(({ escalation }) => escalation.id) })
    return { kind: 'listed', offers }
  })
}
