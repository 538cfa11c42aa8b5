import type { EscalationId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied, type Refusal, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { openOfferTo } from '../offers/offer.store.ts'
import type { ClosedWord } from '../sentences.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { unsealed } from '../unsealed.ts'
import { type EscalationContent, openSealed } from './content-seal.ts'
import { findEscalation, type SeenEscalation, sealedContent } from './escalation.store.ts'
import { isStillWith, isSupervisedBy } from './is-still-with.ts'
import { whyClosed } from './why-closed.ts'

export interface ContentAsk {
  readonly id: EscalationId
  /** As the home spoke signed it for this read; whatever it is, it is only believed as far as it verifies. */
  readonly proof: unknown
}

/** The clinical words, and on what ground they are held here. */
export interface OpenedContent extends EscalationContent {
  readonly gate: SeenEscalation['confidentialityGate']
  readonly basis: SeenEscalation['gdprBasis']
}

type Ports = Pick<Pool, 'id' | 'db' | 'keyring' | 'proofKeys' | 'log'>

/**
 * Opens the clinical words, or says why not. To the one who accepted and declared no conflict, and to the
 * supervisor who declared none, whose rights hold today, and
 * who brings the home spoke's fresh proof that the gate is live: it is compared with the pool's own row and the caller,
 * with nothing that came in the request. Without all of that nothing is decrypted.
 */
export function openContent(
  pool: Ports,
  caller: Caller,
  { id, proof }: ContentAsk,
): Promise<{ readonly kind: 'open'; readonly content: OpenedContent } | Denied | Refusal<ClosedWord>> {
  return asActor(pool.db, caller, async (tx) => {
    const found = await findEscalation(tx, id)
    const specialist = await specialistOf(tx, caller.person)
    const isHis =
      found &&
      (isStillWith(specialist, found, tx.today) ||
        isSupervisedBy(specialist, found, tx.today) ||
        (await openOfferTo(tx, caller.person, id)))
    const row = isHis ? found : undefined
    const access: Access = { action: 'poolCase.readContent', resource: 'escalation', ids: [id], subject: id }
    const without = await denied(tx, access, row ? ['assigned'] : [])
    if (without || !row) return without ?? { kind: 'hidden' }
    const reasons = await whyClosed(pool, tx, caller, specialist, row, proof)
    if (reasons.length > 0) return refusedFor(tx, access, reasons)
    const sealed = await sealedContent(tx, id, caller.person)
    if (!sealed) return refusedFor(tx, access, ['consent-withdrawn'])
    const words = unsealed(pool, () => openSealed(pool, id, sealed))
    if (!words) return refusedFor(tx, access, ['content-damaged'])
    await allowedFor(tx, access)
    return { kind: 'open', content: { ...words, gate: row.confidentialityGate, basis: row.gdprBasis } }
  })
}
