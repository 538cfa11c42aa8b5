import type { OfferId } from '@oh/kernel'
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
      if (!isAlready(held, offered)) {
        const reasons = await accept(pool, tx, held, specialist)
        if (reasons) return refusedFor(tx, about, told(reasons, offered))
      }
      await allowedFor(tx, about)
      return { kind: 'done', id: offered.escalationId }
    },
  )
}

/** The words against it, or undefined when it is now the specialist's, the home spoke being told in the same commit. */
async function accept(
  { keyring }: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  held: HeldEscalation,
  { specialistId, person, fullName }: PoolSpecialist,
): Promise<readonly MoveRefusal[] | undefined> {
  const moved = await actingAs(tx, 'routing', () => moveEscalation(tx, held, { kind: 'accepted', specialistId }, person))
  if (moved.kind === 'refused') return moved.reasons
  const { id, spokeId, correlation } = held.row
  const body = { escalationId: id, specialistId, specialistPerson: person, specialistName: fullName, at: tx.now }
  await post(tx, { name: ESCALATION_ACCEPTED_V1, destination: spokeId, subject: id, correlation, body }, keyring)
  return undefined
}

const isAlready = ({ standing }: HeldEscalation, offered: OfferRow) =>
  offered.state === 'accepted' && (standing.state === 'accepted' || standing.state === 'opened')

/** An offer that ran out is called so, whatever the escalation has gone through since, unless somebody has taken it. */
function told(reasons: readonly MoveRefusal[], { state }: OfferRow): readonly MoveRefusal[] {
  return state === 'lapsed' && !reasons.includes('already-accepted') ? ['offer-lapsed'] : reasons
}
