import { audit } from '@oh/audit'
import { addMilliseconds, type EscalationId, isWorkingDay, londonDateOf } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import {
  type Allocation,
  allocate,
  fewestHours,
  holdersOf,
  hoursOf,
  type RoutingPolicy,
  type Session,
  scarcestOf,
  type WaitingCase,
} from '@oh/routing'
import type { Pool } from '../context.ts'
import { exclusionsOf } from '../escalations/escalation.store.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { policyInForce } from '../policy/policy-in-force.ts'
import { allSpecialists, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { escalationsToBook, hasRunToday, saveBooking, saveBookingReasons, saveRun, sessionsWithTime } from './booking.store.ts'
import { reasonsToKeep } from './reasons-to-keep.ts'

const DAY_MS = 86_400_000
/** Sessions further ahead are not about to close, so nothing is booked in them yet. */
const AHEAD_MS = 28 * DAY_MS
const BATCH = 200

/**
 * The morning's plan, once each working day: in which session each worker is seen whose escalation is opened. Late on
 * purpose: a session takes its bookings when it is about to close. Resolves to how many were booked.
 */
export function bookSessions(pool: Pick<Pool, 'db' | 'ics' | 'newId'>): Promise<number> {
  return asActor(pool.db, { kind: 'system', part: 'routing' }, async (tx) => {
    if (!isWorkingDay(tx.today) || (await hasRunToday(tx))) return 0
    await lockRouting(tx)
    if (await hasRunToday(tx)) return 0
    const { version, policy } = await policyInForce(pool, tx)
    const specialists = await allSpecialists(tx)
    const sessions = await openSessions(pool, tx, fewestHours(policy))
    const allocation = allocate({
      now: tx.now,
      cases: await casesToBook(tx, specialists, policy),
      sessions,
      specialists,
      policy: { ...policy, neighbours: [] },
    })
    await keep(pool, tx, { allocation, sessions, specialists, version })
    await saveRun(tx, allocation.bookings.length)
    return allocation.bookings.length
  })
}

async function casesToBook(tx: ScopedTx, specialists: readonly PoolSpecialist[], policy: RoutingPolicy): Promise<WaitingCase[]> {
  const holders = holdersOf(specialists)
  const cases: WaitingCase[] = []
  for (const row of await escalationsToBook(tx, BATCH)) {
    const skill = scarcestOf(row.skills, holders) ?? 'general'
    cases.push({
      caseId: row.id,
      employer: row.employer,
      department: row.department,
      skill,
      urgency: row.urgency,
      receivedOn: londonDateOf(row.receivedAt),
      dueOn: row.dueOn,
      hours: hoursOf(policy, { skill, urgency: row.urgency }),
      acceptedBy: row.acceptedBy ?? undefined,
      excluded: (await exclusionsOf(tx, row.id)).map(({ specialistId }) => specialistId),
      prefersOwnEmployer: row.prefersOwnEmployer,
      site: row.trust,
      virtualAllowed: row.seeWorker === 'virtual-allowed',
    })
  }
  return cases
}

async function openSessions({ ics }: Pick<Pool, 'ics'>, tx: ScopedTx, hours: number): Promise<Session[]> {
  const rows = await sessionsWithTime(tx, tx.now, addMilliseconds(tx.now, AHEAD_MS), hours)
  return rows.map(({ id, site, ...row }) => ({
    ...row,
    sessionId: id,
    ics,
    closesAt: addMilliseconds(row.startsAt, -DAY_MS),
    ...(site === null ? {} : { site }),
  }))
}

interface Planned {
  readonly allocation: Allocation
  readonly sessions: readonly Session[]
  readonly specialists: readonly PoolSpecialist[]
  readonly version: number
}

async function keep({ newId }: Pick<Pool, 'newId'>, tx: ScopedTx, planned: Planned): Promise<void> {
  const { allocation, sessions, specialists, version: policyVersion } = planned
  const holderOf = new Map(sessions.map(({ sessionId, specialistId }) => [sessionId, specialistId]))
  const personOf = new Map(specialists.map(({ specialistId, person }) => [specialistId, person]))
  for (const { caseId, sessionId, hours } of allocation.bookings) {
    const holder = holderOf.get(sessionId)
    const person = holder && personOf.get(holder)
    if (!person) throw new Error('A booking in a session of nobody.')
    // in a pool a case is known by its escalation
    const escalationId = caseId as EscalationId
    const id = newId()
    const made = { id, escalationId, sessionId, person, hours, bookedAt: tx.now, state: 'booked', policyVersion } as const
    await saveBooking(tx, made)
    const kept = reasonsToKeep(allocation, escalationId, sessions, holder)
    await saveBookingReasons(
      tx,
      kept.map((row) => ({ ...row, bookingId: id, escalationId, at: tx.now })),
    )
    const about = { resource: 'escalation', ids: [escalationId], subject: escalationId }
    await audit(tx, { action: 'escalation.book', ...about, outcome: 'allowed' })
  }
}
