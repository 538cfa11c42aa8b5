import { POLICY, type Shown, showTotal } from '@oh/disclosure'
import { addMilliseconds, type Instant, type LondonDate, londonDateOf } from '@oh/kernel'
import { actingAs, asActor, type ScopedTx } from '@oh/postgres'
import { fewestHours, mayWorkOn, type Skill } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { type PoolTime, poolTime } from '../job-plans/pool-time.ts'
import { settingsInForce } from '../policy/policy-in-force.ts'
import { allSpecialists, isAway, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { type EscalationsCounted, freeSessions, underWay } from './capacity.reads.ts'
import { countedToday, keepForToday } from './people-count.store.ts'

/** How far ahead free sessions are counted. */
export const FREE_DAYS = 28
const DAY_MS = 86_400_000

export interface SkillCapacity {
  readonly skill: Skill
  /** Specialists with the skill who may work today. */
  readonly specialists: number
  readonly freeSessions: number
}

/** What the pool can do now. Specialists and sessions are organisational data and exact; escalations are people. */
export interface PoolCapacity {
  readonly kind: 'read'
  readonly asOf: Instant
  /** Whoever has every right to work today, on leave or not: that somebody is away is nobody's business. */
  readonly specialists: number
  /** Sessions with room for a case, of whoever is there on that day with every right. */
  readonly freeSessions: number
  readonly nextFreeAt: Instant | null
  /** As they were counted today. */
  readonly underWay: Shown
  /** PAs and cases a week by the job plans. */
  readonly time: PoolTime
  readonly skills: readonly SkillCapacity[]
}

/** "Which specialists has my region, and when are they free?": for whoever leads the ICS. */
export function readCapacity(pool: Pick<Pool, 'db' | 'ics' | 'id'>, caller: Caller): Promise<Denied | PoolCapacity> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'capacity.readLive', resource: 'capacity', ids: [pool.id] }
    const leads = tx.memberships.some(({ role, scope }) => role === 'ics-lead' && scope === pool.ics)
    const without = await denied(tx, access, leads ? ['region'] : [])
    if (without) return without
    await allowedFor(tx, access)
    return actingAs(tx, 'counting', () => countNow(pool, tx))
  })
}

async function countNow(pool: Pick<Pool, 'ics'>, tx: ScopedTx): Promise<PoolCapacity> {
  const specialists = await allSpecialists(tx)
  const working = specialists.filter((one) => mayWork(one, tx.today))
  const room = fewestHours((await settingsInForce(tx)).settings)
  const sessions = (await freeSessions(tx, addMilliseconds(tx.now, FREE_DAYS * DAY_MS), room)).filter(
    ({ specialistId, startsAt }) =>
      working.some((one) => one.specialistId === specialistId && isThere(one, londonDateOf(startsAt))),
  )
  const people = await underWayToday(tx)
  const skills = [...new Set(working.flatMap((one) => one.skills))].sort()
  const having = (skill: Skill) =>
    new Set(working.filter((one) => one.skills.includes(skill)).map(({ specialistId }) => specialistId))
  return {
    kind: 'read',
    asOf: tx.now,
    specialists: working.length,
    freeSessions: sessions.length,
    nextFreeAt: sessions[0]?.startsAt ?? null,
    time: await poolTime(pool, tx, specialists),
    underWay: showTotal(people.many, people.trusts, POLICY),
    skills: skills.map((skill) => {
      const able = having(skill)
      return { skill, specialists: able.size, freeSessions: sessions.filter(({ specialistId }) => able.has(specialistId)).length }
    }),
  }
}

/**
 * Escalations under way, counted once a London day, by whoever asks first. Counted at every question, a mark that turns into
 * a number would tell whoever keeps asking the very moment at which one more came, and so how many there were.
 */
async function underWayToday(tx: ScopedTx): Promise<EscalationsCounted> {
  const known = await countedToday(tx)
  if (known) return known
  const counts = await underWay(tx)
  await keepForToday(tx, counts)
  // somebody else may have asked at the same moment
  return (await countedToday(tx)) ?? counts
}

const mayWork = (one: PoolSpecialist, on: LondonDate): boolean => mayWorkOn(one, on).kind === 'allowed'

/** With every right on that day, and not away. */
function isThere(one: PoolSpecialist, on: LondonDate): boolean {
  return mayWork(one, on) && !isAway(one, on)
}
