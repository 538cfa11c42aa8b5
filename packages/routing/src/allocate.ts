import type { IcsCode, Instant, PoolId, SessionId } from '@oh/kernel'
import { bookInTurn, type Turn } from './book-in-turn.ts'
import { byText, firstDifference, refuseTwice } from './compare.ts'
import { bySession, type Desk, openDesk } from './desk.ts'
import { type BookingReason, explain } from './explain.ts'
import { lookAhead, type Outlook } from './look-ahead.ts'
import { planOfAll, type Solve } from './plan-of-all.ts'
import type { Session, WaitingCase } from './sessions.ts'
import type { RoutingSettings } from './settings.ts'
import type { Specialist, Workload } from './specialist.ts'

export type { BookingReason } from './explain.ts'

export interface AllocationPolicy
  extends Pick<RoutingSettings, 'closeWorkingDays' | 'starvationDays'>,
    Partial<Pick<RoutingSettings, 'secondTierSkills'>> {
  /**
   * Share of each employer in the accepted need by trust code: proportions that add up to 1. Absent employers come last in a
   * tie; absent altogether: {}, no employer before another.
   */
  readonly needByEmployer?: Readonly<Record<string, number>> | undefined
  /** Pools whose sessions may be lent. Whose sessions are passed in is up to the caller; all that are passed in count alike. */
  readonly neighbours: readonly PoolId[]
  /** The own ICS: sessions of another serve only what no own session can take in time. Absent: all count alike. */
  readonly ics?: IcsCode | undefined
  /**
   * What becomes of cases that cannot be seen in time any more. `after-those-in-time`, when absent: they fill what the
   * others leave, until the starvation guard puts them first, so that one late case does not make the next one late; under
   * overload a few wait much longer, and most are seen in time. `first`: strictly by due date; nobody waits much longer
   * than others, and under overload nearly everybody is late.
   */
  readonly lateCases?: 'after-those-in-time' | 'first' | undefined
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
  /**
   * Looks for a plan of all cases at once that sees more of them in time than the look ahead, which is taken only then.
   * Not asked above a size (`LARGEST_PROGRAM`), nor when late cases come first. Absent, or without an answer: the look ahead.
   */
  readonly solve?: Solve | undefined
}

export interface Booking {
  readonly caseId: WaitingCase['caseId']
  readonly sessionId: SessionId
  readonly hours: number
}

export interface Allocation {
  /** By start of session, then session id, due date and case id; at most one per case. */
  readonly bookings: readonly Booking[]
  /**
   * One row per case and session: cases in the order of their turns, each with its sessions by start and id. Worked out when
   * it is first read, and large: cases times sessions.
   */
  readonly reasons: readonly BookingReason[]
  /** The rows of one case alone; none of a case that was not given. */
  readonly reasonsOf: (caseId: WaitingCase['caseId']) => readonly BookingReason[]
}

/**
 * Which waiting case is seen in which session. Pure; called once per working day, and again when a session or a case is
 * cancelled, with what is then still free.
 *
 * A session takes bookings only when it is about to close: when the next daily run would leave less than the standard
 * notice (`closeWorkingDays.standard` working days between the London date of the run and that of the session) or come
 * after `closesAt`. From then until `closesAt` an urgent case needs only `closeWorkingDays.urgent`. Pass the sessions of the
 * weeks ahead as well: nothing is booked in them yet, but the plan looks ahead over them for how many can be seen in time.
 *
 * Cases choose in turn: late by more than `starvationDays` working days; those in time in a session that closes now; urgent
 * ones that cannot be in time; those in time later; late ones (`policy.lateCases`). In each group by due date,
 * scarcest skill, employer with the fewest minutes for its need, first received, id. Where not all can be in time, the look
 * ahead lets go of the longest that is not urgent: it goes with the late ones for that day. Each case takes the session that
 * comes first in the table of booking preferences, and one that is too long for what is left lets the next one try.
 *
 * Shapes: lists in any order, which makes no difference to the answer; instants are UTC texts, dates London dates; a session
 * has a `site`, or `virtual`, or both, and without either it is held by video; a `site` of null is none; a specialist without a `role` is asked for
 * none. Units: hours above 0 for a case and 0 or more for a session, counted to the minute; notice and starvation in working
 * days of England; needs as proportions. Sessions of another ICS (`policy.ics`) take only what no own session can see in
 * time, and of a `pool` only when the policy names it.
 *
 * Every right of a specialist must be given: one that is absent does not hold. A period holds from `from`, and `to` is the
 * first day without it; without `to` it goes on. Of leave, `to` is the first day back.
 *
 * Never: two bookings for a case, more hours than a session has, a specialist whom a hard rule excludes, a caseload over its
 * cap, shorter notice than the policy, a booking to be moved later, a change to what it was given, a clock, a draw of
 * chance. Empty input gives empty output. Throws RangeError on an id given twice, on hours, days or a caseload cap that are no
 * such number, and on dates outside the years for which the kernel knows the bank holidays.
 */
