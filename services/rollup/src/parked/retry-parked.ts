import { audit } from '@oh/audit'
import type { MessageId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { retryMessage } from '@oh/relay'
import { type Access, type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'

/** Why a message is sent again: a closed list, because the audit takes no free text. */
export const RETRY_REASONS = [
  { word: 'mended-there', sentence: 'The service has mended what was wrong' },
  { word: 'mended-here', sentence: 'What was wrong here is mended' },
  { word: 'agreed-with-them', sentence: 'Agreed with the service by telephone' },
  { word: 'try-once-more', sentence: 'To see whether it goes through now' },
] as const

export type RetryRefusal = 'retry-reason-unknown' | 'not-parked'

export interface RetryAsk {
  /** Undefined for a text that is no id: it finds what any unknown id finds. */
  readonly messageId: MessageId | undefined
  /** A word of `RETRY_REASONS`. */
  readonly reason: string
}

export interface Retried {
  readonly kind: 'retried'
  readonly id: MessageId
}
export interface RetryRefused {
  readonly kind: 'refused'
  readonly reasons: readonly RetryRefusal[]
}

/** The statistician sends a parked message on its way again, with a reason. Two clicks send it once: the second finds it on its way. */
export function retryParked(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  { messageId: id, reason }: RetryAsk,
): Promise<Retried | RetryRefused | Denied> {
  return asActor(db, caller, async (tx) => {
    const access: Access = { action: 'deadLetter.retry', resource: 'message', ids: id ? [id] : [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const known = RETRY_REASONS.find(({ word }) => word === reason)
    if (!known || !id) {
      const reasons: RetryRefusal[] = [known ? 'not-parked' : 'retry-reason-unknown']
      await audit(tx, { ...access, outcome: 'refused', reasons })
      return { kind: 'refused', reasons }
    }
    const ruling = await retryMessage(tx, id)
    if (ruling.kind === 'refused') return ruling
    await audit(tx, { ...access, outcome: 'allowed', reasons: [known.word] })
    return { kind: 'retried', id }
  })
}
