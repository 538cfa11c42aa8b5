import { type JobPlan, mayBePlanned } from '@oh/capacity'
import type { LondonDate, SpecialistId } from '@oh/kernel'
import { type Access, allowedFor, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { changeRota } from '../sessions/change-rota.ts'
import { lockTime, plansOf, savePlan, templatesOf } from './job-plan.store.ts'
import { whoseTime } from './whose-time.ts'

export interface JobPlanAsk {
  readonly specialistId: SpecialistId | undefined
  readonly from: LondonDate
  readonly to: LondonDate | undefined
  readonly clinical: JobPlan['clinical']
  readonly nonClinical: number
  readonly key: string
}

/** The coordinator sets what a specialist works in a week from a day on; the plan that holds then ends there. */
export function setJobPlan(pool: Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId'>, caller: Caller, ask: JobPlanAsk) {
  const { specialistId: id, from, to, clinical, nonClinical, key } = ask
  const access: Access = { action: 'jobPlan.set', resource: 'job-plan', ids: id ? [id] : [] }
  const input = [id ?? null, from, to ?? null, clinical, nonClinical]
  return submitOnce<RefusalWord>(pool.db, caller, { key, operation: 'setJobPlan', input, access }, async (tx) => {
    if (id) await lockTime(tx, id)
    const whose = await whoseTime(tx, caller, access, id)
    if (whose.kind !== 'found') return whose
    const { specialist } = whose
    if (specialist.lentBy) return refusedFor(tx, access, ['specialist-planned-at-home'])
    const { specialistId } = specialist
    const plan: JobPlan = { specialistId, from, to, clinical, nonClinical }
    const [plans, templates] = [await plansOf(tx, [specialistId]), await templatesOf(tx, [specialistId])]
    const ruling = mayBePlanned({ today: tx.today, plan, plans, templates, specialist })
    if (ruling.kind === 'refused') return refusedFor(tx, access, ruling.reasons)
    await changeRota(pool, tx, { specialistId, save: (own) => savePlan(own, { ...plan, id: pool.newId() }, caller.person) })
    await allowedFor(tx, access)
    return { kind: 'done', id: specialistId }
  })
}
