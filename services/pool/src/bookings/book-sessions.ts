import { addMilliseconds, isWorkingDay } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import {
  type Allocation,
  allocate,
  fewestHours,
  holdersOf,
  type RoutingPolicy,
  type Session,
  type WaitingCase,
} from '@oh/routing'
import type { Pool } from '../context.ts'
import { exclusionsOf, lockEscalations } from '../escalations/escalation.store.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { policyInForce } from '../policy/policy-in-force.ts'
import { allSpecialists, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { escalationsToBook, hasRunToday, saveRun, sessionsWithTime } from './booking.store.ts'
import { keepBooking } from './keep-booking.ts'
import { reasonsToKeep } from './reasons-to-keep.ts'
import { solver } from './solver.ts'
import { openSessionOf, waitingCaseOf } from './waiting-case.ts'

const DAY_MS = 86_400_000
/** Sessions further ahead are not about to close, so nothing is booked in them yet. */
const AHEAD_MS = 28 * DAY_MS
/** More than any pool has opened and not answered at once: a caseload cap is a dozen. */
const MOST = 1_000

type EscalationToBook = Awaited<ReturnType<typeof escalationsToBook>>[number]

/**
 * The morning's plan, once each working day: in which session each worker is seen whose escalation is opened. Late on
 * purpose: a session takes its bookings when it is about to close. Of more than a thousand, those due first are looked at.
 * Each home spoke is told in the same commit. Resolves to how many were booked.
 */
export async function bookSessions(pool: Pick<Pool, 'db' | 'ics' | 'newId' | 'keyring'>): Promise<number> {
  const solve = await solver()
  return asActor(pool.db, { kind: 'system', part: 'routing' }, async (tx) => {
    if (!isWorkingDay(tx.today) || (await hasRunToday(tx))) return 0
    // escalations before the lock of routing, in one order, as everybody takes them
    const held = new Set((await escalationsToBook(tx, MOST)).map(({ id }) => id))
    await lockEscalations(tx, [...held])
    await lockRouting(tx)
    if (await hasRunToday(tx)) return 0
    const { version, policy } = await policyInForce(pool, tx)
    const specialists = await allSpecialists(tx)
    const sessions = await openSessions(pool, tx, fewestHours(policy))
    // read again as they stand now that nobody changes them: one may have been withdrawn meanwhile
    const rows = (await escalationsToBook(tx, MOST)).filter(({ id }) => held.has(id))
    const allocation = allocate({
      now: tx.now,
      cases: await casesToBook(tx, rows, specialists, policy),
      sessions,
      specialists,
      policy: { ...policy, neighbours: [], ics: pool.ics },
      solve,
    })
    await keep(pool, tx, { allocation, rows, sessions, specialists, version })
    await saveRun(tx, allocation.bookings.length)
    return allocation.bookings.length
  })
}

async function casesToBook(
  tx: ScopedTx,
  rows: readonly EscalationToBook[],
  specialists: readonly PoolSpecialist[],
  policy: RoutingPolicy,
): Promise<WaitingCase[]> {
  const holders = holdersOf(specialists)
  const cases: WaitingCase[] = []
  for (const row of rows) {
    const excluded = (await exclusionsOf(tx, row.id)).map(({ specialistId }) => specialistId)
    cases.push(waitingCaseOf(row, excluded, holders, policy))
  }
  return cases
}

async function openSessions(pool: Pick<Pool, 'ics'>, tx: ScopedTx, hours: number): Promise<Session[]> {
  const rows = await sessionsWithTime(tx, tx.now, addMilliseconds(tx.now, AHEAD_MS), hours)
  return rows.map((row) => openSessionOf(pool, row))
}

interface Planned {
  readonly allocation: Allocation
  readonly rows: readonly EscalationToBook[]
  readonly sessions: readonly Session[]
  readonly specialists: readonly PoolSpecialist[]
  readonly version: number
}

async function keep(pool: Pick<Pool, 'newId' | 'keyring'>, tx: ScopedTx, planned: Planned): Promise<void> {
  const { allocation, rows, sessions, specialists, version: policyVersion } = planned
  const reasonsOf = reasonsToKeep(allocation, sessions)
  for (const { caseId, sessionId, hours } of allocation.bookings) {
    // in a pool a case is known by its escalation
    const row = rows.find(({ id }) => id === caseId)
    const session = sessions.find((each) => each.sessionId === sessionId)
    const holder = specialists.find(({ specialistId }) => specialistId === session?.specialistId)
    if (!row || !session || !holder) throw new Error('A booking in a session of nobody.')
    const reasons = reasonsOf.get(caseId) ?? []
    await keepBooking(pool, tx, 'escalation.book', { row, session, holder, hours, policyVersion, reasons })
  }
}
