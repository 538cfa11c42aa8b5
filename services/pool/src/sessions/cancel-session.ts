import type { SessionId } from '@oh/kernel'
import { type Access, allowedFor, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { lockTime } from '../job-plans/job-plan.store.ts'
import { whoseTime } from '../job-plans/whose-time.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { changeRota } from './change-rota.ts'
import { findSession } from './session.store.ts'

export interface CancelSessionAsk {
  readonly sessionId: SessionId | undefined
  readonly key: string
}

/** The coordinator cancels one session; whoever is booked in it is planned anew at once. */
export function cancelSession(pool: Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId'>, caller: Caller, ask: CancelSessionAsk) {
  const { sessionId, key } = ask
  const access: Access = { action: 'session.cancel', resource: 'session', ids: sessionId ? [sessionId] : [] }
  const submission = { key, operation: 'cancelSession', input: [sessionId ?? null], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const found = sessionId ? await findSession(tx, sessionId) : undefined
    if (found) await lockTime(tx, found.specialistId)
    const whose = await whoseTime(tx, caller, access, found?.specialistId)
    if (whose.kind !== 'found' || !found) return whose.kind === 'found' ? { kind: 'hidden' } : whose
    if (whose.specialist.lentBy) return refusedFor(tx, access, ['specialist-planned-at-home'])
    const session = (await findSession(tx, found.id)) ?? found
    if (session.startsAt <= tx.now) return refusedFor(tx, access, ['session-gone'])
    if (session.cancelledAt) return refusedFor(tx, access, ['session-cancelled-before'])
    await changeRota(pool, tx, { specialistId: session.specialistId, cancels: session })
    await allowedFor(tx, access)
    return { kind: 'done', id: session.id }
  })
}
