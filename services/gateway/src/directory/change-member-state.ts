import { audit } from '@oh/audit'
import type { MemberId } from '@oh/kernel'
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
  ask: { readonly memberId: MemberId; readonly change: StateChange },
): Promise<
  { kind: 'changed'; memberId: MemberId; state: MemberState } | Denied | { kind: 'refused'; reasons: DirectoryRefusal[] }
> {
  const { from, to } = CHANGES[ask.change]
  const outcome = await asActor(db, actor, async (tx) => {
    const denied = await denial(tx, 'member.suspend', [ask.memberId])
    if (denied) return denied
    const found = await lockMember(tx, ask.memberId)
    if (!found) return hide(tx, 'member.suspend', ask.memberId)
    const lawful = from.includes(found.state)
    await audit(tx, {
      action: 'member.suspend',
      resource: 'member',
      ids: [ask.memberId],
      outcome: lawful ? 'allowed' : 'refused',
      reasons: lawful ? [ask.change] : ['not-a-lawful-change'],
    })
    if (!lawful) return { kind: 'refused' as const, reasons: ['not-a-lawful-change' as const] }
    await changeMember(tx, ask.memberId, { state: to })
    if (to === 'retired') await endServing(tx, ask.memberId)
    return { kind: 'changed' as const, memberId: ask.memberId, state: to }
  })
  if (outcome.kind === 'changed') await onChange()
  return outcome
}
