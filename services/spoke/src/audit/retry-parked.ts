import { audit } from '@oh/audit'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import { isUuid, type MessageId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import { retryMessage } from '@oh/relay'
import { earlierRequest, type OnceAsk } from '../cases/request-once.ts'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'

/** Why a message is sent again: a closed list, because the audit takes no free text. */
export const RETRY_REASONS = [
  { id: 'mended-there', title: 'The other side has mended what was wrong' },
  { id: 'mended-here', title: 'What was wrong here is mended' },
  { id: 'agreed-with-them', title: 'Agreed with the other side by telephone' },
  { id: 'try-once-more', title: 'To see whether it goes through now' },
] as const

export interface RetryAsk extends OnceAsk {
  readonly messageId: string
  readonly reason: string
}

export interface MessageRetried {
  readonly kind: 'retried'
  readonly messageId: string
}

const SENTENCES = {
  'reason-unknown': 'Choose why the message is sent again.',
  'not-parked': 'This message is not waiting for anyone. Open the list again.',
} as const

/** An administrator sends a parked message on its way again, with a reason. */
export function retryParked(
  spoke: Pick<Spoke, 'db'>,
  actor: Actor,
  ask: RetryAsk,
): Promise<Denied | RefusedAnswer | MessageRetried> {
  const { messageId } = ask
  return asActor(spoke.db, actor, async (tx) => {
    const ids = isUuid(messageId) ? [messageId] : []
    const asked = { action: 'deadLetter.retry', resource: 'message', ids } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    const reason = RETRY_REASONS.find(({ id }) => id === ask.reason)
    if (!reason) {
      await audit(tx, { ...asked, outcome: 'refused', reasons: ['reason-unknown'] })
      return refusedAnswer(['reason-unknown'], SENTENCES)
    }
    const earlier = await earlierRequest(tx, 'retry-message', ask)
    if (earlier.kind === 'repeated') return { kind: 'retried', messageId }
    if (earlier.kind === 'refused') return earlier
    const ruling = ids.length > 0 ? await retryMessage(tx, messageId as MessageId) : NOT_PARKED
    if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, SENTENCES)
    await audit(tx, { ...asked, resource: 'retry-reason', outcome: 'allowed', reasons: [reason.id] })
    await earlier.remember(messageId)
    return { kind: 'retried', messageId }
  })
}

const NOT_PARKED = { kind: 'refused', reasons: ['not-parked'] } as const
