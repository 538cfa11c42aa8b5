import type { EscalationId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { type Advanced, advance, type EscalationEvent, type PoolEscalation } from '@oh/routing'
import { type CancelReason, cancelBooking } from '../bookings/tell-session.ts'
import type { Pool } from '../context.ts'
import { endOffer, type OfferState, openOfferFor } from '../offers/offer.store.ts'
import { endAwaiting } from '../opinions/awaiting.store.ts'
import { type EscalationRow, lockEscalation, saveStanding, saveTried, triedFor } from './escalation.store.ts'

/** An escalation held until the transaction ends, and where it stands by the rules of routing. */
export interface HeldEscalation {
  readonly row: EscalationRow
  readonly standing: PoolEscalation
}

/** What becomes of the offer of the round when the escalation moves. */
const OFFER_BECOMES: Readonly<Partial<Record<EscalationEvent['kind'], OfferState>>> = {
  accepted: 'accepted',
  declined: 'declined',
  lapsed: 'lapsed',
  'conflict-declared': 'conflict-declared',
  'stood-down': 'stood-down',
  withdrawn: 'withdrawn',
}

/** After these nobody sees the worker in a session to come. */
const ENDS_BOOKING: Readonly<Partial<Record<EscalationEvent['kind'], CancelReason>>> = {
  'conflict-declared': 'conflict-declared',
  'stood-down': 'stood-down',
  withdrawn: 'withdrawn',
  answered: 'answered',
  countersigned: 'answered',
}

/** After these nobody will countersign what a trainee has written. */
const CLOSES_AWAITING: readonly EscalationEvent['kind'][] = ['conflict-declared', 'stood-down', 'withdrawn']

/** Whoever has accepted it, and whoever supervises. */
type AcceptedBy = Pick<EscalationRow, 'acceptedPerson' | 'supervisorPerson'>

/** Takes hold of an escalation, as the pool itself. */
export async function holdEscalation(tx: ScopedTx, id: EscalationId): Promise<HeldEscalation | undefined> {
  const row = await lockEscalation(tx, id)
  if (!row) return undefined
  const standing: PoolEscalation = {
    escalationId: row.id,
    state: row.state,
    since: row.since,
    round: row.round,
    offer: await openOfferFor(tx, id),
    acceptedBy: row.acceptedBy ?? undefined,
    acceptedAt: row.acceptedAt ?? undefined,
    supervisedBy: row.supervisedBy ?? undefined,
    supervisorOpenedAt: row.supervisorOpenedAt ?? undefined,
    openedAt: row.openedAt ?? undefined,
    answeredAt: row.answeredAt ?? undefined,
    tried: await triedFor(tx, id),
  }
  return { row, standing }
}

/**
 * Moves a held escalation by one event, as the pool itself, with all that follows: the offer of the round, who was tried,
 * a booking that falls away, of which the home spoke is told, and what waits for a countersignature. Refused: nothing was changed.
 */
export async function moveEscalation(
  pool: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { row, standing }: HeldEscalation,
  event: EscalationEvent,
  by?: AcceptedBy,
): Promise<Extract<Advanced, { kind: 'refused' }> | { readonly kind: 'moved'; readonly held: HeldEscalation }> {
  const advanced = advance(standing, event, tx.now)
  if (advanced.kind === 'refused') return advanced
  const next = advanced.escalation
  const people = peopleOf(next, by ?? row)
  await saveStanding(tx, next, people)
  const becomes = OFFER_BECOMES[event.kind]
  if (becomes) await endOffer(tx, { escalationId: row.id, round: standing.round }, becomes)
  const tried = next.tried.at(standing.tried.length)
  if (tried) await saveTried(tx, row.id, tried)
  const endsBooking = ENDS_BOOKING[event.kind]
  if (endsBooking) await cancelBooking(pool, tx, row, endsBooking)
  if (CLOSES_AWAITING.includes(event.kind)) await endAwaiting(tx, row.id, 'closed')
  return { kind: 'moved', held: { row: { ...row, state: next.state, round: next.round, ...people }, standing: next } }
}

/** Nobody stands beside an escalation that nobody has. */
function peopleOf({ acceptedBy, supervisedBy }: PoolEscalation, { acceptedPerson, supervisorPerson }: AcceptedBy): AcceptedBy {
  return {
    acceptedPerson: acceptedBy === undefined ? null : acceptedPerson,
    supervisorPerson: supervisedBy === undefined ? null : supervisorPerson,
  }
}
