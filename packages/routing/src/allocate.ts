import { type IcsCode, type Instant, londonDateOf, type PoolId, type SessionId, type SpecialistId } from '@oh/kernel'
import { mayWorkOn } from './accreditation.ts'
import { BOOKING_PREFERENCES, type BookedWord, type NotBookedWord, type OpenSession } from './booking-preferences.ts'
import { type BookingBar, barsOf, minutesFree, minutesTaken } from './booking-rules.ts'
import { byText, firstDifference, refuseTwice } from './compare.ts'
import { fitsEmployerPreference } from './conflicts.ts'
import { starvedIfDueBy } from './order.ts'
import { decidingRow, inOrderOfPreference, whyChosen } from './preference.ts'
import { type Session, type StandingSession, standingSessions, type WaitingCase } from './sessions.ts'
import type { RoutingSettings } from './settings.ts'
import { type Holders, holdersOf, spareSkills } from './skills.ts'
import type { Specialist, Workload } from './specialist.ts'
import { takeTurns } from './turns.ts'

export interface AllocationPolicy
  extends Pick<RoutingSettings, 'closeWorkingDays' | 'starvationDays'>,
    Partial<Pick<RoutingSettings, 'secondTierSkills'>> {
  /** Share of each employer in the accepted need by trust code: proportions that add up to 1. Absent employers come last in a tie. */
  readonly needByEmployer: Readonly<Record<string, number>>
  /** Pools whose sessions may be lent. Whose sessions are passed in is up to the caller; all that are passed in count alike. */
  readonly neighbours: readonly PoolId[]
  /** The own ICS: sessions of another serve only what no own session can take in time. Absent: all count alike. */
  readonly ics?: IcsCode | undefined
}

export interface AllocateAsk {
  readonly now: Instant
  /** Cases without a booking. */
  readonly cases: readonly WaitingCase[]
  /** Sessions with the hours still free in them; bookings made before are already taken off. */
  readonly sessions: readonly Session[]
  readonly specialists: readonly Specialist[]
  readonly policy: AllocationPolicy
  /** What each specialist has in hand. Without it, the cases here that a specialist has accepted are all there is. */
  readonly workloads?: readonly Workload[] | undefined
}

export interface Booking {
  readonly caseId: WaitingCase['caseId']
  readonly sessionId: SessionId
  readonly hours: number
}

type Row<Outcome extends string, Word extends string> = {
  readonly caseId: WaitingCase['caseId']
  readonly sessionId: SessionId
  readonly outcome: Outcome
  readonly reasons: readonly [Word, ...Word[]]
}
/** What was found about one case and one session, and why. */
export type BookingReason = Row<'placed', BookedWord> | Row<'eligible-not-chosen', NotBookedWord> | Row<'excluded', BookingBar>

export interface Allocation {
  /** By start of session, then session id, due date and case id; at most one per case. */
  readonly bookings: readonly Booking[]
  /** One row per case and session: cases in the order in which they were booked, each with its sessions by start and id. */
  readonly reasons: readonly BookingReason[]
}

/** What has been given away so far in one call. */
interface Desk {
  readonly holders: Holders
  readonly minutesLeft: Map<SessionId, number>
  readonly inHand: Map<SpecialistId, number>
  readonly minutesByEmployer: Map<string, number>
}

/**
 * Which waiting case is seen in which session. Pure; called once per working day, and again when a session or a case is
 * cancelled, with what is then still free.
 *
 * A session takes bookings only when it is about to close: when the next daily run would leave less than the standard
 * notice (`closeWorkingDays.standard` working days between the London date of the run and that of the session) or come
 * after `closesAt`. From then until `closesAt` an urgent case needs only `closeWorkingDays.urgent`. Cases choose in turn:
 * late by more than `starvationDays` working days, earliest due date, scarcest skill, employer with the fewest minutes
 * for its need, first received, id. Each takes the session that comes first in the table of booking preferences, and one
 * that is too long for what is left lets the next one try. A booking is final: nothing is booked to be moved later.
 *
 * Hours are above 0 for a case and 0 or more for a session, counted to the minute. Never: two bookings for a case, more
 * hours than a session has, a specialist whom a hard rule excludes, shorter notice than the policy. The order of the
 * lists makes no difference. Empty input gives empty output. Throws RangeError on an id given twice, on hours or days
 * that are no such number, and on dates for which the kernel knows no bank holidays.
 */
