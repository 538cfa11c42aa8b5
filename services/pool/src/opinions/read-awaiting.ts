import type { EscalationId, Instant } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied, type Refusal, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation } from '../escalations/escalation.store.ts'
import { isSupervisedBy } from '../escalations/is-still-with.ts'
import { whyClosed } from '../escalations/why-closed.ts'
import type { ClosedWord } from '../sentences.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { unsealed } from '../unsealed.ts'
import { awaitingFor } from './awaiting.store.ts'
import { openAwaiting } from './opinion-seal.ts'
import type { OpinionWords } from './opinion-words.ts'

export interface AwaitingOpinion extends OpinionWords {
  readonly authorName: string
  readonly writtenAt: Instant
  readonly state: 'waiting' | 'sent-back'
  /** Why the supervisor sent it back. */
  readonly comment: string | undefined
}

type Read =
  | { readonly kind: 'waiting'; readonly opinion: AwaitingOpinion }
  | { readonly kind: 'none' }
  | Denied
  | Refusal<ClosedWord>

/**
 * What a trainee has written and the supervisor has not countersigned. The author reads the own words; the supervisor reads
 * them as the content they are about: after the own declaration, with rights that hold today and the home spoke's fresh proof.
 */
export function readAwaiting(
  pool: Pick<Pool, 'id' | 'db' | 'keyring' | 'proofKeys' | 'log'>,
  caller: Caller,
  { id, proof }: { readonly id: EscalationId; readonly proof: unknown },
): Promise<Read> {
  return asActor(pool.db, caller, async (tx): Promise<Read> => {
    const row = await awaitingFor(tx, id)
    const found = row && (await findEscalation(tx, id))
    if (!row || !found) return { kind: 'none' }
    const isAuthor = row.author === caller.person
    const specialist = await specialistOf(tx, caller.person)
    const access: Access = {
      action: isAuthor ? 'opinion.readOwn' : 'poolCase.readContent',
      resource: 'opinion',
      ids: [row.id],
      subject: id,
    }
    const mayRead = isAuthor ? (['author'] as const) : isSupervisedBy(specialist, found, tx.today) ? (['assigned'] as const) : []
    const without = await denied(tx, access, mayRead)
    if (without) return without
    const reasons = isAuthor ? [] : await whyClosed(pool, tx, caller, specialist, found, proof)
    if (reasons.length > 0) return refusedFor(tx, access, reasons)
    const opened = unsealed(pool, () => openAwaiting(pool, row))
    if (!opened) return refusedFor(tx, access, ['content-damaged'])
    await allowedFor(tx, access)
    const { authorName, writtenAt, state } = row
    if (state !== 'waiting' && state !== 'sent-back') return { kind: 'none' }
    return { kind: 'waiting', opinion: { authorName, writtenAt, state, ...opened } }
  })
}
