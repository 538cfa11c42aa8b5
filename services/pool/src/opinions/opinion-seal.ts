import type { OpinionId } from '@oh/kernel'
import type { FieldPlace } from '@oh/vault'
import type { Pool } from '../context.ts'
import type { OpinionWords } from './opinion-words.ts'

const placeOf = (pool: Pick<Pool, 'id'>, row: OpinionId): FieldPlace => ({
  table: 'opinion',
  row,
  column: 'words',
  member: pool.id,
  version: 1,
})

/** Seals an opinion under a key of its own: it stays its author's when the escalation's content is erased. */
export function sealOpinion(pool: Pick<Pool, 'id' | 'keyring'>, id: OpinionId, words: OpinionWords) {
  const recordKey = pool.keyring.newRecordKey(id)
  return { recordKey, words: pool.keyring.unwrap(id, recordKey).seal(placeOf(pool, id), JSON.stringify(words)) }
}

export function openOpinion(
  pool: Pick<Pool, 'id' | 'keyring'>,
  row: { readonly id: OpinionId; readonly recordKey: Uint8Array; readonly words: Uint8Array },
): OpinionWords {
  return JSON.parse(pool.keyring.unwrap(row.id, row.recordKey).open(placeOf(pool, row.id), row.words)) as OpinionWords
}
