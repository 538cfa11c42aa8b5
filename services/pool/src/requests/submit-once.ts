import { isNeverOnOwnRecord } from '@oh/auth'
import { asActor, type Db, type ScopedTx } from '@oh/postgres'
import { type Access, type Denied, denied, type Refusal, refusedFor } from '../access.ts'
import type { Caller } from '../context.ts'
import { findRequest, lockRequest, rememberRequest, type Submission } from './request.store.ts'

export interface Done {
  readonly kind: 'done'
  /** What the answer is about: it is read anew for each answer, so a repeated one shows what stands now. */
  readonly id: string
}

/**
 * The frame of every change a person makes: one transaction, and one effect however often the form is sent. The same form
 * again gets the first result; the same key with another input is refused. Only what had an effect is remembered: a
 * refusal may be tried again.
 */
export function submitOnce<Word extends string>(
  db: Db,
  caller: Caller,
  submission: Submission & { readonly access: Access },
  act: (tx: ScopedTx) => Promise<Done | Denied | Refusal<Word>>,
): Promise<Done | Denied | Refusal<Word | 'key-used-before'>> {
  return asActor(db, caller, async (tx) => {
    await lockRequest(tx, caller, submission)
    const before = await findRequest(tx, caller, submission)
    if (before) return repeated(tx, submission.access, before)
    const outcome = await act(tx)
    if (outcome.kind === 'done') await rememberRequest(tx, caller, submission, outcome.id)
    return outcome
  })
}

/** Says nothing to somebody whose role has ended since. */
async function repeated(
  tx: ScopedTx,
  access: Access,
  before: { readonly resultId: string; readonly sameInput: boolean },
): Promise<Done | Denied | Refusal<'key-used-before'>> {
  const without = await denied(tx, access, isNeverOnOwnRecord(access.action) ? ALL_SCOPES : [...ALL_SCOPES, 'own'])
  if (without) return without
  return before.sameInput ? { kind: 'done', id: before.resultId } : refusedFor(tx, access, ['key-used-before'])
}

const ALL_SCOPES = ['eligible', 'claimed', 'assigned', 'author', 'region'] as const
