import { audit } from '@oh/audit'
import { addMilliseconds, type BookingId, type EscalationId, isWorkingDay, londonDateOf } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import { allocate, type Booking, defaultSettings, holdersOf, type Session, scarcestOf, type WaitingCase } from '@oh/routing'
import type { Pool } from '../context.ts'
import { exclusionsOf } from '../escalations/escalation.store.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { allSpecialists, CASE_HOURS, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { escalationsToBook, hasRunToday, saveBooking, saveRun, sessionsWithTime } from './booking.store.ts'
import { howSeen, tellBooked } from './tell-session.ts'

const DAY_MS = 86_400_000
/** Sessions further ahead are not about to close, so nothing is booked in them yet. */
const AHEAD_MS = 28 * DAY_MS
const BATCH = 200

type EscalationToBook = Awaited<ReturnType<typeof escalationsToBook>>[number]

/**
 * The morning's plan, once each working day: in which session each worker is seen whose escalation is opened. Late on
 * purpose: a session takes its bookings when it is about to close. Each home spoke is told in the same commit. Resolves to how many were booked.
 */
export function bookSessions(pool: Pick<Pool, 'db' | 'ics' | 'newId' | 'keyring'>): Promise<number> {
  return asActor(pool.db, { kind: 'system', part: 'routing' }, async (tx) => {
    if (!isWorkingDay(tx.today) || (await hasRunToday(tx))) return 0
    await lockRouting(tx)
    if (await hasRunToday(tx)) return 0
    const specialists = await allSpecialists(tx)
    const sessions = await openSessions(pool, tx)
    const rows = await escalationsToBook(tx, BATCH)
    const { bookings } = allocate({
      now: tx.now,
      cases: await casesToBook(tx, rows, specialists),
      sessions,
      specialists,
      policy: { ...defaultSettings, needByEmployer: {}, neighbours: [] },
    })
    for (const booking of bookings) await keep(pool, tx, booking, { rows, sessions, specialists })
    await saveRun(tx, bookings.length)
    return bookings.length
  })
}

async function casesToBook(
  tx: ScopedTx,
  rows: readonly EscalationToBook[],
  specialists: readonly PoolSpecialist[],
): Promise<WaitingCase[]> {
  const holders = holdersOf(specialists)
  const cases: WaitingCase[] = []
  for (const row of rows) {
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
  return rows.map(({ id, site, ...row }) => ({
    ...row,
    sessionId: id,
    ics,
    closesAt: addMilliseconds(row.startsAt, -DAY_MS),
    ...(site === null ? {} : { site }),
  }))
}

interface Beside {
  readonly rows: readonly EscalationToBook[]
  readonly sessions: readonly Session[]
  readonly specialists: readonly PoolSpecialist[]
}

async function keep(pool: Pick<Pool, 'newId' | 'keyring'>, tx: ScopedTx, booking: Booking, beside: Beside): Promise<void> {
  const { sessionId, hours } = booking
  // in a pool a case is known by its escalation
  const escalationId = booking.caseId as EscalationId
  const row = beside.rows.find(({ id }) => id === escalationId)
  const session = beside.sessions.find((each) => each.sessionId === sessionId)
  const holder = beside.specialists.find(({ specialistId }) => specialistId === session?.specialistId)
  if (!row || !session || !holder) throw new Error('A booking in a session of nobody.')
  const id = pool.newId() as BookingId
  await saveBooking(tx, { id, escalationId, sessionId, person: holder.person, hours, bookedAt: tx.now, state: 'booked' })
  const seen = howSeen(row.trust, session.site)
  await tellBooked(pool, tx, row, {
    bookingId: id,
    startsAt: session.startsAt,
    hours,
    ...seen,
    specialistName: holder.fullName,
  })
  const about = { resource: 'escalation', ids: [escalationId], subject: escalationId }
  await audit(tx, { action: 'escalation.book', ...about, outcome: 'allowed' })
}