export function allocate(ask: AllocateAsk): Allocation {
  refuseBadInput(ask)
  const { now, cases, sessions, specialists, policy } = ask
  if (cases.length === 0 || sessions.length === 0) return { bookings: [], reasons: [] }
  const standing = standingSessions(now, sessions, specialists, policy).sort((one, other) =>
    bySession(one.session, other.session),
  )
  const desk = openDesk(ask)
  const turns = takeTurns({
    cases,
    holders: desk.holders,
    starvedIfDueBy: starvedIfDueBy(londonDateOf(now), policy.starvationDays),
    needByEmployer: policy.needByEmployer,
    minutesFor: (employer) => desk.minutesByEmployer.get(employer) ?? 0,
  })
  const reasons: BookingReason[] = []
  for (const waiting of turns) {
    for (const row of bookOne(waiting, standing, desk)) reasons.push(row)
  }
  return { bookings: bookingsOf(reasons, cases, standing), reasons }
}

function bySession(one: Session, other: Session): number {
  return firstDifference(byText(one.startsAt, other.startsAt), byText(one.sessionId, other.sessionId))
}

function openDesk({ now, cases, sessions, specialists, workloads }: AllocateAsk): Desk {
  const today = londonDateOf(now)
  const inHand = new Map<SpecialistId, number>()
  for (const { specialistId, openOffers, openCases } of workloads ?? []) inHand.set(specialistId, openOffers + openCases)
  if (workloads === undefined) {
    for (const { acceptedBy } of cases) if (acceptedBy !== undefined) inHand.set(acceptedBy, (inHand.get(acceptedBy) ?? 0) + 1)
  }
  return {
    holders: holdersOf(specialists.filter((specialist) => mayWorkOn(specialist, today).kind === 'allowed')),
    minutesLeft: new Map(sessions.map(({ sessionId, hours }) => [sessionId, minutesFree(hours)])),
    inHand,
    minutesByEmployer: new Map(),
  }
}

/** Books the case if any session may take it now, and says what was found about each session. */
function bookOne(waiting: WaitingCase, standing: readonly StandingSession[], desk: Desk): BookingReason[] {
  const { caseId } = waiting
  const found = standing.map((at) => ({ at, verdict: judge(waiting, at, desk) }))
  const open = found.flatMap(({ verdict }) => ('open' in verdict ? [verdict.open] : []))
  const [best, ...others] = inOrderOfPreference(BOOKING_PREFERENCES, open)
  const rows = found.map(({ at, verdict }): BookingReason => {
    const { sessionId } = at.session
    if (!('open' in verdict)) return { caseId, sessionId, ...verdict }
    if (verdict.open !== best) return { caseId, sessionId, outcome: 'eligible-not-chosen', reasons: [whyNot(best, verdict.open)] }
    const [first, ...rest] = whyChosen(BOOKING_PREFERENCES, best, others)
    return { caseId, sessionId, outcome: 'placed', reasons: [first ?? 'only-session-possible', ...rest] }
  })
  const chosen = found.find(({ verdict }) => 'open' in verdict && verdict.open === best)
  if (chosen !== undefined) take(waiting, chosen.at.session, desk)
  return rows
}

function whyNot(best: OpenSession | undefined, other: OpenSession): NotBookedWord {
  return (best && decidingRow(BOOKING_PREFERENCES, best, other)?.passedOver) ?? 'later-in-fixed-order'
}

type Verdict =
  | { readonly open: OpenSession }
  | { readonly outcome: 'excluded'; readonly reasons: readonly [BookingBar, ...BookingBar[]] }
  | { readonly outcome: 'eligible-not-chosen'; readonly reasons: readonly [NotBookedWord, ...NotBookedWord[]] }

