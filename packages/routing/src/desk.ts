import { type LondonDate, londonDateOf, type SpecialistId } from '@oh/kernel'
import { mayWorkOn } from './accreditation.ts'
import type { AllocateAsk } from './allocate.ts'
import { BOOKING_PREFERENCES, type OpenSession } from './booking-preferences.ts'
import { minutesFree, minutesTaken } from './booking-rules.ts'
import { byText, firstDifference } from './compare.ts'
import { fitsEmployerPreference } from './conflicts.ts'
import { starvedIfDueBy } from './order.ts'
import { decidingRow } from './preference.ts'
import { type Session, type StandingSession, standingSessions, type WaitingCase } from './sessions.ts'
import { compareSpareSkills, type Holders, holdersOf, type Skill, spareSkills } from './skills.ts'
import type { Specialist } from './specialist.ts'

/** A session into which somebody might be booked, now or later. */
export interface Slot {
  /** Its place among the slots of this call. */
  readonly index: number
  readonly at: StandingSession
  readonly specialist: Specialist
  readonly lent: boolean
  /** Whole minutes free when the call began. */
  readonly minutes: number
}

/** What a plan looks at, worked out once per call. */
export interface Desk {
  readonly ask: AllocateAsk
  /** Every session, by start and id. */
  readonly standing: readonly StandingSession[]
  readonly holders: Holders
  /** Sessions that take their bookings now, by skill, in the order of the table of preferences. */
  readonly closing: ReadonlyMap<Skill, readonly Slot[]>
  /** All sessions by skill, for a plan: the own ICS first, those that close now before later ones, then by day. */
  readonly ahead: ReadonlyMap<Skill, readonly Slot[]>
  /** Whole minutes free by index of slot, as the call began: to be copied by whoever counts down. */
  readonly minutes: Int32Array
  /** Where the specialist of a slot stands by the other skills that a case would tie up: equal ranks are equal. */
  readonly spareRank: (skill: Skill, slot: Slot) => number
  readonly starvedIfDueBy: LondonDate
  /** The first day on which anybody can be seen, and the last for which sessions are known. */
  readonly firstDay: LondonDate | undefined
  readonly lastDay: LondonDate | undefined
  /** Of the shortest case. */
  readonly leastMinutes: number
}

export function openDesk(ask: AllocateAsk): Desk {
  const { now, cases, sessions, specialists, policy } = ask
  const today = londonDateOf(now)
  const standing = standingSessions(now, sessions, specialists, policy).sort((one, other) =>
    bySession(one.session, other.session),
  )
  const holders = holdersOf(specialists.filter((specialist) => mayWorkOn(specialist, today).kind === 'allowed'))
  const usable = standing.flatMap((at): Omit<Slot, 'index'>[] => {
    const { session, specialist } = at
    const minutes = minutesFree(session.hours)
    if (specialist === undefined || at.over || at.rights.length > 0 || !at.isNamed || minutes === 0) return []
    return [{ at, specialist, minutes, lent: policy.ics !== undefined && session.ics !== policy.ics }]
  })
  const slots = usable.map((slot, index): Slot => ({ ...slot, index }))
  const spareRank = spareRanks(specialists, holders)
  // compared a million times in a large batch, so nothing is worked out that is not asked for
  const inOrder = (skill: Skill) => (one: Slot, other: Slot) =>
    Number(one.lent) - Number(other.lent) ||
    spareRank(skill, one) - spareRank(skill, other) ||
    bySession(one.at.session, other.at.session)
  const byDay = (skill: Skill) => {
    const among = inOrder(skill)
    return (one: Slot, other: Slot) =>
      Number(one.lent) - Number(other.lent) ||
      Number(other.at.closing) - Number(one.at.closing) ||
      byText(one.at.on, other.at.on) ||
      among(one, other)
  }
  const needed = new Set(cases.map(({ skill }) => skill))
  const bySkill = (rows: readonly Slot[], order: typeof inOrder) =>
    new Map(
      [...needed].map((skill) => [skill, rows.filter(({ specialist }) => specialist.skills.includes(skill)).sort(order(skill))]),
    )
  return {
    ask,
    standing,
    holders,
    closing: bySkill(
      slots.filter(({ at }) => at.closing),
      inOrder,
    ),
    ahead: bySkill(slots, byDay),
    minutes: Int32Array.from(slots, (slot) => slot.minutes),
    spareRank,
    starvedIfDueBy: starvedIfDueBy(today, policy.starvationDays),
    firstDay: slots[0]?.at.on,
    lastDay: slots.at(-1)?.at.on,
    leastMinutes: cases.reduce((least, { hours }) => Math.min(least, minutesTaken(hours)), Number.POSITIVE_INFINITY),
  }
}

