import { audit } from '@oh/audit'
import { asMemberId, type MemberId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Directory } from './context.ts'
import { type Denied, denial, hide } from './denial.ts'
import { approveKey, changeMember, keysWaiting, lockMember, type Member, type MemberKey } from './member.store.ts'
import type { DirectoryRefusal } from './sentences.ts'

/** A second registrar, having compared the fingerprint with the newcomer, approves its key. */
export async function approveMember(
  { db, onChange }: Pick<Directory, 'db' | 'onChange'>,
  actor: Actor & { kind: 'person' },
  ask: { readonly memberId: string; readonly fingerprint: string },
): Promise<{ kind: 'approved'; memberId: MemberId } | Denied | { kind: 'refused'; reasons: DirectoryRefusal[] }> {
  const outcome = await asActor(db, actor, async (tx) => {
    const id = asMemberId(ask.memberId)
    const denied = await denial(tx, 'member.approve', id ? [id] : [])
    if (denied) return denied
    const found = id && (await lockMember(tx, id))
    if (!found) return hide(tx, 'member.approve', id)
    const waiting = await keysWaiting(tx, found.id)
    const key = waiting.find(({ fingerprint }) => fingerprint === ask.fingerprint.trim().toLowerCase())
    const reason = reasonAgainst(found, actor, waiting, key)
    await audit(tx, {
      action: 'member.approve',
      resource: 'member',
      ids: [found.id],
      outcome: reason ? 'refused' : 'allowed',
      reasons: reason ? [reason] : [],
    })
    if (reason || !key) return { kind: 'refused' as const, reasons: [reason ?? ('fingerprint-differs' as const)] }
    await approveKey(tx, key.kid)
    await changeMember(tx, found.id, { approvedBy: actor.person, approvedAt: tx.now })
    return { kind: 'approved' as const, memberId: found.id }
  })
  if (outcome.kind === 'approved') await onChange()
  return outcome
}

function reasonAgainst(
  found: Member,
  actor: { person: string },
  waiting: MemberKey[],
  key: MemberKey | undefined,
): DirectoryRefusal | undefined {
  if (found.invitedBy === actor.person) return 'same-person'
  if (waiting.length === 0) return 'no-key-waiting'
  return key ? undefined : 'fingerprint-differs'
}
