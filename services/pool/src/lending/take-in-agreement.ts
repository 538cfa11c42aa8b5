import { audit } from '@oh/audit'
import { type AgreementId, allowed, holdsOn, isPoolId, type MemberId, type Ruling, refused } from '@oh/kernel'
import type { AGREEMENT_ACCEPTED_V1, AGREEMENT_ENDED_V1, AGREEMENT_PROPOSED_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import type { Arrived } from '@oh/relay'
import type { Pool } from '../context.ts'
import { type AgreementRow, changeAgreement, lockAgreement, saveAgreement } from './lending.store.ts'
import { limitRights } from './lent-specialist.store.ts'

export type AgreementRefusal =
  | 'not-the-subject'
  | 'not-served'
  | 'agreement-known'
  | 'agreement-unknown'
  | 'agreement-ended-before'

/** A neighbour proposes an agreement: it is kept for the coordinator to answer. Only a pool speaks, and only for the system it serves today. */
export function takeInProposal({ members }: Pick<Pool, 'members'>) {
  return async (tx: ScopedTx, { envelope, body }: Arrived<typeof AGREEMENT_PROPOSED_V1>): Promise<Ruling<AgreementRefusal>> => {
    const { source, subject } = envelope
    if (body.agreementId !== subject) return refused('not-the-subject')
    const serves = (await members.find(source))?.serves.some((row) => row.code === body.ics && holdsOn(tx.today, row))
    if (!isPoolId(source) || !serves) return refused('not-served')
    const { agreementId: id, ics: partnerIcs, reason, fromOn, toOn, proposedByName, at: proposedAt } = body
    const row = { id, partner: source, partnerIcs, reason, fromOn, toOn: toOn ?? null, proposedByName, proposedAt }
    const isNew = await actingAs(tx, 'routing', () => saveAgreement(tx, { ...row, state: 'proposed', proposedHere: false }))
    if (!isNew) return refused('agreement-known')
    await heard(tx, id, 'proposed')
    return allowed
  }
}

/** The neighbour has accepted what was proposed here. Where it was taken back meanwhile, it stays ended on both sides. */
export async function takeInAcceptance(
  tx: ScopedTx,
  { envelope, body }: Arrived<typeof AGREEMENT_ACCEPTED_V1>,
): Promise<Ruling<AgreementRefusal>> {
  if (body.agreementId !== envelope.subject) return refused('not-the-subject')
  return actingAs(tx, 'routing', async () => {
    const row = await agreementWith(tx, body.agreementId, envelope.source)
    if (!row?.proposedHere) return refused('agreement-unknown')
    if (row.state !== 'proposed') return refused('agreement-ended-before')
    await changeAgreement(tx, row.id, { state: 'standing', acceptedByName: body.acceptedByName, acceptedAt: body.at })
    await heard(tx, row.id, 'accepted')
    return allowed
  })
}

/** The neighbour has ended the agreement, or said no to it. Ended twice is ended. */
export async function takeInEnd(
  tx: ScopedTx,
  { envelope, body }: Arrived<typeof AGREEMENT_ENDED_V1>,
): Promise<Ruling<AgreementRefusal>> {
  if (body.agreementId !== envelope.subject) return refused('not-the-subject')
  return actingAs(tx, 'routing', async () => {
    const row = await agreementWith(tx, body.agreementId, envelope.source)
    if (!row) return refused('agreement-unknown')
    if (row.state === 'ended') return refused('agreement-ended-before')
    await changeAgreement(tx, row.id, { state: 'ended', endedByName: body.endedByName, endedAt: body.at })
    await limitRights(tx, row)
    await heard(tx, row.id, 'ended')
    return allowed
  })
}

/** The agreement, if it is one with that very member. */
export async function agreementWith(tx: ScopedTx, id: AgreementId, source: MemberId): Promise<AgreementRow | undefined> {
  const row = await lockAgreement(tx, id)
  return row?.partner === source ? row : undefined
}

export function heard(tx: ScopedTx, id: AgreementId, what: string): Promise<void> {
  return audit(tx, { action: 'agreement.receive', resource: 'agreement', ids: [id], outcome: 'allowed', reasons: [what] })
}
