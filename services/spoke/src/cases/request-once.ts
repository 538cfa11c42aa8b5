import { createHash } from 'node:crypto'
import { badInput, type RefusedAnswer } from '@oh/graph'
import { isUuid } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { callerOf } from '../memberships/caller.ts'
import { findRequest, insertRequest, lockRequest } from './request-once.store.ts'

/** One form sent: its key was made with the form, so a double submit brings the same key and input. */
export interface OnceAsk {
  readonly idempotencyKey: string
}

export type EarlierRequest =
  /** Not seen before: go on, and `remember` what came of it in the same transaction. */
  | { readonly kind: 'first'; readonly remember: (resultId: string) => Promise<void> }
  /** The same request has taken effect already: give its answer again. */
  | { readonly kind: 'repeated'; readonly resultId: string }
  | RefusedAnswer

const KEY_USED: RefusedAnswer = {
  kind: 'refused',
  reasons: [
    {
      word: 'key-used-before',
      sentence: 'This form was already sent with other answers. Open it again, and check what was saved before you send it.',
    },
  ],
}

/**
 * What the person's earlier request with this key was. Same operation and input: repeated; anything else under the same
 * key: refused. Only what took effect is remembered, so a refused or stale form may be sent again. Two at once wait for
 * each other. Ask the matrix before acting on the answer: a right taken away is gone for repeats too.
 */
export async function earlierRequest(tx: ScopedTx, operation: string, ask: OnceAsk): Promise<EarlierRequest> {
  const { idempotencyKey: key, ...input } = ask
  if (!isUuid(key)) throw badInput('The form has no valid key. Open it again.')
  const person = callerOf(tx)
  const inputHash = hashOf([key, operation, sorted(input)])
  await lockRequest(tx, person, key)
  const earlier = await findRequest(tx, person, key)
  if (!earlier) {
    const remember = (resultId: string) => insertRequest(tx, { person, key, operation, inputHash, resultId, at: tx.now })
    return { kind: 'first', remember }
  }
  return Buffer.from(earlier.inputHash).equals(inputHash) ? { kind: 'repeated', resultId: earlier.resultId } : KEY_USED
}

/** The key is hashed along, so that two forms with the same words do not show it. */
function hashOf(value: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(value)).digest()
}

/** The same value with the keys of every object in order, and what is left out or null alike. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined && part !== null)
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, sorted(part)])
}
