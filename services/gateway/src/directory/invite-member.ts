import { createHash, randomBytes } from 'node:crypto'
import { audit } from '@oh/audit'
import { addMilliseconds, asIcsCode, asTrustCode, type Instant, type MemberId } from '@oh/kernel'
import { editionInForce, findIcs, findTrust } from '@oh/organisations'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import type { Directory } from './context.ts'
import { type Denied, denial } from './denial.ts'
import { lockCode, memberServing, saveInvitation, saveNewMember } from './member.store.ts'
import type { MemberKind } from './member.table.ts'
import type { DirectoryRefusal } from './sentences.ts'

const CODE_LIFE_MS = 24 * 3_600_000

export interface Invited {
  readonly kind: 'invited'
  readonly memberId: MemberId
  /** Shown once; only its hash is kept. */
  readonly code: string
  readonly expiresAt: Instant
}

export const codeHashOf = (code: string): string => createHash('sha256').update(code).digest('hex')

/** A registrar invites a spoke for a trust or a pool for an ICS; the newcomer has 24 hours to hand in its key with the code. */
export function inviteMember(
  { db, newId }: Pick<Directory, 'db' | 'newId'>,
  actor: Actor & { kind: 'person' },
  ask: { readonly kind: MemberKind; readonly code: string },
): Promise<Invited | Denied | { kind: 'refused'; reasons: DirectoryRefusal[] }> {
  return asActor(db, actor, async (tx) => {
    const denied = await denial(tx, 'member.invite', [])
    if (denied) return denied
    const name = nameOf(ask, tx)
    // what is no code at all is not written down: it may be anything
    if (name === undefined) return refuse(tx, 'unknown-code', [])
    await lockCode(tx, ask.code)
    if (await memberServing(tx, ask.code)) return refuse(tx, 'already-served', [ask.code])
    const memberId = `${ask.kind}-${randomBytes(6).toString('hex')}` as MemberId
    const code = randomBytes(16).toString('base64url')
    const expiresAt = addMilliseconds(tx.now, CODE_LIFE_MS)
    await saveNewMember(
      tx,
      { id: memberId, kind: ask.kind, name, state: 'invited', invitedBy: actor.person, invitedAt: tx.now, changedAt: tx.now },
      [{ id: newId(), memberId, code: ask.code, fromOn: tx.today }],
    )
    await saveInvitation(tx, { codeHash: codeHashOf(code), memberId, expiresAt })
    await audit(tx, { action: 'member.invite', resource: 'member', ids: [memberId], outcome: 'allowed' })
    return { kind: 'invited', memberId, code, expiresAt }
  })
}

async function refuse(tx: ScopedTx, reason: DirectoryRefusal, ids: readonly string[]) {
  await audit(tx, { action: 'member.invite', resource: 'member', ids, outcome: 'refused', reasons: [reason] })
  return { kind: 'refused' as const, reasons: [reason] }
}

/** The name of what is served, or undefined when no trust or ICS has the code today. */
function nameOf({ kind, code }: { kind: MemberKind; code: string }, tx: ScopedTx): string | undefined {
  if (kind === 'spoke') return asTrustCode(code) && findTrust(code)?.name
  return asIcsCode(code) && findIcs(code, editionInForce(tx.today))?.name
}
