import type { SessionTemplate } from '@oh/capacity'
import type { LondonDate, SpecialistId } from '@oh/kernel'
import { addDays } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import { endingSentenceOf, mayWorkOn, rightsEnding, type Skill, sentenceOf } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { type LeaveRow, leaveAhead } from '../leave/leave.store.ts'
import { hoursFreeIn, type SessionRow, sessionsAhead } from '../sessions/session.store.ts'
import { allSpecialists, isAway, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { type PoolJobPlan, plansOf, templatesOf } from './job-plan.store.ts'
import { type PoolTime, poolTime } from './pool-time.ts'
import { whoseTime } from './whose-time.ts'

/** Papers take weeks to renew: a month is what a coordinator needs. */
const WARN_DAYS = 31
/** More than eight weeks of anybody. */
const MOST_SESSIONS = 200
const MOST_LEAVE = 100

/** The time of one specialist. */
export interface SpecialistTime {
  readonly specialist: { readonly id: SpecialistId; readonly fullName: string; readonly skills: readonly Skill[] }
  /** Away today. */
  readonly isAway: boolean
  /** Rights that are missing today or end within a month, in sentences. */
  readonly rights: readonly string[]
  /** Plans that hold today or later. */
  readonly plans: readonly PoolJobPlan[]
  readonly templates: readonly SessionTemplate[]
  readonly today: LondonDate
}

export interface OwnSession extends Omit<SessionRow, 'templateId'> {
  readonly free: number
}

/** The same with what lies ahead. */
export interface SpecialistTimeAhead extends SpecialistTime {
  readonly kind: 'read'
  readonly leave: readonly LeaveRow[]
  readonly sessions: readonly OwnSession[]
}

export interface JobPlans {
  readonly kind: 'listed'
  readonly time: PoolTime
  /** One more than asked for when there are more. */
  readonly rows: readonly SpecialistTime[]
}

/** Every specialist by name with job plan and weekly sessions, and what the pool can do with it. For the coordinator. */
export function listJobPlans(
  pool: Pick<Pool, 'db' | 'ics'>,
  caller: Caller,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<JobPlans | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'jobPlan.read', resource: 'job-plan', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const specialists = await allSpecialists(tx)
    const [afterName, afterId = ''] = page.after ?? []
    const isLater = ({ fullName, specialistId }: PoolSpecialist) =>
      afterName === undefined || fullName > afterName || (fullName === afterName && specialistId > afterId)
    const shown = specialists
      .toSorted(byName)
      .filter(isLater)
      .slice(0, page.first + 1)
    const rows = await timesOf(tx, shown)
    await allowedFor(tx, { ...access, ids: shown.slice(0, page.first).map(({ specialistId }) => specialistId) })
    return { kind: 'listed', time: await poolTime(pool, tx, specialists), rows }
  })
}

/** The order of code units, which the place in the list is compared in too. */
function byName(one: PoolSpecialist, other: PoolSpecialist): number {
  if (one.fullName !== other.fullName) return one.fullName < other.fullName ? -1 : 1
  return one.specialistId < other.specialistId ? -1 : 1
}

/** The time of one specialist with leave and the sessions of the next eight weeks: for the coordinator, and for himself. */
export function readTime(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  whose: { readonly id: SpecialistId | undefined } | 'own',
): Promise<SpecialistTimeAhead | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const id =
      whose === 'own' ? (await allSpecialists(tx)).find(({ person }) => person === caller.person)?.specialistId : whose.id
    const access: Access = { action: 'jobPlan.read', resource: 'job-plan', ids: id ? [id] : [] }
    const found = await whoseTime(tx, caller, access, id)
    if (found.kind !== 'found') return found
    const { specialist } = found
    const [time] = await timesOf(tx, [specialist])
    if (!time) return { kind: 'hidden' }
    const leave = await leaveAhead(tx, { first: MOST_LEAVE }, specialist.specialistId)
    const sessions = (await sessionsAhead(tx, specialist.specialistId)).slice(0, MOST_SESSIONS)
    const free = await hoursFreeIn(
      tx,
      sessions.map((session) => session.id),
    )
    await allowedFor(tx, access)
    return { kind: 'read', ...time, leave, sessions: sessions.map((row) => ({ ...row, free: free.get(row.id) ?? row.hours })) }
  })
}

async function timesOf(tx: ScopedTx, specialists: readonly PoolSpecialist[]): Promise<SpecialistTime[]> {
  const ids = specialists.map(({ specialistId }) => specialistId)
  const [plans, templates] = [await plansOf(tx, ids), await templatesOf(tx, ids)]
  const of = <Row extends { readonly specialistId: SpecialistId }>(rows: readonly Row[], id: SpecialistId) =>
    rows.filter(({ specialistId }) => specialistId === id)
  return specialists.map((one) => ({
    specialist: { id: one.specialistId, fullName: one.fullName, skills: one.skills },
    isAway: isAway(one, tx.today),
    rights: rightsInWords(one, tx.today),
    plans: of(plans, one.specialistId),
    templates: of(templates, one.specialistId),
    today: tx.today,
  }))
}

function rightsInWords(one: PoolSpecialist, today: LondonDate): readonly string[] {
  const now = mayWorkOn(one, today)
  const missing = now.kind === 'refused' ? now.reasons.map((word) => sentenceOf(word, { on: today })) : []
  return [...missing, ...rightsEnding(one, today, addDays(today, WARN_DAYS)).map(endingSentenceOf)]
}
