import { audit } from '@oh/audit'
import type { Holding } from '@oh/auth'
import { POLICY, type Shown, showCount, showMedian, showPart } from '@oh/disclosure'
import { addWorkingDays, type IcsCode, type Instant } from '@oh/kernel'
import { icsOfTrust } from '@oh/organisations'
import { type Actor, actingAs, asActor, type ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { employersToday } from '../service/employer-names.reads.ts'
import { disclosureFloor } from '../settings/setting.reads.ts'
import { freeTimes, type PeopleCounted, type Post, peopleNow, postsOn, staffServed } from './capacity.reads.ts'
import { countedToday, keepForToday } from './people-count.store.ts'

/** How far ahead free times are counted. */
export const FREE_WORKING_DAYS = 10

/**
 * What a service can do now. People are counted once a day, and rounded and suppressed by the service itself; posts and times
 * are exact and as they are at the moment.
 */
export interface Capacity {
  readonly kind: 'read'
  readonly asOf: Instant
  readonly openCases: Shown
  readonly waiting: Shown
  /** Median working days from receipt to the first appointment, of whoever was first seen in the last quarter of a year. */
  readonly typicalWait: Shown
  readonly escalationsOut: Shown
  readonly nextFreeAt: Instant | null
  readonly freeTimes: number
  readonly posts: readonly Post[]
  readonly staffServed: Shown
}

/** "What OH capacity has this trust, now?": for its own team, and for whoever leads the ICS it lies in. */
export function readCapacity(spoke: Pick<Spoke, 'db' | 'host'>, actor: Actor): Promise<Denied | Capacity> {
  return asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'capacity.readLive', resource: 'capacity', ids: [spoke.host] } as const
    const denied = await permitted(tx, { ...asked, holds: ['service', ...(await leads(tx, spoke))] })
    if (denied) return denied
    await audit(tx, { ...asked, outcome: 'allowed' })
    return actingAs(tx, 'counting', () => countNow(tx))
  })
}

async function countNow(tx: ScopedTx): Promise<Capacity> {
  const floor = await disclosureFloor(tx)
  const people = await peopleToday(tx)
  const free = await freeTimes(tx, addWorkingDays(tx.today, FREE_WORKING_DAYS))
  return {
    kind: 'read',
    asOf: tx.now,
    openCases: showCount(people.openCases, POLICY, floor),
    waiting: showPart(people.waiting, people.openCases, POLICY, floor),
    typicalWait: showMedian(people.waits, POLICY, floor),
    escalationsOut: showPart(people.escalationsOut, people.openCases, POLICY, floor),
    nextFreeAt: free.next,
    freeTimes: free.many,
    posts: await postsOn(tx, tx.today),
    staffServed: showCount(await staffServed(tx), POLICY, floor),
  }
}

/**
 * How many people there are, counted once a London day, by whoever asks first. Counted at every question, a mark that turns
 * into a number would tell whoever keeps asking the very moment at which one more person came, and so how many there were.
 */
async function peopleToday(tx: ScopedTx): Promise<PeopleCounted> {
  const known = await countedToday(tx)
  if (known) return known
  const counts = await peopleNow(tx)
  await keepForToday(tx, counts)
  // somebody else may have asked at the same moment
  return (await countedToday(tx)) ?? counts
}

/** Whether the caller leads an ICS in which this service's host, or another employer that it serves, lies today. */
async function leads(tx: ScopedTx, { host }: Pick<Spoke, 'host'>): Promise<Holding[]> {
  const systems = new Set([host, ...(await employersToday(tx))].map((code) => icsOfTrust(code, tx.today)?.code))
  const isLead = tx.memberships.some(({ role, scope }) => role === 'ics-lead' && scope && systems.has(scope as IcsCode))
  return isLead ? ['region'] : []
}