function judge(waiting: WaitingCase, standing: StandingSession, desk: Desk): Verdict {
  const { session, specialist, on, closing } = standing
  const [bar, ...bars] = [
    ...barsOf({ waiting, standing }),
    ...(isFull(waiting, specialist, desk) ? (['caseload-full'] as const) : []),
  ]
  if (bar !== undefined) return { outcome: 'excluded', reasons: [bar, ...bars] }
  if (!closing) return { outcome: 'eligible-not-chosen', reasons: ['not-closing-yet'] }
  const minutesOver = (desk.minutesLeft.get(session.sessionId) ?? 0) - minutesTaken(waiting.hours)
  if (minutesOver < 0) return { outcome: 'eligible-not-chosen', reasons: ['hours-taken'] }
  const spare = spareSkills(specialist?.skills ?? [], [waiting.skill], desk.holders)
  const fitsPreference =
    specialist === undefined || fitsEmployerPreference(waiting.prefersOwnEmployer, waiting.employer, specialist.employer)
  return { open: { session, on, dueOn: waiting.dueOn, spare, fitsPreference, minutesOver } }
}

/** A case that the specialist has accepted is already counted. */
function isFull(waiting: WaitingCase, specialist: Specialist | undefined, desk: Desk): boolean {
  if (specialist === undefined || waiting.acceptedBy !== undefined) return false
  return !((desk.inHand.get(specialist.specialistId) ?? 0) < specialist.caseloadCap)
}

function take(waiting: WaitingCase, { sessionId, specialistId }: Session, desk: Desk): void {
  const minutes = minutesTaken(waiting.hours)
  desk.minutesLeft.set(sessionId, (desk.minutesLeft.get(sessionId) ?? 0) - minutes)
  desk.minutesByEmployer.set(waiting.employer, (desk.minutesByEmployer.get(waiting.employer) ?? 0) + minutes)
  if (waiting.acceptedBy === undefined) desk.inHand.set(specialistId, (desk.inHand.get(specialistId) ?? 0) + 1)
}

function bookingsOf(
  reasons: readonly BookingReason[],
  cases: readonly WaitingCase[],
  standing: readonly StandingSession[],
): Booking[] {
  const place = new Map(standing.map(({ session }, index) => [session.sessionId, index]))
  const caseOf = new Map(cases.map((waiting) => [waiting.caseId, waiting]))
  const booked = reasons.flatMap(({ caseId, sessionId, outcome }) => {
    const waiting = caseOf.get(caseId)
    return outcome === 'placed' && waiting !== undefined ? [{ waiting, sessionId, place: place.get(sessionId) ?? 0 }] : []
  })
  return booked
    .sort((one, other) =>
      firstDifference(
        one.place - other.place,
        byText(one.waiting.dueOn, other.waiting.dueOn),
        byText(one.waiting.caseId, other.waiting.caseId),
      ),
    )
    .map(({ waiting, sessionId }) => ({ caseId: waiting.caseId, sessionId, hours: waiting.hours }))
}

function refuseBadInput({ cases, sessions, specialists, policy, workloads }: AllocateAsk): void {
  refuseTwice(
    'case',
    cases.map((row) => row.caseId),
  )
  refuseTwice(
    'session',
    sessions.map((row) => row.sessionId),
  )
  refuseTwice(
    'specialist',
    specialists.map((row) => row.specialistId),
  )
  refuseTwice(
    'workload of specialist',
    (workloads ?? []).map((row) => row.specialistId),
  )
  for (const { caseId, hours } of cases) {
    if (!(Number.isFinite(hours) && hours > 0)) throw new RangeError(`case ${caseId} cannot take ${hours} hours`)
  }
  for (const { sessionId, hours } of sessions) {
    if (!(Number.isFinite(hours) && hours >= 0)) throw new RangeError(`session ${sessionId} cannot have ${hours} hours free`)
  }
  const { standard, urgent } = policy.closeWorkingDays
  for (const days of [standard, urgent, policy.starvationDays]) {
    if (!(Number.isInteger(days) && days >= 0)) throw new RangeError(`${days} is no number of working days`)
  }
}
