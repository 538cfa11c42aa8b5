import type { OpinionId } from '@oh/kernel'
import type { FieldPlace } from '@oh/vault'
import type { Pool } from '../context.ts'
import type { AwaitingRow } from './awaiting.store.ts'
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

const awaitingPlace = (pool: Pick<Pool, 'id'>, row: OpinionId, column: 'words' | 'comment'): FieldPlace => ({
  table: 'awaiting_opinion',
  row,
  column,
  member: pool.id,
  version: 1,
})

/** Seals what waits for a countersignature under a key of its own, which goes when it is over. */
export function sealAwaiting(pool: Pick<Pool, 'id' | 'keyring'>, id: OpinionId, words: OpinionWords) {
  const recordKey = pool.keyring.newRecordKey(id)
  return { recordKey, words: pool.keyring.unwrap(id, recordKey).seal(awaitingPlace(pool, id, 'words'), JSON.stringify(words)) }
}

type Sealed = Pick<AwaitingRow, 'id' | 'recordKey' | 'words' | 'comment'>

export function sealComment(pool: Pick<Pool, 'id' | 'keyring'>, { id, recordKey }: Sealed, comment: string): Uint8Array {
  if (!recordKey) throw new Error('An opinion without its key was sent back.')
  return pool.keyring.unwrap(id, recordKey).seal(awaitingPlace(pool, id, 'comment'), comment)
}

/** What was written, and the supervisor's comment if there is one. */
export function openAwaiting(
  pool: Pick<Pool, 'id' | 'keyring'>,
  { id, recordKey, words, comment }: Sealed,
): OpinionWords & { readonly comment: string | undefined } {
  if (!recordKey || !words) throw new Error('An opinion without its key waits.')
  const texts = pool.keyring.unwrap(id, recordKey)
  const written = JSON.parse(texts.open(awaitingPlace(pool, id, 'words'), words)) as OpinionWords
  return { ...written, comment: comment === null ? undefined : texts.open(awaitingPlace(pool, id, 'comment'), comment) }
}
