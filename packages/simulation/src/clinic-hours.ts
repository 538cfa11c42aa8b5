import type { SimulatedSpecialist, WeeklySession } from './world.ts'

/** A session takes half a day at most. */
export const HOURS_IN_HALF_DAY = 4
const WEEKDAYS = [1, 2, 3, 4, 5] as const
const HALF_DAYS = [9, 13] as const
const NOON = 12
/** Below this the rest of a session is not worth coming for: a quarter of an hour. */
const LEAST = 0.25

/** Clinic hours of a specialist in a week. */
export function hoursOf({ sessions }: Pick<SimulatedSpecialist, 'sessions'>): number {
  return sessions.reduce((sum, { hours }) => sum + hours, 0)
}

/** Clinic hours that cases can fill: what is left of a session when it is shorter than the shortest case stays empty. */
export function usableHoursOf({ sessions }: Pick<SimulatedSpecialist, 'sessions'>, shortestCase: number): number {
  // a hair more than the division gives, so that a session of 0.3 hours holds three cases of 0.1
  return sessions.reduce((sum, { hours }) => sum + Math.floor(hours / shortestCase + 1e-9) * shortestCase, 0)
}

/**
 * The specialist with so many clinic hours a week: fewer come off the last sessions; more fill up the sessions that are
 * shorter than half a day, then go on free half-days, the emptiest day first, at the given site and by video. Undefined
 * when the week has no room.
 */
export function withHours(
  specialist: SimulatedSpecialist,
  hours: number,
  site: string | undefined,
): SimulatedSpecialist | undefined {
  const missing = hours - hoursOf(specialist)
  if (missing <= 0) return { ...specialist, sessions: shortened(specialist.sessions, -missing) }
  const sessions = lengthened(specialist.sessions, missing, site ?? specialist.sessions[0]?.site)
  return sessions && { ...specialist, sessions }
}

function shortened(sessions: readonly WeeklySession[], by: number): WeeklySession[] {
  const kept = [...sessions]
  for (let left = by; left > 0 && kept.length > 0; ) {
    const last = kept.pop()
    if (!last) break
    if (last.hours - left >= LEAST) kept.push({ ...last, hours: last.hours - left })
    left -= last.hours
  }
  return kept
}

function lengthened(sessions: readonly WeeklySession[], by: number, site: string | undefined): WeeklySession[] | undefined {
  let left = by
  const full = sessions.map((session) => {
    const more = Math.min(left, Math.max(0, HOURS_IN_HALF_DAY - session.hours))
    left -= more
    return { ...session, hours: session.hours + more }
  })
  while (left > 0) {
    const free = freeHalfDay(full)
    if (!free) return undefined
    const hours = Math.min(left, HOURS_IN_HALF_DAY)
    full.push({ ...free, hours, ...(site === undefined ? {} : { site }), virtual: true })
    left -= hours
  }
  return full
}

function freeHalfDay(sessions: readonly WeeklySession[]): Pick<WeeklySession, 'weekday' | 'startsAtHour'> | undefined {
  const onDay = (weekday: number) => sessions.filter((session) => session.weekday === weekday)
  const emptiest = [...WEEKDAYS].sort(
    (one, other) => hoursOf({ sessions: onDay(one) }) - hoursOf({ sessions: onDay(other) }) || one - other,
  )
  for (const weekday of emptiest)
    for (const startsAtHour of HALF_DAYS) {
      const isTaken = onDay(weekday).some((session) => session.startsAtHour < NOON === startsAtHour < NOON)
      if (!isTaken) return { weekday, startsAtHour }
    }
  return undefined
}
