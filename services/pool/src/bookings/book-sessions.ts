import { audit } from '@oh/audit'
import { addMilliseconds, type EscalationId, isWorkingDay, londonDateOf } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import { allocate, type Booking, defaultSettings, holdersOf, type Session, scarcestOf, type WaitingCase } from '@oh/routing'
import type { Pool } from '../context.ts'
import { exclusionsOf } from '../escalations/escalation.store.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { allSpecialists, CASE_HOURS, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { escalationsToBook, hasRunToday, saveBooking, saveRun, sessionsWithTime } from './booking.store.ts'

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
    const specialists = await allSpecialists(tx)
    const sessions = await openSessions(pool, tx)
    const { bookings } = allocate({
      now: tx.now,
      cases: await casesToBook(tx, specialists),
      sessions,
      specialists,
      policy: { ...defaultSettings, needByEmployer: {}, neighbours: [] },
    })
    await keep(pool, tx, bookings, sessions, specialists)
    await saveRun(tx, bookings.length)
    return bookings.length
  })
}

async function casesToBook(tx: ScopedTx, specialists: readonly PoolSpecialist[]): Promise<WaitingCase[]> {
  const holders = holdersOf(specialists)
  const cases: WaitingCase[] = []
  for (const row of await escalationsToBook(tx, BATCH)) {
    cases.push({
      caseId: row.id,
      employer: row.employer,
      department: row.department,
      skill: scarcestOf(row.skills, holders) ?? 'general',
      urgency: row.urgency,
      receivedOn: londonDateOf(row.receivedAt),
      dueOn: row.dueOn,
      hours: CASE_HOURS,
      acceptedBy: row.acceptedBy ?? undefined,
      excluded: (await exclusionsOf(tx, row.id)).map(({ specialistId }) => specialistId),
      prefersOwnEmployer: row.prefersOwnEmployer,
      site: row.trust,
      virtualAllowed: row.seeWorker === 'virtual-allowed',
    })
  }
  return cases
}

async function openSessions({ ics }: Pick<Pool, 'ics'>, tx: ScopedTx): Promise<Session[]> {
  const rows = await sessionsWithTime(tx, tx.now, addMilliseconds(tx.now, AHEAD_MS))
  return rows.map(({ id, site, lentBy, ...row }) => ({
    ...row,
    sessionId: id,
    // one lent by a neighbour is used after the own ones
    ics: lentBy ?? ics,
    closesAt: addMilliseconds(row.startsAt, -DAY_MS),
    ...(site === null ? {} : { site }),
  }))
}

async function keep(
  { newId }: Pick<Pool, 'newId'>,
  tx: ScopedTx,
  bookings: readonly Booking[],
  sessions: readonly Session[],
  specialists: readonly PoolSpecialist[],
): Promise<void> {
  const holderOf = new Map(sessions.map(({ sessionId, specialistId }) => [sessionId, specialistId]))
  const personOf = new Map(specialists.map(({ specialistId, person }) => [specialistId, person]))
  for (const { caseId, sessionId, hours } of bookings) {
    const holder = holderOf.get(sessionId)
    const person = holder && personOf.get(holder)
    if (!person) throw new Error('A booking in a session of nobody.')
    // in a pool a case is known by its escalation
    const escalationId = caseId as EscalationId
    await saveBooking(tx, { id: newId(), escalationId, sessionId, person, hours, bookedAt: tx.now, state: 'booked' })
    const about = { resource: 'escalation', ids: [escalationId], subject: escalationId }
    await audit(tx, { action: 'escalation.book', ...about, outcome: 'allowed' })
  }
}