export function bySession(one: Session, other: Session): number {
  return firstDifference(byText(one.startsAt, other.startsAt), byText(one.sessionId, other.sessionId))
}

function spareRanks(specialists: readonly Specialist[], holders: Holders): (skill: Skill, slot: Slot) => number {
  const bySkill = new Map<Skill, ReadonlyMap<SpecialistId, number>>()
  const rank = (skill: Skill) => {
    const rows = specialists
      .filter(({ skills }) => skills.includes(skill))
      .map(({ specialistId, skills }) => ({ specialistId, spare: spareSkills(skills, [skill], holders) }))
      .sort((one, other) => compareSpareSkills(one.spare, other.spare))
    let [at, before] = [0, rows[0]]
    return new Map(
      rows.map((row) => {
        if (before !== undefined && compareSpareSkills(before.spare, row.spare) !== 0) at += 1
        before = row
        return [row.specialistId, at] as const
      }),
    )
  }
  return (skill, { specialist }) => {
    const ranks = bySkill.get(skill) ?? rank(skill)
    bySkill.set(skill, ranks)
    return ranks.get(specialist.specialistId) ?? 0
  }
}

/** Whether the specialist has given an opinion on this worker before. */
export const isKnown = ({ knownTo }: WaitingCase, { specialist }: Pick<Slot, 'specialist'>) =>
  knownTo?.includes(specialist.specialistId) === true

/** How a session that may take the case stands in the table of preferences. */
export function openSessionOf(
  waiting: WaitingCase,
  { at: { session, on }, specialist, lent }: Pick<Slot, 'at' | 'specialist' | 'lent'>,
  holders: Holders,
  minutesLeft: number,
): OpenSession {
  return {
    session,
    on,
    lent,
    dueOn: waiting.dueOn,
    known: isKnown(waiting, { specialist }),
    spare: spareSkills(specialist.skills, [waiting.skill], holders),
    fitsPreference: fitsEmployerPreference(waiting.prefersOwnEmployer, waiting.employer, specialist.employer),
    minutesOver: minutesLeft - minutesTaken(waiting.hours),
  }
}

/** Whether the first comes before the second in the table of preferences. */
export function isPreferred(one: OpenSession, other: OpenSession): boolean {
  return (decidingRow(BOOKING_PREFERENCES, one, other)?.compare(one, other) ?? 0) < 0
}

/** Whether two sessions differ in what the lists are sorted by: ICS, start, skills that the case would tie up. */
export function differs({ spareRank }: Desk, { skill }: WaitingCase, one: Slot, other: Slot): boolean {
  return (
    one.lent !== other.lent ||
    one.at.session.startsAt !== other.at.session.startsAt ||
    spareRank(skill, one) !== spareRank(skill, other)
  )
}

/** How many cases each specialist has in hand, while a plan is made: a case already accepted is counted before it is booked. */
export interface Hands {
  isFull(waiting: WaitingCase, specialist: Specialist): boolean
  /** How many cases that nobody has accepted the specialist may still take. */
  roomOf(specialist: Specialist): number
  take(waiting: WaitingCase, specialistId: SpecialistId): void
}

export function handsOf({ cases, workloads }: AllocateAsk): Hands {
  const inHand = new Map<SpecialistId, number>()
  const add = (specialistId: SpecialistId, count: number) => inHand.set(specialistId, (inHand.get(specialistId) ?? 0) + count)
  for (const { specialistId, openOffers, openCases } of workloads ?? []) add(specialistId, openOffers + openCases)
  if (workloads === undefined) for (const { acceptedBy } of cases) if (acceptedBy !== undefined) add(acceptedBy, 1)
  return {
    isFull: ({ acceptedBy }, { specialistId, caseloadCap }) =>
      acceptedBy === undefined && !((inHand.get(specialistId) ?? 0) < caseloadCap),
    roomOf: ({ specialistId, caseloadCap }) => caseloadCap - (inHand.get(specialistId) ?? 0),
    take: ({ acceptedBy }, specialistId) => {
      if (acceptedBy === undefined) add(specialistId, 1)
    },
  }
}

/** Minutes left in sessions while a plan is made. */
export type MinutesLeft = Int32Array
export const leftIn = (left: MinutesLeft, { index }: Slot): number => left[index] ?? 0
export const addTo = (left: MinutesLeft, slot: Slot, minutes: number): void => {
  left[slot.index] = leftIn(left, slot) + minutes
}
