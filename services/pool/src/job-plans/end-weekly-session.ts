import type { LondonDate } from '@oh/kernel'
import { type Access, allowedFor, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { changeRota } from '../sessions/change-rota.ts'
import { endTemplate, findTemplate, lockTime } from './job-plan.store.ts'
import { whoseTime } from './whose-time.ts'

export interface EndWeeklySessionAsk {
  readonly templateId: string | undefined
  /** The first day on which it is no longer held. */
  readonly on: LondonDate
  readonly key: string
}

/** The coordinator ends a weekly session; what was made from it beyond that day falls away, and whoever is booked is planned anew. */
export function endWeeklySession(pool: Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId'>, caller: Caller, ask: EndWeeklySessionAsk) {
  const { templateId, on, key } = ask
  const access: Access = { action: 'jobPlan.set', resource: 'job-plan', ids: templateId ? [templateId] : [] }
  const submission = { key, operation: 'endWeeklySession', input: [templateId ?? null, on], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const template = templateId ? await findTemplate(tx, templateId) : undefined
    if (template) await lockTime(tx, template.specialistId)
    const whose = await whoseTime(tx, caller, access, template?.specialistId)
    if (whose.kind !== 'found' || !template) return whose.kind === 'found' ? { kind: 'hidden' } : whose
    const { specialistId } = whose.specialist
    const now = await findTemplate(tx, template.templateId)
    if (now?.to !== undefined && now.to <= tx.today) return refusedFor(tx, access, ['weekly-session-over'])
    if (on < tx.today) return refusedFor(tx, access, ['weekly-session-ends-in-the-past'])
    await changeRota(pool, tx, { specialistId, save: (own) => endTemplate(own, template.templateId, on) })
    await allowedFor(tx, access)
    return { kind: 'done', id: specialistId }
  })
}
