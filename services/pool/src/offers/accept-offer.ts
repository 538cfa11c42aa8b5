import type { Instant, OfferId } from '@oh/kernel'
import { ESCALATION_ACCEPTED_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type MoveRefusal, mayWorkOn } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { type HeldEscalation, holdEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { type PoolSpecialist, specialistOf } from '../specialists/specialist.store.ts'
import { findOfferTo, type OfferRow } from './offer.store.ts'

export interface AcceptAsk {
  readonly offerId: OfferId | undefined
  readonly key: string
}

/**
 * Step one: a specialist takes an escalation by name. The first of two wins; the second is told that it is taken. The same
 * one pressing twice has simply accepted it.
 */
export function acceptOffer(pool: Pick<Pool, 'db' | 'keyring'>, caller: Caller, { offerId, key }: AcceptAsk) {
  const access: Access = { action: 'poolCase.claim', resource: 'offer', ids: offerId ? [offerId] : [] }
  return submitOnce<RefusalWord>(
    pool.db,
    caller,
    { key, operation: 'acceptOffer', input: [offerId ?? null], access },
    async (tx) => {
      const offered = offerId ? await findOfferTo(tx, caller.person, offerId) : undefined
      const specialist = await specialistOf(tx, caller.person)
      const about: Access = { ...access, subject: offered?.escalationId }
      const mayWork = specialist !== undefined && mayWorkOn(specialist, tx.today).kind === 'allowed'
      const without = await denied(tx, about, offered && mayWork ? ['eligible'] : [])
      if (without) return without
      const held = offered && (await actingAs(tx, 'routing', () => holdEscalation(tx, offered.escalationId)))
      if (!offered || !specialist || !held) throw new Error('An offer without its escalation.')
      if (held.row.heldAt) return refusedFor(tx, about, ['withdrawal-being-decided'])
      if (!isHis(held, caller)) {
        const reasons = await accept(pool, tx, held, specialist)
        if (reasons) return refusedFor(tx, about, told(reasons, offered, tx.now))
      }
      await allowedFor(tx, about)
      return { kind: 'done', id: offered.escalationId }
    },
  )
}

/** The words against it, or undefined when it is now the specialist's, the home spoke being told in the same commit. */
async function accept(
  pool: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  held: HeldEscalation,
  { specialistId, person, fullName }: PoolSpecialist,
): Promise<readonly MoveRefusal[] | undefined> {
  const moved = await actingAs(tx, 'routing', () => moveEscalation(pool, tx, held, { kind: 'accepted', specialistId }, person))
  if (moved.kind === 'refused') return moved.reasons
  const { id, spokeId, correlation } = held.row
  const body = { escalationId: id, specialistId, specialistPerson: person, specialistName: fullName, at: tx.now }
  await post(tx, { name: ESCALATION_ACCEPTED_V1, destination: spokeId, subject: id, correlation, body }, pool.keyring)
  return undefined
}

/** By the locked row: the offer itself was read before somebody may have acted on it. */
const isHis = ({ row, standing }: HeldEscalation, { person }: Caller) =>
  row.acceptedPerson === person && (standing.state === 'accepted' || standing.state === 'opened')

/** An offer that ran out is called so, wherever the escalation has gone since, unless somebody has taken it. */
function told(reasons: readonly MoveRefusal[], { expiresAt }: OfferRow, now: Instant): readonly MoveRefusal[] {
  const goneOn = reasons.every((word) => word === 'not-offered' || word === 'not-offered-to-you')
  return goneOn && expiresAt <= now ? ['offer-lapsed'] : reasons
}
