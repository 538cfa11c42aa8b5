import { audit } from '@oh/audit'
import { keyFingerprint, readPublicKey } from '@oh/auth'
import type { MemberId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import type { Directory } from './context.ts'
import { codeHashOf } from './invite-member.ts'
import { keyByKid, lockInvitation, markInvitationUsed, saveKey } from './member.store.ts'
import type { DirectoryRefusal } from './sentences.ts'

export type KeyTaken =
  | { readonly kind: 'taken'; readonly memberId: MemberId; readonly fingerprint: string }
  | { readonly kind: 'refused'; readonly reasons: readonly DirectoryRefusal[] }

/** A newcomer hands in its public key with the one-time code. The key counts for nothing until its fingerprint is approved. */
export async function takeInKey(
  { db }: Pick<Directory, 'db'>,
  ask: { readonly code: string; readonly jwk: unknown },
): Promise<KeyTaken> {
  const reading = await readPublicKey(ask.jwk)
  if (reading.kind === 'refused') return { kind: 'refused', reasons: ['bad-key'] }
  const { jwk } = reading
  return asActor(db, { kind: 'system', part: 'registry' }, async (tx) => {
    const codeHash = codeHashOf(ask.code)
    const invitation = await lockInvitation(tx, codeHash)
    if (!invitation || invitation.usedAt || invitation.expiresAt <= tx.now)
      return { kind: 'refused', reasons: ['no-such-invitation'] }
    if (await keyByKid(tx, jwk.kid)) return { kind: 'refused', reasons: ['key-known'] }
    const fingerprint = keyFingerprint(jwk)
    await saveKey(tx, { kid: jwk.kid, memberId: invitation.memberId, jwk: { ...jwk }, fingerprint, fromAt: tx.now })
    await markInvitationUsed(tx, codeHash)
    await audit(tx, { action: 'member.changeKey', resource: 'member', ids: [invitation.memberId], outcome: 'allowed' })
    return { kind: 'taken', memberId: invitation.memberId, fingerprint }
  })
}
