import { type Access, allowedFor, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { lockTime } from '../job-plans/job-plan.store.ts'
import { whoseTime } from '../job-plans/whose-time.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { changeRota } from '../sessions/change-rota.ts'
import { findLeave, markLeaveCancelled } from './leave.store.ts'

export interface CancelLeaveAsk {
  readonly leaveId: string | undefined
  readonly key: string
}

/** Leave that is not taken after all: its sessions are held again. What was planned anew stays as it is, for people were told. */
export function cancelLeave(pool: Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId'>, caller: Caller, ask: CancelLeaveAsk) {
  const { leaveId, key } = ask
  const access: Access = { action: 'leave.enter', resource: 'leave', ids: leaveId ? [leaveId] : [] }
  const submission = { key, operation: 'cancelLeave', input: [leaveId ?? null], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const found = leaveId ? await findLeave(tx, leaveId) : undefined
    if (found) await lockTime(tx, found.specialistId)
    const whose = await whoseTime(tx, caller, access, found?.specialistId)
    if (whose.kind !== 'found' || !found) return whose.kind === 'found' ? { kind: 'hidden' } : whose
    const leave = (await findLeave(tx, found.id)) ?? found
    if (leave.cancelledAt) return refusedFor(tx, access, ['leave-cancelled-before'])
    if (leave.toOn <= tx.today) return refusedFor(tx, access, ['leave-over'])
    const { specialistId } = whose.specialist
    await changeRota(pool, tx, { specialistId, save: (own) => markLeaveCancelled(own, leave.id, caller.person) })
    await allowedFor(tx, access)
    return { kind: 'done', id: leave.id }
  })
}
