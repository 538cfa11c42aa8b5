import type { EscalationId } from '@oh/kernel'
import type { CaseEscalatedV1 } from '@oh/messages'
import type { FieldPlace } from '@oh/vault'
import type { Pool } from '../context.ts'

/** The clinical words of an escalation. */
export type EscalationContent = CaseEscalatedV1['content']

/** Why a case was sent up, with the nurse's words where she gave any. */
export type ContentReason = NonNullable<EscalationContent['reasons']>[number]

interface Sealed {
  readonly recordKey: Uint8Array
  readonly content: Uint8Array
}

const placeOf = (pool: Pick<Pool, 'id'>, row: EscalationId): FieldPlace => ({
  table: 'escalation',
  row,
  column: 'content',
  member: pool.id,
  version: 1,
})

/** Seals the words under a new key of this escalation alone: when the key goes, so do they, wherever a copy may be. */
export function sealContent(pool: Pick<Pool, 'id' | 'keyring'>, id: EscalationId, content: EscalationContent): Sealed {
  const recordKey = pool.keyring.newRecordKey(id)
  return { recordKey, content: pool.keyring.unwrap(id, recordKey).seal(placeOf(pool, id), JSON.stringify(content)) }
}

export function openSealed(pool: Pick<Pool, 'id' | 'keyring'>, id: EscalationId, sealed: Sealed): EscalationContent {
  return JSON.parse(pool.keyring.unwrap(id, sealed.recordKey).open(placeOf(pool, id), sealed.content)) as EscalationContent
}
