import {
  addMilliseconds,
  addWorkingDays,
  type CaseId,
  type Instant,
  type LondonDate,
  londonDateOf,
  type SessionId,
  workingDaysBetween,
} from '@oh/kernel'
import {
  type AllocateAsk,
  type AllocationPolicy,
  atLondonHour,
  type Booking,
  type BookingFault,
  defaultSettings,
  faultsOf,
  type Session,
  type WaitingCase,
} from '@oh/routing'
import type { Future, SimCase } from './future.ts'

/** Books waiting cases into sessions, as `allocate` does. */
export type Plan = (ask: AllocateAsk) => { readonly bookings: readonly Booking[] }

/** An appointment that was made, and what became of it. */
export interface Visit {
  /** As it waited: after a no-show with the dates of the new wait. */
  readonly waiting: WaitingCase
  readonly session: Session
  readonly on: LondonDate
  readonly bookedOn: LondonDate
  readonly ended: 'attended' | 'did-not-attend' | 'fell-away'
}

export interface Run {
  /** In order of their days; those that fell away are among them. */
  readonly visits: readonly Visit[]
  /** Whoever still waits at the end, without a booking that was kept. */
  readonly unseen: readonly WaitingCase[]
  /** Hard rules broken by the plan, found by the independent checker on each day, one word per fault. */
  readonly faults: readonly BookingFault[]
}

const PLANS_AT = 8
const DAY_MS = 86_400_000
/** How far ahead sessions are known, in calendar days. */
const KNOWN_AHEAD_DAYS = 28

interface Booked {
  readonly waiting: WaitingCase
  readonly session: Session
  readonly bookedOn: LondonDate
}

interface Play {
  readonly future: Future
  readonly waiting: Map<WaitingCase['caseId'], WaitingCase>
  readonly booked: Map<WaitingCase['caseId'], Booked>
  readonly hoursLeft: Map<SessionId, number>
  readonly cancelled: Set<SessionId>
  readonly visits: Visit[]
  readonly faults: BookingFault[]
}

/**
 * Plays a future day by day. The plan is called at 8:00 in London on every working day with the cases that wait without a
 * booking, the sessions of the next 28 days that still take bookings, the specialists with what they have in hand, and the
 * policy (by default: the default settings, the need of the services, no neighbours named). What it books is final; a
 * session that falls away sends its cases back to the queue with the dates they had, and a worker who did not attend
 * waits anew from that day, once. Pure as long as the plan is.
 */
export function runPlan(future: Future, plan: Plan, policy: Partial<AllocationPolicy> = {}): Run {
  const play: Play = {
    future,
    waiting: new Map(),
    booked: new Map(),
    hoursLeft: new Map(future.sessions.map(({ sessionId, hours }) => [sessionId, hours])),
    cancelled: new Set(),
    visits: [],
    faults: [],
  }
  const arriving = [...future.cases].sort((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1))
  const falling = [...future.fallsAway].sort((one, other) => (one.at < other.at ? -1 : 1))
  const inUse = { ...policyOf(future), ...policy }
  let [arrived, fallen] = [0, 0]
  for (const day of future.days) {
    const now = atLondonHour(day, PLANS_AT)
    for (; (falling[fallen]?.at ?? '~') <= now; fallen += 1) fallAway(play, falling[fallen]?.sessionId)
    for (; (arriving[arrived]?.receivedAt ?? '~') <= now; arrived += 1) arrive(play, arriving[arrived])
    book(play, askOf(play, now, inUse), plan)
    see(play, day)
  }
  const unheard = arriving.slice(arrived)
  const unseen = [...play.waiting.values(), ...[...play.booked.values()].map(({ waiting }) => waiting), ...unheard]
  return { visits: play.visits, unseen, faults: play.faults }
}

function policyOf({ ics, services }: Future): AllocationPolicy {
  const { closeWorkingDays, starvationDays } = defaultSettings
  const needByEmployer = Object.fromEntries(services.map(({ employer, need }) => [employer, need]))
  return { closeWorkingDays, starvationDays, needByEmployer, neighbours: [], ics }
}

