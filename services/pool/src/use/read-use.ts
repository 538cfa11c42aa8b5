import { HOURS_PER_PA } from '@oh/capacity'
import { isValue, POLICY, type Shown, showCount, showMedian, showPart, showTotal } from '@oh/disclosure'
import {
  addDays,
  addMilliseconds,
  type Instant,
  type LondonDate,
  londonDateOf,
  type TrustCode,
  workingDaysBetween,
} from '@oh/kernel'
import { actingAs, asActor, type ScopedTx } from '@oh/postgres'
import { giniOf } from '@oh/simulation'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { pageOfAgreements } from '../lending/lending.store.ts'
import { type Agreement, withLedgers } from '../lending/list-agreements.ts'
import { readsPeople } from './reads-people.ts'
import { escalationsBetween, hoursHeld, type Waited } from './use.reads.ts'
import { countedFrom, mondayOf } from './whole-weeks.ts'

const DAY_MS = 86_400_000
/** How far back and ahead sessions are counted. */
export const USE_DAYS = 28
/** How far back escalations are counted, in whole weeks that are over. */
export const WAIT_WEEKS = 26
const MOST_ESCALATIONS = 20_000
const MOST_AGREEMENTS = 20
/** Fairness between fewer services than this says nothing. */
const FEWEST_SERVICES = 3

/** Time of sessions in programmed activities: organisational data, and exact. */
export interface Use {
  readonly heldPas: number
  readonly bookedPas: number
}

/** How a service's escalations fared: counts of people, rounded or marked. */
export interface ServiceShare {
  readonly trust: TrustCode
  /** Answered, or not answered and past the due date. */
  readonly decided: Shown
  /** Of these, answered on or before the due date. */
  readonly inTime: Shown
}

/** How people fared: counts of them, rounded or marked. */
export interface PeopleWaited {
  readonly decided: Shown
  readonly inTime: Shown
  /** The median from receipt to opinion, in working days. */
  readonly typicalWait: Shown
  readonly services: readonly ServiceShare[]
  /** Over the shares in time that are shown; undefined where these are too few. */
  readonly gini: number | undefined
}

export interface PoolUse {
  readonly kind: 'read'
  readonly asOf: Instant
  readonly past: Use
  readonly ahead: Use
  readonly agreements: readonly Agreement[]
  /** Undefined for whoever does not handle the cases. */
  readonly people: PeopleWaited | undefined
}

/**
 * How the pool's time is used and what neighbours owe: for its coordinator and whoever leads the ICS. How people fared is
 * told to the coordinator alone, who handles the cases: counts of every week, side by side, would tell what happened in one,
 * and are in no catalogue. Whoever leads reads that in published figures.
 */
export function readUse(pool: Pick<Pool, 'db' | 'ics' | 'id'>, caller: Caller): Promise<Denied | PoolUse> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'poolUse.read', resource: 'capacity', ids: [pool.id] }
    const leads = tx.memberships.some(({ role, scope }) => role === 'ics-lead' && scope === pool.ics)
    const without = await denied(tx, access, leads || tx.roles.has('pool-coordinator') ? ['region'] : [])
    if (without) return without
    await allowedFor(tx, access)
    const isTold = readsPeople(tx)
    if (isTold) await allowedFor(tx, { ...access, action: 'poolUse.readPeople' })
    return actingAs(tx, 'counting', async () => ({
      ...(await timeNow(pool, tx)),
      people: isTold ? await peopleUntilMonday(tx) : undefined,
    }))
  })
}

async function peopleUntilMonday(tx: ScopedTx): Promise<PeopleWaited> {
  const monday = mondayOf(tx.today)
  const [from, until] = [countedFrom(addDays(monday, -7 * WAIT_WEEKS)), countedFrom(monday)]
  const waited = await escalationsBetween(tx, from, until, MOST_ESCALATIONS)
  return waitsOf(asOf(waited, until), monday)
}

async function timeNow({ ics }: Pick<Pool, 'ics'>, tx: ScopedTx): Promise<Omit<PoolUse, 'people'>> {
  const daysFromNow = (days: number) => addMilliseconds(tx.now, days * DAY_MS)
  const agreements = (await pageOfAgreements(tx, { first: MOST_AGREEMENTS })).slice(0, MOST_AGREEMENTS)
  return {
    kind: 'read',
    asOf: tx.now,
    past: inPas(await hoursHeld(tx, daysFromNow(-USE_DAYS), tx.now)),
    ahead: inPas(await hoursHeld(tx, tx.now, daysFromNow(USE_DAYS))),
    agreements: await withLedgers(tx, ics, agreements),
  }
}

/** As it stood then: asking again on another day of the week tells nothing of a single day. */
export function asOf(waited: readonly Waited[], then: Instant): Waited[] {
  return waited.map((one) => (one.answeredAt !== null && one.answeredAt >= then ? { ...one, answeredAt: null } : one))
}

const inPas = ({ held, booked }: { readonly held: number; readonly booked: number }): Use => ({
  heldPas: held / HOURS_PER_PA,
  bookedPas: booked / HOURS_PER_PA,
})

/**
 * Counts of people from what was answered, under the floor. A total beside exactly one marked part would tell that part, so
 * it is marked too; the Gini coefficient is made of the shown figures alone and so tells nothing more than they do.
 */
export function waitsOf(waited: readonly Waited[], today: LondonDate): PeopleWaited {
  const decided = waited.filter(({ answeredAt, dueOn }) => answeredAt !== null || dueOn < today)
  const trusts = [...new Set(decided.map(({ trust }) => trust))].sort()
  const services = trusts.map((trust) => ({ trust, ...shareOf(decided.filter((one) => one.trust === trust)) }))
  const marked = services.filter((service) => !isValue(service.decided) || !isValue(service.inTime)).length
  const waits = decided.flatMap(({ receivedAt, answeredAt }) =>
    answeredAt === null ? [] : [workingDaysBetween(londonDateOf(receivedAt), londonDateOf(answeredAt))],
  )
  const all = decided.length
  const inTime = decided.filter(isInTime).length
  const total = showTotal(all, marked === 1 ? 0 : trusts.length, POLICY)
  return {
    decided: total,
    inTime: isValue(total) ? showPart(inTime, all, POLICY) : total,
    typicalWait: isValue(total) ? showMedian(waits, POLICY) : total,
    services,
    gini: evennessOf(services),
  }
}

function shareOf(decided: readonly Waited[]): Omit<ServiceShare, 'trust'> {
  const inTime = showPart(decided.filter(isInTime).length, decided.length, POLICY)
  return { decided: showCount(decided.length, POLICY), inTime }
}

const isInTime = ({ answeredAt, dueOn }: Waited): boolean => answeredAt !== null && londonDateOf(answeredAt) <= dueOn

function evennessOf(services: readonly ServiceShare[]): number | undefined {
  const shares = services.flatMap(({ decided, inTime }) =>
    isValue(decided) && isValue(inTime) && decided.value > 0 ? [Math.min(1, inTime.value / decided.value)] : [],
  )
  return shares.length < FEWEST_SERVICES ? undefined : giniOf(shares)
}
