import { mayBeHeld, type SessionTemplate } from '@oh/capacity'
import type { SpecialistId, TrustCode } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { type Access, allowedFor, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { clashesWithSingle } from '../sessions/carry-out-rota.ts'
import { changeRota } from '../sessions/change-rota.ts'
import { lockTime, plansOf, saveTemplate, templatesOf } from './job-plan.store.ts'
import { whoseTime } from './whose-time.ts'

export interface WeeklySessionAsk extends Omit<SessionTemplate, 'templateId' | 'specialistId' | 'site'> {
  readonly specialistId: SpecialistId | undefined
  /** ODS code, or none. */
  readonly site: string | undefined
  readonly key: string
}

/** The coordinator sets a clinic session that comes back every week; those of the next eight weeks are made at once. */
export function setWeeklySession(pool: Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId'>, caller: Caller, ask: WeeklySessionAsk) {
  const { specialistId: id, site, key, ...weekly } = ask
  const access: Access = { action: 'jobPlan.set', resource: 'job-plan', ids: id ? [id] : [] }
  const { weekday, startsAtHour, hours, virtual, from, to } = weekly
  const input = [id ?? null, weekday, startsAtHour, hours, site ?? null, virtual, from, to ?? null]
  return submitOnce<RefusalWord>(pool.db, caller, { key, operation: 'setWeeklySession', input, access }, async (tx) => {
    if (id) await lockTime(tx, id)
    const whose = await whoseTime(tx, caller, access, id)
    if (whose.kind !== 'found') return whose
    if (whose.specialist.lentBy) return refusedFor(tx, access, ['specialist-planned-at-home'])
    const { specialistId } = whose.specialist
    const template = { templateId: pool.newId(), specialistId, ...weekly, site: site as TrustCode | undefined }
    const [plans, templates] = [await plansOf(tx, [specialistId]), await templatesOf(tx, [specialistId])]
    const ruling = mayBeHeld({ today: tx.today, template, plans, templates })
    if (ruling.kind === 'allowed' && (await clashesWithSingle(tx, template)))
      return refusedFor(tx, access, ['session-clashes-with-single'])
    const faults = ruling.kind === 'refused' ? ruling.reasons : []
    const [first, ...rest] = site !== undefined && !findTrust(site) ? (['site-unknown', ...faults] as const) : faults
    if (first) return refusedFor(tx, access, [first, ...rest])
    await changeRota(pool, tx, { specialistId, save: (own) => saveTemplate(own, template, caller.person) })
    await allowedFor(tx, access)
    return { kind: 'done', id: specialistId }
  })
}
