import {
  addMilliseconds,
  addWorkingDays,
  type CaseId,
  daysBetween,
  type EscalationId,
  type IcsCode,
  type Instant,
  type LondonDate,
  londonDateOf,
  type PoolId,
  type SessionId,
  type SpecialistId,
  type TrustCode,
} from '@oh/kernel'
import { mayWorkOn, type RightWord } from './accreditation.ts'
import { supervisorOf } from './grades.ts'
import { defaultSettings, type RoutingSettings } from './settings.ts'
import type { Skill, Urgency } from './skills.ts'
import type { Specialist } from './specialist.ts'

/** A case that waits for a session. In a pool the case is known by its escalation. */
export interface WaitingCase {
  readonly caseId: CaseId | EscalationId
  readonly employer: TrustCode
  /** When it is known, a specialist of the same department of the same employer is barred. */
  readonly department?: string | undefined
  readonly skill: Skill
  readonly urgency: Urgency
  readonly receivedOn: LondonDate
  readonly dueOn: LondonDate
  /** Hours of one session that the case takes; above 0, counted to the minute. */
  readonly hours: number
  /** Whoever accepted it sees the worker; absent: anyone the rules allow. */
  readonly acceptedBy?: SpecialistId | undefined
  /** The list of the worker's own service: never these. */
  readonly excluded: readonly SpecialistId[]
  /** True: rather a specialist of the own employer. False and absent say nothing. */
  readonly prefersOwnEmployer?: boolean | undefined
  /** Where the worker can be seen. */
  readonly site: string
  readonly virtualAllowed: boolean
  /**
   * Who has given an opinion on this worker before: the case waits for one of them while that is in time. For whoever knows: a
   * pool does not, for no two escalations tell that they are of one worker, and a follow-up has `acceptedBy` instead.
   */
  readonly knownTo?: readonly SpecialistId[] | undefined
  /** False when the confidentiality gate no longer lets the case through: it is not booked. Absent says nothing. */
  readonly gateAlive?: boolean | undefined
}

export interface Session {
  readonly sessionId: SessionId
  readonly specialistId: SpecialistId
  readonly startsAt: Instant
  /** Hours still free, 0 or more. */
  readonly hours: number
  /** Where workers are seen in person; absent or null when the session is virtual only. */
  readonly site?: string | null | undefined
  /** Absent: a session with a site is not held by video, and one without is. */
  readonly virtual?: boolean | undefined
  readonly ics: IcsCode
  /** The pool that lends it; absent for a session of the own pool. */
  readonly pool?: PoolId | undefined
  /** After this instant the session takes no more bookings of any kind. */
  readonly closesAt: Instant
}

/** The part of the settings that decides when a session takes its bookings, and what of them the second tier. */
export type ClosingPolicy = Pick<RoutingSettings, 'closeWorkingDays'> &
  Partial<Pick<RoutingSettings, 'secondTierSkills'>> & {
    /** Pools whose lent sessions may be used; absent: of any pool. */
    readonly neighbours?: readonly PoolId[] | undefined
  }

/** A session as it stands at one moment: everything about it that does not depend on a case. */
export interface StandingSession {
  readonly session: Session
  readonly specialist: Specialist | undefined
  /** Of a trainee whose supervisor is known. */
  readonly supervisor: Specialist | undefined
  readonly secondTierSkills: readonly Skill[]
  /** Of the own pool, or lent by one that the policy names. */
  readonly isNamed: boolean
  readonly on: LondonDate
  readonly rights: readonly RightWord[]
  readonly over: boolean
  /** Enough notice is left for a booking of this kind. */
  readonly notice: { readonly standard: boolean; readonly urgent: boolean }
  /** It takes its bookings now: at the next daily run it would be too late for a standard one, or closed. */
  readonly closing: boolean
}

/** Works out how each session stands now. Empty input gives an empty list. */
export function standingSessions(
  now: Instant,
  sessions: readonly Session[],
  specialists: readonly Specialist[],
  { closeWorkingDays, secondTierSkills = defaultSettings.secondTierSkills, neighbours }: ClosingPolicy,
): StandingSession[] {
  const today = londonDateOf(now)
  const tomorrow = addWorkingDays(today, 1)
  const nextRun = addMilliseconds(now, daysBetween(today, tomorrow) * 86_400_000)
  const earliest = {
    standard: addWorkingDays(today, closeWorkingDays.standard),
    urgent: addWorkingDays(today, closeWorkingDays.urgent),
  }
  const earliestTomorrow = addWorkingDays(tomorrow, closeWorkingDays.standard)
  const dateOf = remembered(londonDateOf)
  const specialistOf = new Map(specialists.map((specialist) => [specialist.specialistId, specialist]))
  return sessions.map((session) => {
    const on = dateOf(session.startsAt)
    const specialist = specialistOf.get(session.specialistId)
    const ruling = specialist && mayWorkOn(specialist, on)
    return {
      session,
      specialist,
      supervisor: specialist && supervisorOf(specialist, specialistOf),
      secondTierSkills,
      isNamed: session.pool === undefined || neighbours === undefined || neighbours.includes(session.pool),
      on,
      rights: ruling?.kind === 'refused' ? ruling.reasons : [],
      over: now > session.closesAt || now >= session.startsAt,
      notice: { standard: on >= earliest.standard, urgent: on >= earliest.urgent },
      closing: on < earliestTomorrow || nextRun > session.closesAt,
    }
  })
}

/** Sessions start at the same few moments, and what a calendar says costs more than all else about them. */
function remembered<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const found = new Map<Key, Value>()
  return (key) => {
    const known = found.get(key)
    if (known !== undefined) return known
    const value = find(key)
    found.set(key, value)
    return value
  }
}