function arrive({ waiting }: Play, arriving: SimCase | undefined): void {
  if (arriving !== undefined) waiting.set(arriving.caseId, arriving)
}

function fallAway(play: Play, sessionId: SessionId | undefined): void {
  if (sessionId === undefined) return
  play.cancelled.add(sessionId)
  for (const [caseId, booked] of play.booked) {
    if (booked.session.sessionId !== sessionId) continue
    play.booked.delete(caseId)
    play.visits.push({ ...booked, on: londonDateOf(booked.session.startsAt), ended: 'fell-away' })
    play.waiting.set(caseId, booked.waiting)
  }
}

function askOf({ future, waiting, booked, hoursLeft, cancelled }: Play, now: Instant, policy: AllocationPolicy): AllocateAsk {
  const until = addMilliseconds(now, KNOWN_AHEAD_DAYS * DAY_MS)
  const sessions = future.sessions.flatMap((session) => {
    const hours = hoursLeft.get(session.sessionId) ?? 0
    const takes = session.closesAt >= now && session.startsAt > now && session.startsAt <= until && hours > 0
    return takes && !cancelled.has(session.sessionId) ? [{ ...session, hours }] : []
  })
  const openCases = new Map<string, number>()
  for (const { session } of booked.values()) openCases.set(session.specialistId, (openCases.get(session.specialistId) ?? 0) + 1)
  const workloads = future.specialists.map(({ specialistId }) => ({
    specialistId,
    openOffers: 0,
    openCases: openCases.get(specialistId) ?? 0,
  }))
  return { now, cases: [...waiting.values()], sessions, specialists: future.specialists, policy, workloads }
}

function book(play: Play, ask: AllocateAsk, plan: Plan): void {
  const { bookings } = plan(ask)
  play.faults.push(...faultsOf(ask, bookings))
  const sessionOf = new Map(ask.sessions.map((session) => [session.sessionId, session]))
  const bookedOn = londonDateOf(ask.now)
  for (const { caseId, sessionId, hours } of bookings) {
    const [waiting, session] = [play.waiting.get(caseId), sessionOf.get(sessionId)]
    if (waiting === undefined || session === undefined) continue
    play.waiting.delete(caseId)
    play.booked.set(caseId, { waiting, session, bookedOn })
    play.hoursLeft.set(sessionId, Math.max(0, (play.hoursLeft.get(sessionId) ?? 0) - hours))
  }
}

/** The appointments of the day take place. */
function see(play: Play, day: LondonDate): void {
  const { future, booked, visits } = play
  for (const [caseId, each] of booked) {
    const on = londonDateOf(each.session.startsAt)
    if (on > day) continue
    booked.delete(caseId)
    const { waiting, session } = each
    // a worker who stayed away once is assumed to come the second time
    const comes = !future.didNotAttend.has(caseId) || hasStayedAway(visits, caseId)
    visits.push({ ...each, on, ended: comes ? 'attended' : 'did-not-attend' })
    if (!comes) play.waiting.set(caseId, waitsAnew(waiting, on))
    const within = comes ? future.followUps?.get(caseId) : undefined
    if (within !== undefined) followUp(play, waiting, session, on, within)
  }
}

function hasStayedAway(visits: readonly Visit[], caseId: WaitingCase['caseId']): boolean {
  return visits.some(({ waiting, ended }) => waiting.caseId === caseId && ended === 'did-not-attend')
}

/** The dates start again on the day of the no-show, with as much time as before. */
function waitsAnew(waiting: WaitingCase, on: LondonDate): WaitingCase {
  const within = Math.max(0, workingDaysBetween(waiting.receivedOn, waiting.dueOn))
  return { ...waiting, receivedOn: on, dueOn: addWorkingDays(on, within) }
}

function followUp({ waiting }: Play, first: WaitingCase, { specialistId }: Session, on: LondonDate, within: number): void {
  const caseId = `${first.caseId}-follow-up` as CaseId
  const dates = { receivedOn: on, dueOn: addWorkingDays(on, within) }
  waiting.set(caseId, { ...first, ...dates, caseId, urgency: 'routine', knownTo: [specialistId] })
}