export function allocate(ask: AllocateAsk): Allocation {
  refuseBadInput(ask)
  if (ask.cases.length === 0 || ask.sessions.length === 0)
    return allocationOf(
      [],
      () => [],
      () => [],
    )
  const desk = openDesk(ask)
  const { outlook, turns } = bestOf(desk)
  return allocationOf(
    bookingsOf(turns),
    () => [...explain(desk, outlook, turns)].flat(),
    (caseId) => reasonsFor(desk, outlook, turns, caseId),
  )
}

interface Morning {
  readonly outlook: Outlook
  readonly turns: readonly Turn[]
}

/** By turns; by the plan of all at once only when that sees more cases in time, and no fewer urgent ones. */
function bestOf(desk: Desk): Morning {
  const { solve, policy } = desk.ask
  const byTurn = morningBy(desk, lookAhead(desk))
  if (solve === undefined || policy.lateCases === 'first') return byTurn
  const seen = inTimeBy(byTurn)
  const outlook = planOfAll(desk, byTurn.outlook, new Set(seen.map(({ caseId }) => caseId)), solve)
  if (outlook === undefined) return byTurn
  const byAll = morningBy(desk, outlook)
  const seenByAll = inTimeBy(byAll)
  return seenByAll.length > seen.length && urgentIn(seenByAll) >= urgentIn(seen) ? byAll : byTurn
}

const morningBy = (desk: Desk, outlook: Outlook): Morning => ({ outlook, turns: bookInTurn(desk, outlook) })
const urgentIn = (cases: readonly WaitingCase[]) => cases.filter(({ urgency }) => urgency === 'urgent').length

/** Who is booked in time now, or planned in time into a session that closes later. */
function inTimeBy({ outlook, turns }: Morning): WaitingCase[] {
  return turns.flatMap(({ waiting, slot }) => {
    const planned = outlook.slotOf.get(waiting.caseId)
    const at = slot ?? (planned?.at.closing === false ? planned : undefined)
    return at !== undefined && at.at.on <= waiting.dueOn ? [waiting] : []
  })
}

function allocationOf(
  bookings: readonly Booking[],
  readAll: () => readonly BookingReason[],
  readOne: Allocation['reasonsOf'],
): Allocation {
  let all: readonly BookingReason[] | undefined
  const allocation = {
    bookings,
    get reasons() {
      all ??= readAll()
      return all
    },
  }
  // two plans are compared by what they say
  return Object.defineProperty(allocation, 'reasonsOf', { value: readOne, enumerable: false }) as Allocation
}

function reasonsFor(desk: Desk, outlook: Outlook, turns: readonly Turn[], caseId: WaitingCase['caseId']): BookingReason[] {
  const at = turns.findIndex(({ waiting }) => waiting.caseId === caseId)
  if (at === -1) return []
  // the rows of a turn depend only on what was booked before it
  const before = turns.slice(0, at).filter(({ slot }) => slot !== undefined)
  return [...explain(desk, outlook, [...before, ...turns.slice(at, at + 1)])].at(-1) ?? []
}

function bookingsOf(turns: readonly Turn[]): Booking[] {
  return turns
    .flatMap(({ waiting, slot }) => (slot === undefined ? [] : [{ waiting, session: slot.at.session }]))
    .sort((one, other) =>
      firstDifference(
        bySession(one.session, other.session),
        byText(one.waiting.dueOn, other.waiting.dueOn),
        byText(one.waiting.caseId, other.waiting.caseId),
      ),
    )
    .map(({ waiting, session }) => ({ caseId: waiting.caseId, sessionId: session.sessionId, hours: waiting.hours }))
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
  for (const { specialistId, caseloadCap } of specialists) {
    if (!(typeof caseloadCap === 'number' && caseloadCap >= 0))
      throw new RangeError(`specialist ${specialistId} cannot have a caseload cap of ${caseloadCap}`)
  }
  const { standard, urgent } = policy.closeWorkingDays
  for (const days of [standard, urgent, policy.starvationDays]) {
    if (!(Number.isInteger(days) && days >= 0)) throw new RangeError(`${days} is no number of working days`)
  }
}
