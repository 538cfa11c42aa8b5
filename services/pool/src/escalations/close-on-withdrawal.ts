import { audit } from '@oh/audit'
import { allowed, type Ruling, refused } from '@oh/kernel'
import type { CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import type { Arrived } from '@oh/relay'
import type { Pool } from '../context.ts'
import { wakeRouting } from '../offers/offer.store.ts'
import { eraseContent, holdForDecision } from './escalation.store.ts'
import { holdEscalation, moveEscalation } from './move-escalation.ts'

export type WithdrawalRefusal = 'not-the-subject' | 'escalation-unknown' | 'already-withdrawn'

/**
 * The worker has withdrawn consent. The content and its key are erased, an open offer and a booking fall away, and from then
 * on nothing opens whatever anyone proves; an opinion given before stays with its author. With an open safety flag all use
 * stops at once, and the erasing waits for the home service's decision.
 */
export function closeOnWithdrawal(pool: Pick<Pool, 'keyring'>) {
  return async (tx: ScopedTx, message: Arrived<typeof CONSENT_WITHDRAWN_V1>): Promise<Ruling<WithdrawalRefusal>> => {
    const ruling = await actingAs(tx, 'routing', () => close(pool, tx, message))
    if (ruling.kind === 'refused') return ruling
    const { subject } = message.envelope
    const reasons = message.body.safetyHold ? ['safety-hold'] : []
    await audit(tx, { action: 'consent.withdraw', resource: 'escalation', ids: [subject], subject, outcome: 'allowed', reasons })
    return ruling
  }
}

async function close(
  pool: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { envelope, body }: Arrived<typeof CONSENT_WITHDRAWN_V1>,
): Promise<Ruling<WithdrawalRefusal>> {
  const { source, subject } = envelope
  if (body.escalationId !== subject) return refused('not-the-subject')
  const held = await holdEscalation(tx, subject)
  if (!held || held.row.spokeId !== source) return refused('escalation-unknown')
  if (held.standing.state === 'withdrawn') return refused('already-withdrawn')
  if (body.safetyHold) {
    await holdForDecision(tx, subject)
    return allowed
  }
  const moved = await moveEscalation(pool, tx, held, { kind: 'withdrawn' })
  if (moved.kind === 'refused') throw new Error(`a withdrawal was held up: ${moved.reasons.join(' ')}`)
  await eraseContent(tx, subject)
  await wakeRouting(tx)
  return allowed
}
