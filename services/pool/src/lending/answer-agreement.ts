import type { AgreementId } from '@oh/kernel'
import { AGREEMENT_ACCEPTED_V1, AGREEMENT_ENDED_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { nameOf } from '../memberships/viewer.reads.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { type AgreementRow, changeAgreement, lockAgreement } from './lending.store.ts'
import type { LendingWord } from './lending-words.ts'
import { limitRights } from './lent-specialist.store.ts'

export interface AnswerAsk {
  readonly agreementId: AgreementId | undefined
  readonly key: string
}

type Ports = Pick<Pool, 'db' | 'keyring' | 'newId'>

/** The coordinator accepts what the neighbour proposed: from its first day on either side may lend. */
export function acceptAgreement(pool: Ports, caller: Caller, ask: AnswerAsk) {
  return answerAgreement(pool, caller, ask, 'acceptAgreement', async (tx, row, name) => {
    if (row.state !== 'proposed') return ['agreement-not-proposed']
    if (row.proposedHere) return ['agreement-proposed-here']
    if (row.toOn !== null && row.toOn <= tx.today) return ['agreement-over']
    await changeAgreement(tx, row.id, { state: 'standing', acceptedByName: name, acceptedAt: tx.now })
    const body = { agreementId: row.id, acceptedByName: name, at: tx.now }
    const about = { destination: row.partner, subject: row.id, correlation: pool.newId() }
    await post(tx, { name: AGREEMENT_ACCEPTED_V1, ...about, body }, pool.keyring)
    return []
  })
}

/** The coordinator ends an agreement, says no to a proposal, or takes one back. Nothing new is lent; what is booked stays. */
export function endAgreement(pool: Ports, caller: Caller, ask: AnswerAsk) {
  return answerAgreement(pool, caller, ask, 'endAgreement', async (tx, row, name) => {
    if (row.state === 'ended') return ['agreement-over']
    await changeAgreement(tx, row.id, { state: 'ended', endedByName: name, endedAt: tx.now })
    await limitRights(tx, row)
    const body = { agreementId: row.id, endedByName: name, at: tx.now }
    const about = { destination: row.partner, subject: row.id, correlation: pool.newId() }
    await post(tx, { name: AGREEMENT_ENDED_V1, ...about, body }, pool.keyring)
    return []
  })
}

/** The frame of both: `act` changes the held agreement and tells the neighbour, or gives the words against it. */
function answerAgreement(
  pool: Ports,
  caller: Caller,
  { agreementId, key }: AnswerAsk,
  operation: string,
  act: (tx: ScopedTx, row: AgreementRow, byName: string) => Promise<readonly LendingWord[]>,
) {
  const access: Access = { action: 'agreement.manage', resource: 'agreement', ids: agreementId ? [agreementId] : [] }
  return submitOnce<RefusalWord>(pool.db, caller, { key, operation, input: [agreementId ?? null], access }, async (tx) => {
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const name = (await nameOf(tx, caller.person)) ?? 'The coordinator'
    const reasons = await actingAs(tx, 'routing', async () => {
      const row = agreementId && (await lockAgreement(tx, agreementId))
      return row ? act(tx, row, name) : undefined
    })
    if (!reasons || !agreementId) return (await denied(tx, access, [])) ?? { kind: 'hidden' }
    if (reasons.length > 0) return refusedFor(tx, access, reasons)
    await allowedFor(tx, access, [operation])
    return { kind: 'done', id: agreementId }
  })
}
