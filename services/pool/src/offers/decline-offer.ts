import type { OfferId } from '@oh/kernel'
import { actingAs } from '@oh/postgres'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { holdEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { asDeclineWord } from './decline-words.ts'
import { findOfferTo, saveDeclineReason } from './offer.store.ts'
import { routeEscalation } from './route-escalation.ts'

export interface DeclineAsk {
  readonly offerId: OfferId | undefined
  /** A word of `DECLINE_REASONS`. */
  readonly reason: string
  readonly key: string
}

/** A specialist says no to an offer; the next one is asked in the same commit. */
export function declineOffer(pool: Pick<Pool, 'db' | 'keyring' | 'newId'>, caller: Caller, ask: DeclineAsk) {
  const { offerId, key } = ask
  const access: Access = { action: 'poolCase.decline', resource: 'offer', ids: offerId ? [offerId] : [] }
  const submission = { key, operation: 'declineOffer', input: [offerId ?? null, ask.reason], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const offered = offerId ? await findOfferTo(tx, caller.person, offerId) : undefined
    const about: Access = { ...access, subject: offered?.escalationId }
    const without = await denied(tx, about, offered ? ['eligible'] : [])
    if (without || !offered) return without ?? { kind: 'hidden' }
    const reason = asDeclineWord(ask.reason)
    if (!reason) return refusedFor(tx, about, ['decline-reason-unknown'])
    const moved = await actingAs(tx, 'routing', async () => {
      const held = await holdEscalation(tx, offered.escalationId)
      if (!held) throw new Error('An offer without its escalation.')
      if (held.row.heldAt) return { kind: 'refused', reasons: ['withdrawal-being-decided'] } as const
      const declined = await moveEscalation(pool, tx, held, { kind: 'declined', specialistId: offered.specialistId })
      if (declined.kind === 'refused') return declined
      await saveDeclineReason(tx, offered.id, reason)
      await routeEscalation(pool, tx, declined.held)
      return declined
    })
    if (moved.kind === 'refused') return refusedFor(tx, about, moved.reasons)
    await allowedFor(tx, about, [reason])
    return { kind: 'done', id: offered.id }
  })
}
