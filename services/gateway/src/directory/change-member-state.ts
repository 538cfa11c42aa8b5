import { audit } from '@oh/audit'
import { asMemberId, type MemberId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Directory } from './context.ts'
import { type Denied, denial, hide } from './denial.ts'
import { changeMember, endServing, lockMember } from './member.store.ts'
import type { MemberState } from './member.table.ts'
import type { DirectoryRefusal } from './sentences.ts'

export type StateChange = 'suspend' | 'resume' | 'retire'

/** Every lawful change; the first heartbeat makes an approved member active (heartbeat.ts). */
const CHANGES: Readonly<Record<StateChange, { readonly from: readonly MemberState[]; readonly to: MemberState }>> = {
  suspend: { from: ['active'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'active' },
  retire: { from: ['invited', 'active', 'suspended'], to: 'retired' },
}

/**
 * A registrar suspends, resumes or retires a member. From the next second its calls and messages are refused, or taken
 * again. A retired member gives up what it serves, so that another can be invited for it the same day.
 */
export async function changeMemberState(
  { db, onChange }: Pick<Directory, 'db' | 'onChange'>,
  actor: Actor,
  ask: { readonly memberId: string; readonly change: StateChange },
): Promise<
  { kind: 'changed'; memberId: MemberId; state: MemberState } | Denied | { kind: 'refused'; reasons: DirectoryRefusal[] }
> {
  const { from, to } = CHANGES[ask.change]
  const outcome = await asActor(db, actor, async (tx) => {
    const id = asMemberId(ask.memberId)
    const denied = await denial(tx, 'member.suspend', id ? [id] : [])
    if (denied) return denied
    const found = id && (await lockMember(tx, id))
    if (!found) return hide(tx, 'member.suspend', id)
    const lawful = from.includes(found.state)
    await audit(tx, {
      action: 'member.suspend',
      resource: 'member',
      ids: [found.id],
      outcome: lawful ? 'allowed' : 'refused',
      reasons: lawful ? [ask.change] : ['not-a-lawful-change'],
    })
    if (!lawful) return { kind: 'refused' as const, reasons: ['not-a-lawful-change' as const] }
    await changeMember(tx, found.id, { state: to })
    if (to === 'retired') await endServing(tx, found.id)
    return { kind: 'changed' as const, memberId: found.id, state: to }
  })
  if (outcome.kind === 'changed') await onChange()
  return outcome
}
