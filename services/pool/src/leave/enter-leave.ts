import { daysBetween, type LondonDate, type SpecialistId } from '@oh/kernel'
import { type Access, allowedFor, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { lockTime } from '../job-plans/job-plan.store.ts'
import type { TimeWord } from '../job-plans/time-words.ts'
import { whoseTime } from '../job-plans/whose-time.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { changeRota } from '../sessions/change-rota.ts'
import { LONGEST_LEAVE_DAYS, saveLeave } from './leave.store.ts'

export interface LeaveAsk {
  readonly specialistId: SpecialistId | undefined
  /** The first day away. It may be gone by: somebody fell ill on Friday, and it is told on Monday. */
  readonly from: LondonDate
  /** The first day back. */
  readonly to: LondonDate
  readonly key: string
}

/**
 * The coordinator enters somebody's leave, or a specialist the own: planned leave, and falling ill at eight in the morning
 * too. Why is not asked. The sessions in it fall away, whoever is booked there is planned anew, and offers are taken back,
 * all in this commit.
 */
export function enterLeave(pool: Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId'>, caller: Caller, ask: LeaveAsk) {
  const { specialistId: id, from, to, key } = ask
  const access: Access = { action: 'leave.enter', resource: 'leave', ids: id ? [id] : [] }
  const submission = { key, operation: 'enterLeave', input: [id ?? null, from, to], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    if (id) await lockTime(tx, id)
    const whose = await whoseTime(tx, caller, access, id)
    if (whose.kind !== 'found') return whose
    const { specialistId } = whose.specialist
    const faults = faultsOf(ask, tx.today)
    if (faults.length > 0) return refusedFor(tx, access, faults)
    const leaveId = pool.newId()
    const entered = { id: leaveId, specialistId, fromOn: from, toOn: to, enteredBy: caller.person, enteredAt: tx.now }
    await changeRota(pool, tx, { specialistId, leaveId, save: (own) => saveLeave(own, entered) })
    await allowedFor(tx, { ...access, ids: [leaveId] })
    return { kind: 'done', id: leaveId }
  })
}

function faultsOf({ from, to }: LeaveAsk, today: LondonDate): readonly TimeWord[] {
  if (to <= from) return ['leave-ends-before-it-begins']
  if (to <= today) return ['leave-over']
  return daysBetween(from, to) > LONGEST_LEAVE_DAYS ? ['leave-too-long'] : []
}
