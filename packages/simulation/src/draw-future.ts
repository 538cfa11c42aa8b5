import {
  addDays,
  addMilliseconds,
  addWorkingDays,
  type CaseId,
  isWorkingDay,
  type LondonDate,
  type SessionId,
  type SpecialistId,
} from '@oh/kernel'
import { atLondonHour, type Session, SKILLS, type Specialist, URGENCIES } from '@oh/routing'
import { type Chance, chanceOf, pickBy, poissonOf } from './chance.ts'
import type { FallenAway, Future, SimCase } from './future.ts'
import type { Arrivals, SimulatedSpecialist, WeeklySession, World } from './world.ts'

const DAY_MS = 86_400_000
/** Cases arrive in office hours, and a session that falls away does so before the plan of its morning. */
const [OPENS, SHUTS, FALLS_AWAY_AT] = [9, 17, 7]

/**
 * One future of a world: every arrival, session held, session fallen away, no-show and follow-up. Pure: the same world and
 * seed give the same future. Chance comes in streams of its own per day, specialist and session, so that adding a
 * specialist, a session or a surge leaves everything else of the seed as it was. Sessions are held on working days until
 * the last case is due. Every right of a specialist holds throughout. Throws RangeError when the days are outside the known
 * bank holidays or more than 500 cases arrive on a day.
 */
export function drawFuture(world: World, seed: number): Future {
  const { ics, startsOn, arrivals, services } = world
  const arrivalDays = workingDays(startsOn, addDays(startsOn, world.weeks * 7 - 1))
  const lastArrival = arrivalDays.at(-1) ?? startsOn
  const days = workingDays(startsOn, addWorkingDays(lastArrival, Math.max(...Object.values(arrivals.dueWorkingDays))))
  const cases = arrivalDays.flatMap((on) => casesOf(world, seed, on))
  const { sessions, fallsAway } = sessionsOf(world, seed, days)
  const [absent, again] = [chanceOf(seed, 'did not attend'), chanceOf(seed, 'follow-up')]
  const didNotAttend = cases.filter(() => absent.happens(arrivals.didNotAttend))
  const followedUp = cases.filter(() => again.happens(arrivals.followUp))
  return {
    ics,
    startsOn,
    days,
    cases,
    sessions,
    specialists: world.specialists.map((specialist) => specialistOf(specialist, startsOn)),
    fallsAway,
    didNotAttend: new Set(didNotAttend.map(({ caseId }) => caseId)),
    followUps: new Map(followedUp.map(({ caseId }) => [caseId, arrivals.dueWorkingDays.routine])),
    services,
  }
}

function workingDays(from: LondonDate, until: LondonDate): LondonDate[] {
  const days: LondonDate[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) if (isWorkingDay(day)) days.push(day)
  return days
}

function casesOf({ startsOn, arrivals, services, specialists }: World, seed: number, on: LondonDate): SimCase[] {
  const week = Math.floor((Date.parse(on) - Date.parse(startsOn)) / (7 * DAY_MS))
  const { surge } = arrivals
  const surging = surge !== undefined && week >= surge.fromWeek && week < surge.untilWeek
  const mean = (arrivals.casesPerWeek / 5) * (surging ? surge.factor : 1)
  const count = poissonOf(mean, chanceOf(seed, `arrivals ${on}`).next())
  const chance = chanceOf(seed, `cases ${on}`)
  const barred = specialists.map(({ specialistId }) => ({ specialistId, chance: chanceOf(seed, `barred ${on} ${specialistId}`) }))
  const opens = atLondonHour(on, OPENS)
  return Array.from({ length: count }, (_, index) => {
    const drawn = draw(arrivals, chance)
    const { employer, site } = pickBy(services, (service) => service.arrivals, chance.next())
    return {
      caseId: `case-${on}-${String(index).padStart(3, '0')}` as CaseId,
      employer,
      site,
      receivedAt: addMilliseconds(opens, Math.floor(chance.next() * (SHUTS - OPENS) * 3_600_000)),
      receivedOn: on,
      dueOn: addWorkingDays(on, arrivals.dueWorkingDays[drawn.urgency]),
      excluded: barred.flatMap((each) => (each.chance.happens(arrivals.conflict) ? [each.specialistId] : [])),
      ...drawn,
    }
  })
}

function draw({ skills, urgencies, hours, virtual }: Arrivals, chance: Chance) {
  return {
    skill: pickBy(SKILLS, (skill) => skills[skill] ?? 0, chance.next()),
    urgency: pickBy(URGENCIES, (urgency) => urgencies[urgency], chance.next()),
    hours: pickBy(hours, ({ share }) => share, chance.next()).hours,
    virtualAllowed: chance.happens(virtual),
  }
}

function sessionsOf({ ics, specialists, availability }: World, seed: number, days: readonly LondonDate[]) {
  const sessions: Session[] = []
  const fallsAway: FallenAway[] = []
  for (const specialist of specialists) {
    specialist.sessions.forEach((weekly, index) => {
      const chance = chanceOf(seed, `sessions ${specialist.specialistId} ${index}`)
      for (const on of days.filter((day) => new Date(day).getUTCDay() === weekly.weekday)) {
        const [held, falls] = [chance.happens(availability.held), chance.happens(availability.fallsAway)]
        if (!held) continue
        const session = sessionOf(specialist, weekly, on, `session-${on}-${specialist.specialistId}-${index}` as SessionId)
        sessions.push({ ...session, ics: specialist.lentBy ?? ics })
        if (falls) fallsAway.push({ sessionId: session.sessionId, at: atLondonHour(on, FALLS_AWAY_AT) })
      }
    })
  }
  return { sessions, fallsAway }
}

function sessionOf(
  { specialistId }: { readonly specialistId: SpecialistId },
  { startsAtHour, hours, site, virtual }: WeeklySession,
  on: LondonDate,
  sessionId: SessionId,
): Omit<Session, 'ics'> {
  const startsAt = atLondonHour(on, startsAtHour)
  const place = site === undefined ? {} : { site }
  return { sessionId, specialistId, startsAt, hours, ...place, virtual, closesAt: addMilliseconds(startsAt, -DAY_MS) }
}

function specialistOf(
  { specialistId, employer, department, skills, caseloadCap }: SimulatedSpecialist,
  from: LondonDate,
): Specialist {
  const holds = { from }
  const rights = { role: holds, accredited: holds, agreement: holds, indemnity: holds, honoraryContract: holds }
  return { specialistId, employer, department, skills, caseloadCap, ...rights }
}
