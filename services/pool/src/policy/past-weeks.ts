import {
  addMilliseconds,
  addWorkingDays,
  type CaseId,
  type IcsCode,
  type Instant,
  instantOf,
  isWorkingDay,
  type LondonDate,
  londonDateOf,
  type SessionId,
  type SpecialistId,
  type TrustCode,
} from '@oh/kernel'
import { hoursOf, type RoutingPolicy, type Session, SKILLS, type Specialist, URGENCIES } from '@oh/routing'
import type { Future, SimCase } from '@oh/simulation'

/** Place of a word in a list; -1 is none. */
type Index = number
type YesNo = 0 | 1

/**
 * What happened in some weeks as far as placing depends on it, in rows without names: a case here has no id, no pseudonym
 * and no department, and says nothing that would find its worker again. Moments are minutes since 1970, days are dates.
 */
export interface PastWeeks {
  readonly ics: IcsCode
  readonly from: LondonDate
  readonly until: LondonDate
  readonly employers: readonly TrustCode[]
  readonly sites: readonly string[]
  readonly specialists: readonly Specialist[]
  readonly sessions: readonly (readonly [specialist: Index, startsAt: number, hours: number, site: Index, virtual: YesNo])[]
  readonly cases: readonly (readonly [
    receivedAt: number,
    dueOn: LondonDate,
    employer: Index,
    skill: Index,
    urgency: Index,
    site: Index,
    virtual: YesNo,
    prefersOwn: YesNo,
    acceptedBy: Index,
    excluded: readonly Index[],
  ])[]
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export const minutesOf = (at: Instant): number => Math.floor(Date.parse(at) / MINUTE_MS)
const instantAt = (minutes: number): Instant => instantOf(minutes * MINUTE_MS)

/** The same weeks as the simulator plays them, with the hours that cases take by this policy. */
export function futureOf(past: PastWeeks, policy: RoutingPolicy): Future {
  const services = past.employers.map((employer) => ({
    employer,
    site: employer,
    arrivals: 1 / past.employers.length,
    need: policy.needByEmployer[employer] ?? 0,
  }))
  return {
    ics: past.ics,
    startsOn: past.from,
    days: workingDays(past.from, past.until),
    cases: past.cases.map((row, index) => caseOf(past, row, index, policy)),
    sessions: past.sessions.map((row, index) => sessionOf(past, row, index)),
    specialists: past.specialists,
    fallsAway: [],
    didNotAttend: new Set(),
    services,
  }
}

function workingDays(from: LondonDate, until: LondonDate): LondonDate[] {
  const days: LondonDate[] = []
  for (let day = isWorkingDay(from) ? from : addWorkingDays(from, 1); day <= until; day = addWorkingDays(day, 1)) days.push(day)
  return days
}

function caseOf(past: PastWeeks, row: PastWeeks['cases'][number], index: number, policy: RoutingPolicy): SimCase {
  const [at, dueOn, employer, skillAt, urgencyAt, site, virtual, prefersOwn, acceptedBy, excluded] = row
  const receivedAt = instantAt(at)
  const [skill, urgency] = [SKILLS[skillAt] ?? 'general', URGENCIES[urgencyAt] ?? 'routine']
  return {
    caseId: `case ${index + 1}` as CaseId,
    receivedAt,
    receivedOn: londonDateOf(receivedAt),
    dueOn,
    employer: named(past.employers, employer),
    skill,
    urgency,
    hours: hoursOf(policy, { skill, urgency }),
    site: named(past.sites, site),
    virtualAllowed: virtual === 1,
    prefersOwnEmployer: prefersOwn === 1,
    acceptedBy: idAt(past, acceptedBy),
    excluded: excluded.flatMap((each) => idAt(past, each) ?? []),
  }
}

function sessionOf(past: PastWeeks, row: PastWeeks['sessions'][number], index: number): Session {
  const [specialist, at, hours, site, virtual] = row
  const startsAt = instantAt(at)
  return {
    sessionId: `session ${index + 1}` as SessionId,
    specialistId: named(
      past.specialists.map(({ specialistId }) => specialistId),
      specialist,
    ),
    startsAt,
    hours,
    virtual: virtual === 1,
    ics: past.ics,
    closesAt: addMilliseconds(startsAt, -DAY_MS),
    ...(site === -1 ? {} : { site: named(past.sites, site) }),
  }
}

const idAt = ({ specialists }: PastWeeks, index: Index): SpecialistId | undefined => specialists[index]?.specialistId

function named<Word>(words: readonly Word[], index: Index): Word {
  const word = words[index]
  if (word === undefined) throw new RangeError(`past weeks name a place ${index} that there is not`)
  return word
}
