import type { EscalationId, OfferId, PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { LiveOffer, RoutingReason } from '@oh/routing'
import { and, asc, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import type { DeclineWord } from './decline-words.ts'
import { candidate, conflictDeclaration, offer } from './offer.table.ts'

export type OfferRow = typeof offer.$inferSelect
export type OfferState = OfferRow['state']
export type CandidateRow = typeof candidate.$inferSelect

const ROUTING_LOCK = 6_470_773

/** One escalation is routed at a time, so that two never count on the same last place in a caseload. */
export async function lockRouting(tx: ScopedTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(${ROUTING_LOCK})`)
}

export async function openOfferFor(tx: ScopedTx, escalationId: EscalationId): Promise<LiveOffer | undefined> {
  const { id, specialistId, offeredAt, expiresAt } = offer
  const [found] = await tx.sql
    .select({ offerId: id, specialistId, offeredAt, expiresAt })
    .from(offer)
    .where(and(eq(offer.escalationId, escalationId), eq(offer.state, 'open')))
  return found
}

export async function saveOffer(tx: ScopedTx, row: typeof offer.$inferInsert): Promise<void> {
  await tx.sql.insert(offer).values(row)
}

/** Which offers each end may find. A withdrawal ends only one that is still open: who had accepted did so. */
const ENDED_FROM: Readonly<Partial<Record<OfferState, OfferState[]>>> = {
  'conflict-declared': ['accepted'],
  'stood-down': ['open', 'accepted'],
}

/** Ends the offer of a round. */
export async function endOffer(
  tx: ScopedTx,
  of: { readonly escalationId: EscalationId; readonly round: number },
  becomes: OfferState,
): Promise<void> {
  const from = ENDED_FROM[becomes] ?? ['open']
  await tx.sql
    .update(offer)
    .set({ state: becomes, endedAt: tx.now })
    .where(and(eq(offer.escalationId, of.escalationId), eq(offer.round, of.round), inArray(offer.state, from)))
}

export async function saveDeclineReason(tx: ScopedTx, id: OfferId, reason: DeclineWord): Promise<void> {
  await tx.sql.update(offer).set({ declineReason: reason }).where(eq(offer.id, id))
}

export async function saveStandDown(
  tx: ScopedTx,
  of: { readonly escalationId: EscalationId; readonly round: number },
  reasons: readonly RoutingReason[],
): Promise<void> {
  await tx.sql
    .update(offer)
    .set({ stoodDownFor: [...reasons] })
    .where(and(eq(offer.escalationId, of.escalationId), eq(offer.round, of.round), eq(offer.state, 'stood-down')))
}

/** The person's own offer, whatever became of it; none after a declared conflict. */
export async function findOfferTo(tx: ScopedTx, person: PersonId, id: OfferId): Promise<OfferRow | undefined> {
  const [found] = await tx.sql
    .select()
    .from(offer)
    .where(and(eq(offer.id, id), eq(offer.person, person)))
  return found
}

/** The offer of an escalation that is open to the person now. */
export async function openOfferTo(tx: ScopedTx, person: PersonId, escalationId: EscalationId): Promise<OfferRow | undefined> {
  const [found] = await tx.sql
    .select({ offer })
    .from(offer)
    .innerJoin(escalation, eq(escalation.id, offer.escalationId))
    .where(and(eq(offer.escalationId, escalationId), standsFor(tx, person)))
  return found?.offer
}

/** Offers open to the person now, first offered first. */
export async function openOffersTo(
  tx: ScopedTx,
  person: PersonId,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<OfferRow[]> {
  const [afterAt = '', afterId = ''] = page.after ?? []
  const next = page.after && sql`(${offer.offeredAt}, ${offer.id}) > (${afterAt}::timestamptz, ${afterId}::uuid)`
  const rows = await tx.sql
    .select({ offer })
    .from(offer)
    .innerJoin(escalation, eq(escalation.id, offer.escalationId))
    .where(and(standsFor(tx, person), next))
    .orderBy(asc(offer.offeredAt), asc(offer.id))
    .limit(page.first + 1)
  return rows.map((row) => row.offer)
}

/** Open, in time, and of an escalation that is not on hold. */
function standsFor(tx: ScopedTx, person: PersonId) {
  return and(eq(offer.person, person), eq(offer.state, 'open'), gt(offer.expiresAt, tx.now), isNull(escalation.heldAt))
}

/** Escalations whose open offer has run out, longest ago first. */
export async function lapsedOffers(tx: ScopedTx, most: number): Promise<EscalationId[]> {
  const rows = await tx.sql
    .select({ id: offer.escalationId })
    .from(offer)
    .innerJoin(escalation, eq(escalation.id, offer.escalationId))
    .where(and(eq(offer.state, 'open'), lte(offer.expiresAt, tx.now), isNull(escalation.heldAt)))
    .orderBy(asc(offer.expiresAt), asc(offer.id))
    .limit(most)
  return rows.map(({ id }) => id)
}

/** The latest picture of who was considered, and why; empty before the first. */
export function latestCandidates(tx: ScopedTx, escalationId: EscalationId): Promise<CandidateRow[]> {
  const latest = tx.sql
    .select({ picture: candidate.picture })
    .from(candidate)
    .where(eq(candidate.escalationId, escalationId))
    .orderBy(desc(candidate.picture))
    .limit(1)
  return tx.sql
    .select()
    .from(candidate)
    .where(and(eq(candidate.escalationId, escalationId), inArray(candidate.picture, latest)))
    .orderBy(asc(candidate.specialistId))
}

export async function saveCandidates(tx: ScopedTx, rows: (typeof candidate.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.sql.insert(candidate).values(rows)
}

export async function saveDeclaration(tx: ScopedTx, row: typeof conflictDeclaration.$inferInsert): Promise<void> {
  await tx.sql.insert(conflictDeclaration).values(row)
}

/** Channel on which routing is told that there may be room for somebody. */
export const ROUTING_CHANNEL = 'oh_routing'

/** Wakes routing when this transaction commits. */
export async function wakeRouting(tx: ScopedTx): Promise<void> {
  await tx.sql.execute(sql`select pg_notify(${ROUTING_CHANNEL}, '')`)
}
