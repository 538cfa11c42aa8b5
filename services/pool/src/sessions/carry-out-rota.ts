import { type PlannedSession, planOn, type SessionTemplate, sessionsFor } from '@oh/capacity'
import { addDays, BANK_HOLIDAYS_KNOWN_UNTIL, type LondonDate, londonDateOf, type SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Pool } from '../context.ts'
import { plansOf, templatesOf } from '../job-plans/job-plan.store.ts'
import { allSpecialists, isAway, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { clash, markCancelled, markHeldAgain, type SessionRow, saveSessions, sessionsAhead, timesTaken } from './session.store.ts'

/** How far ahead sessions are made: beyond this nothing is booked and nobody is told. */
const AHEAD_DAYS = 56

/**
 * The sessions of the next eight weeks that are not there yet, made from the weekly sessions on the days on which a job plan
 * holds and nobody is on leave; from tomorrow on, for nobody is told on the day. Resolves to how many were made. Doing it
 * again makes none.
 */
export async function makeMissing(
  { newId }: Pick<Pool, 'newId'>,
  tx: ScopedTx,
  specialists: readonly PoolSpecialist[],
  today: LondonDate,
): Promise<number> {
  const planned = (await plannedFor(tx, specialists, today)).filter(({ on }) => on > today)
  const taken = await timesTaken(tx, [...new Set(planned.map(({ specialistId }) => specialistId))], today)
  const isFree = (session: PlannedSession) => !taken.some((held) => clash(held, session))
  return saveSessions(tx, planned.filter(isFree), newId)
}

/**
 * Brings the sessions of one specialist in line with job plan, weekly sessions and leave: makes what is missing, cancels what
 * is not to be held any more, and holds again what had fallen to leave that is cancelled. Resolves to what was cancelled,
 * with whoever is booked there still in it.
 */
export async function carryOutRota(pool: Pick<Pool, 'newId'>, tx: ScopedTx, of: SpecialistId): Promise<readonly SessionRow[]> {
  const specialist = (await allSpecialists(tx)).find(({ specialistId }) => specialistId === of)
  if (!specialist) return []
  const planned = await plannedFor(tx, [specialist], tx.today)
  const isPlanned = ({ templateId, startsAt }: SessionRow) =>
    planned.some((each) => each.templateId === templateId && each.startsAt === startsAt)
  const isOnLeave = ({ startsAt }: SessionRow) => isAway(specialist, londonDateOf(startsAt))
  const isWanted = (row: SessionRow) => !isOnLeave(row) && (row.templateId === null || isPlanned(row))
  const ahead = await sessionsAhead(tx, of)
  const fallen = ahead.filter((row) => row.cancelledAt === null && !isWanted(row))
  await markCancelled(tx, idsOf(fallen.filter(isOnLeave)), 'leave')
  await markCancelled(tx, idsOf(fallen.filter((row) => !isOnLeave(row))), 'plan-changed')
  await markHeldAgain(tx, idsOf(ahead.filter((row) => isWanted(row) && isBackAfter(row))))
  await makeMissing(pool, tx, [specialist], tx.today)
  return fallen
}

/** Whether in the next eight weeks a weekly session would be held at the same time as one that was entered by itself. */
export async function clashesWithSingle(tx: ScopedTx, template: SessionTemplate): Promise<boolean> {
  const single = (await timesTaken(tx, [template.specialistId], tx.today)).filter(({ templateId }) => templateId === null)
  const planned = sessionsFor(template, tx.today, addDays(tx.today, AHEAD_DAYS + 1), [])
  return planned.some((session) => single.some((held) => clash(held, session)))
}

/** What a person cancelled by name stays cancelled. */
const isBackAfter = ({ cancelledFor }: SessionRow) => cancelledFor === 'leave' || cancelledFor === 'plan-changed'

const idsOf = (rows: readonly SessionRow[]) => rows.map(({ id }) => id)

async function plannedFor(
  tx: ScopedTx,
  specialists: readonly PoolSpecialist[],
  today: LondonDate,
): Promise<readonly PlannedSession[]> {
  const ids = specialists.map(({ specialistId }) => specialistId)
  const [plans, templates] = [await plansOf(tx, ids), await templatesOf(tx, ids)]
  // beyond the known bank holidays nobody can tell a working day
  const known = addDays(BANK_HOLIDAYS_KNOWN_UNTIL, 1)
  const [until = known] = [addDays(today, AHEAD_DAYS + 1), known].sort()
  const leaveOf = new Map(specialists.map(({ specialistId, away = [] }) => [specialistId, away]))
  return templates.flatMap((template) => {
    const own = plans.filter(({ specialistId }) => specialistId === template.specialistId)
    const sessions = sessionsFor(template, today, until, leaveOf.get(template.specialistId) ?? [])
    return sessions.filter(({ on }) => planOn(own, on) !== undefined)
  })
}
