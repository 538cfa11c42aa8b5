import type { PlannedSession } from '@oh/capacity'
import { addMilliseconds, type EscalationId, type Instant, type LondonDate, type SessionId, type SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { atLondonHour, type Skill } from '@oh/routing'
import { and, arrayContains, asc, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm'
import { booking } from '../bookings/booking.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { freeHours, isHeld } from '../specialists/specialist.store.ts'
import { clinicSession, specialist } from '../specialists/specialist.table.ts'
import { replannedCase, sessionRun } from './replanned.table.ts'

export type SessionRow = typeof clinicSession.$inferSelect

export async function findSession(tx: ScopedTx, id: SessionId): Promise<SessionRow | undefined> {
  const [row] = await tx.sql.select().from(clinicSession).where(eq(clinicSession.id, id))
  return row
}

/** What a specialist has ahead, cancelled or not, soonest first. */
export function sessionsAhead(tx: ScopedTx, of: SpecialistId): Promise<SessionRow[]> {
  const { specialistId, startsAt, id } = clinicSession
  return tx.sql
    .select()
    .from(clinicSession)
    .where(and(eq(specialistId, of), gt(startsAt, tx.now)))
    .orderBy(asc(startsAt), asc(id))
}

/** When somebody holds a session. */
export type HeldTime = Pick<SessionRow, 'specialistId' | 'startsAt' | 'hours' | 'templateId'>

const HOUR_MS = 3_600_000
const endOf = ({ startsAt, hours }: Pick<HeldTime, 'startsAt' | 'hours'>) => addMilliseconds(startsAt, hours * HOUR_MS)

/** Whether the two would be held at once by the same person: nobody is in two places. */
export function clash(one: Omit<HeldTime, 'templateId'>, other: Omit<HeldTime, 'templateId'>): boolean {
  return one.specialistId === other.specialistId && one.startsAt < endOf(other) && other.startsAt < endOf(one)
}

/** When these specialists hold a session already, after a day, wherever it is held. */
export function timesTaken(tx: ScopedTx, specialists: readonly SpecialistId[], after: LondonDate): Promise<HeldTime[]> {
  if (specialists.length === 0) return Promise.resolve([])
  const { specialistId, startsAt, hours, templateId } = clinicSession
  return tx.sql
    .select({ specialistId, startsAt, hours, templateId })
    .from(clinicSession)
    .where(and(isHeld, inArray(specialistId, [...specialists]), gt(startsAt, atLondonHour(after, 24))))
    .orderBy(asc(startsAt))
}

/** Puts in those that are not there yet; resolves to how many were put in. */
export async function saveSessions(tx: ScopedTx, planned: readonly PlannedSession[], newId: () => string): Promise<number> {
  let made = 0
  // a statement has room for some thousands of values
  for (let at = 0; at < planned.length; at += BATCH) {
    const rows = planned.slice(at, at + BATCH).map(({ on: _on, site, ...session }) => ({
      ...session,
      id: newId() as SessionId,
      site: site ?? null,
    }))
    const saved = await tx.sql.insert(clinicSession).values(rows).onConflictDoNothing().returning({ id: clinicSession.id })
    made += saved.length
  }
  return made
}

const BATCH = 500

export async function markCancelled(
  tx: ScopedTx,
  ids: readonly SessionId[],
  why: NonNullable<SessionRow['cancelledFor']>,
): Promise<void> {
  if (ids.length === 0) return
  await tx.sql
    .update(clinicSession)
    .set({ cancelledAt: tx.now, cancelledFor: why })
    .where(inArray(clinicSession.id, [...ids]))
}

export async function markHeldAgain(tx: ScopedTx, ids: readonly SessionId[]): Promise<void> {
  if (ids.length === 0) return
  await tx.sql
    .update(clinicSession)
    .set({ cancelledAt: null, cancelledFor: null })
    .where(inArray(clinicSession.id, [...ids]))
}

/** A session's hours that are not booked, whether or not it is held. */
export async function hoursFreeIn(tx: ScopedTx, ids: readonly SessionId[]): Promise<ReadonlyMap<SessionId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql
    .select({ id: clinicSession.id, free: freeHours })
    .from(clinicSession)
    .where(inArray(clinicSession.id, [...ids]))
  return new Map(rows.map(({ id, free }) => [id, free]))
}

/** Standing bookings in those sessions. */
export async function standingBookings(tx: ScopedTx, ids: readonly SessionId[]) {
  if (ids.length === 0) return []
  const { escalationId, sessionId } = booking
  return tx.sql
    .select({ escalationId, sessionId })
    .from(booking)
    .where(and(eq(booking.state, 'booked'), inArray(sessionId, [...ids])))
}

export interface RotaAsk {
  readonly from: Instant
  readonly until: Instant
  readonly skill: Skill | undefined
  readonly page: { readonly first: number; readonly after?: readonly string[] }
}

/** Sessions that begin between the two moments, cancelled ones too, soonest first. */
export function rotaPage(tx: ScopedTx, { from, until, skill, page }: RotaAsk) {
  const { id, startsAt, specialistId } = clinicSession
  const [afterAt = '', afterId = ''] = page.after ?? []
  return tx.sql
    .select({ session: clinicSession, free: freeHours, fullName: specialist.fullName, skills: specialist.skills })
    .from(clinicSession)
    .innerJoin(specialist, eq(specialist.id, specialistId))
    .where(
      and(
        gte(startsAt, from),
        lt(startsAt, until),
        skill && arrayContains(specialist.skills, [skill]),
        page.after && sql`(${startsAt}, ${id}) > (${afterAt}::timestamptz, ${afterId}::uuid)`,
      ),
    )
    .orderBy(asc(startsAt), asc(id))
    .limit(page.first + 1)
}

export async function hasMadeToday(tx: ScopedTx): Promise<boolean> {
  const runs = await tx.sql.select({ on: sessionRun.on }).from(sessionRun).where(eq(sessionRun.on, tx.today))
  return runs.length > 0
}

export async function saveSessionRun(tx: ScopedTx, made: number): Promise<void> {
  await tx.sql.insert(sessionRun).values({ on: tx.today, at: tx.now, made })
}

export async function saveReplanned(tx: ScopedTx, row: typeof replannedCase.$inferInsert): Promise<void> {
  await tx.sql.insert(replannedCase).values(row)
}

export type ReplannedRow = typeof replannedCase.$inferSelect

/** What became of the cases when these leaves were entered, in the order in which it was decided. */
export function replannedFor(tx: ScopedTx, leave: readonly string[], most: number): Promise<ReplannedRow[]> {
  if (leave.length === 0) return Promise.resolve([])
  return tx.sql
    .select()
    .from(replannedCase)
    .where(inArray(replannedCase.leaveId, [...leave]))
    .orderBy(asc(replannedCase.at), asc(replannedCase.id))
    .limit(most)
}

/** When each of these sessions begins. */
export async function startsOf(tx: ScopedTx, ids: readonly SessionId[]): Promise<ReadonlyMap<SessionId, Instant>> {
  if (ids.length === 0) return new Map()
  const { id, startsAt } = clinicSession
  const rows = await tx.sql
    .select({ id, startsAt })
    .from(clinicSession)
    .where(inArray(id, [...ids]))
  return new Map(rows.map((row) => [row.id, row.startsAt]))
}

/** Sessions of one specialist that are held from now on, with the hours free in them. */
export function heldSessionsOf(tx: ScopedTx, of: SpecialistId) {
  const { id, specialistId, startsAt, site, virtual } = clinicSession
  return tx.sql
    .select({ id, specialistId, startsAt, site, virtual, hours: freeHours })
    .from(clinicSession)
    .where(and(isHeld, heldHere, eq(specialistId, of), gt(startsAt, tx.now)))
}

/** In which session each of these escalations is booked, gone by or to come. */
export async function sessionsBooked(tx: ScopedTx, ids: readonly EscalationId[]): Promise<ReadonlyMap<EscalationId, SessionId>> {
  if (ids.length === 0) return new Map()
  const { escalationId, sessionId } = booking
  const rows = await tx.sql
    .select({ escalationId, sessionId })
    .from(booking)
    .where(and(eq(booking.state, 'booked'), inArray(escalationId, [...ids])))
  return new Map(rows.map((row) => [row.escalationId, row.sessionId]))
}
