import type { MessageId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { retryMessage } from '@oh/relay'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { excludedSubjects, subjectOf } from './parked.reads.ts'

/** Why a message is sent again: a closed list, because the audit takes no free text. */
export const RETRY_REASONS = [
  { word: 'mended-there', sentence: 'The home service has mended what was wrong' },
  { word: 'mended-here', sentence: 'What was wrong here is mended' },
  { word: 'agreed-with-them', sentence: 'Agreed with the home service by telephone' },
  { word: 'try-once-more', sentence: 'To see whether it goes through now' },
] as const

export interface RetryAsk {
  /** Undefined for a text that is no id: it finds what any unknown id finds. */
  readonly messageId: MessageId | undefined
  /** A word of `RETRY_REASONS`. */
  readonly reason: string
  readonly key: string
}

/** The coordinator sends a parked message on its way again, with a reason. */
export function retryParked(pool: Pick<Pool, 'db'>, caller: Caller, { messageId: id, reason, key }: RetryAsk) {
  const access: Access = { action: 'deadLetter.retry', resource: 'message', ids: id ? [id] : [] }
  const submission = { key, operation: 'retryPoolMessage', input: [id ?? null, reason], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const known = RETRY_REASONS.find(({ word }) => word === reason)
    if (!known) return refusedFor(tx, access, ['retry-reason-unknown'])
    if (!id || !(await isForReader(tx, caller, id))) return refusedFor(tx, access, ['not-parked'])
    const ruling = await retryMessage(tx, id)
    if (ruling.kind === 'refused') return ruling
    await allowedFor(tx, access, [known.word])
    return { kind: 'done', id }
  })
}

/** Not about an escalation that excludes the coordinator who is a specialist too. */
async function isForReader(tx: ScopedTx, { person }: Caller, id: MessageId): Promise<boolean> {
  const subject = await subjectOf(tx, id)
  const except = await excludedSubjects(tx, (await specialistOf(tx, person))?.specialistId)
  return subject !== undefined && !except.includes(subject)
}
