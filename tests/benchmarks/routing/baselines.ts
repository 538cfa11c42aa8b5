import { addDays, addWorkingDays, type LondonDate, londonDateOf, millisecondsOf } from '@oh/kernel'
import {
  type AllocateAsk,
  type Booking,
  holdersOf,
  type Session,
  SKILLS,
  type Skill,
  type Specialist,
  type WaitingCase,
} from '@oh/routing'
import type { Plan } from '@oh/simulation'
import { type Highs, newProgram } from './bound.ts'

/** A session that takes its bookings on this morning. */
interface Closing {
  readonly session: Session
  readonly specialist: Specialist
  readonly on: LondonDate
  left: number
}

/** What a simple policy may look at, worked out once a morning and apart from the code that it is compared with. */
interface Morning {
  readonly ask: AllocateAsk
  readonly closing: readonly Closing[]
  /** Whether nothing but the skill stands against it. */
  readonly mayTake: (waiting: WaitingCase, at: Closing) => boolean
  readonly hasSkill: (waiting: WaitingCase, at: Closing) => boolean
}

function morningOf(ask: AllocateAsk, isWanted: (on: LondonDate, closes: LondonDate) => boolean): Morning {
  const { now, sessions, specialists, policy } = ask
  const today = londonDateOf(now)
  const standard = addWorkingDays(today, policy.closeWorkingDays.standard)
  const urgent = addWorkingDays(today, policy.closeWorkingDays.urgent)
  const specialistOf = new Map(specialists.map((row) => [row.specialistId, row]))
  const closing = sessions.flatMap((session): Closing[] => {
    const [specialist, on] = [specialistOf.get(session.specialistId), londonDateOf(session.startsAt)]
    return specialist && isWanted(on, standard) ? [{ session, specialist, on, left: session.hours }] : []
  })
  return {
    ask,
    closing: closing.sort((one, other) => millisecondsOf(one.session.startsAt) - millisecondsOf(other.session.startsAt)),
    mayTake: (waiting, { session, on }) =>
      on >= (waiting.urgency === 'urgent' ? urgent : standard) &&
      now <= session.closesAt &&
      !waiting.excluded.includes(session.specialistId) &&
      (session.site === waiting.site || (session.virtual === true && waiting.virtualAllowed)),
    hasSkill: (waiting, { specialist }) => specialist.skills.includes(waiting.skill),
  }
}

const byText = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)
const byReceipt = (one: WaitingCase, other: WaitingCase) =>
  byText(one.receivedOn, other.receivedOn) || byText(one.caseId, other.caseId)

interface Greedy {
  readonly order: (one: WaitingCase, other: WaitingCase) => number
  readonly suits: (waiting: WaitingCase, at: Closing) => boolean
  /** Least first; the earliest among equals. */
  readonly cost?: (waiting: WaitingCase, at: Closing) => number
}

/** Cases in order; each takes the best closing session that suits. */
function greedy({ ask, closing, mayTake }: Morning, { order, suits, cost }: Greedy, cases = ask.cases): Booking[] {
  const bookings: Booking[] = []
  for (const waiting of [...cases].sort(order)) {
    let best: Closing | undefined
    for (const at of closing) {
      if (at.left < waiting.hours || !suits(waiting, at) || !mayTake(waiting, at)) continue
      if (best === undefined || (cost && cost(waiting, at) < cost(waiting, best))) best = at
    }
    if (best === undefined) continue
    best.left -= waiting.hours
    bookings.push({ caseId: waiting.caseId, sessionId: best.session.sessionId, hours: waiting.hours })
  }
  return bookings
}

/** What closes today under late commitment: exactly as long ahead as a standard booking needs, or less. */
const late = (ask: AllocateAsk) => morningOf(ask, (on, closes) => on <= closes)

/** Every service sees its own workers with its own specialists, first come, first served. */
export const silo: Plan = (ask) => {
  const morning = late(ask)
  const suits = (waiting: WaitingCase, at: Closing) =>
    at.specialist.employer === waiting.employer && morning.hasSkill(waiting, at)
  return { bookings: greedy(morning, { order: byReceipt, suits }) }
}

/** All specialists for all, and nobody looks at skills. */
export const firstCome: Plan = (ask) => ({ bookings: greedy(late(ask), { order: byReceipt, suits: () => true }) })

export const firstComeWithSkill: Plan = (ask) => {
  const morning = late(ask)
  return { bookings: greedy(morning, { order: byReceipt, suits: morning.hasSkill }) }
}

/** Earliest due date, then scarcest skill; the specialist whose other skills are least scarce, then the earliest session. */
function earliestDueOf({ ask, hasSkill }: Morning): Greedy {
  const holders = holdersOf(ask.specialists)
  const scarcity = (skill: Skill) => holders.get(skill) ?? 0
  const spare = new Map(
    ask.specialists.map(({ specialistId, skills }) => [specialistId, SKILLS.filter((skill) => skills.includes(skill))]),
  )
  const tiedUp = (waiting: WaitingCase, { session }: Closing) =>
    (spare.get(session.specialistId) ?? []).reduce((sum, skill) => sum + (skill === waiting.skill ? 0 : 1 / scarcity(skill)), 0)
  return {
    order: (one, other) => byText(one.dueOn, other.dueOn) || scarcity(one.skill) - scarcity(other.skill) || byReceipt(one, other),
    suits: hasSkill,
    cost: tiedUp,
  }
}

export const earliestDue: Plan = (ask) => {
  const morning = late(ask)
  return { bookings: greedy(morning, earliestDueOf(morning)) }
}

/** The same, but whoever is late already comes after all others, until so late that the starvation guard puts them first. */
export const earliestDueInTime: Plan = (ask) => {
  const morning = late(ask)
  return { bookings: greedy(morning, lateLast(morning)) }
}

/** Calendar days of the 20 working days of the starvation guard. */
const STARVED_AFTER_DAYS = 28

function lateLast(morning: Morning): Greedy {
  const { now, policy } = morning.ask
  const today = londonDateOf(now)
  const soonest = addWorkingDays(today, policy.closeWorkingDays.standard)
  const soonestUrgent = addWorkingDays(today, policy.closeWorkingDays.urgent)
  const starved = addDays(today, -STARVED_AFTER_DAYS)
  const stage = ({ dueOn, urgency }: WaitingCase) => {
    if (dueOn <= starved) return 0
    return dueOn >= (urgency === 'urgent' ? soonestUrgent : soonest) ? 1 : 2
  }
  const byDueDate = earliestDueOf(morning)
  return { ...byDueDate, order: (one, other) => stage(one) - stage(other) || byDueDate.order(one, other) }
}

/** How far ahead the rolling program looks, in calendar days: twelve working days. */
const ROLLING_DAYS = 16
const WHOLE = 0.999

/**
 * A linear program each morning over what waits and the sessions of the next twelve working days: as many in time as
 * possible. What it puts whole into a session that closes now is booked, and the rest is filled by due date.
 */
export function rollingProgram(highs: Highs): Plan {
  return (ask) => {
    const until = addDays(londonDateOf(ask.now), ROLLING_DAYS)
    const ahead = morningOf(ask, (on) => on <= until)
    const program = newProgram()
    for (const waiting of ask.cases) {
      const suits = (at: Closing) => at.on <= waiting.dueOn && ahead.hasSkill(waiting, at) && ahead.mayTake(waiting, at)
      const sessions = ahead.closing.filter(suits).map(({ session }) => session)
      program.addClass(1, waiting.hours, sessions, waiting.caseId)
    }
    const whole = new Map(
      program.parts(highs).flatMap(([key, sessionId, part]) => (part > WHOLE ? [[key, sessionId] as const] : [])),
    )
    const morning = late(ask)
    const bookings: Booking[] = []
    for (const { caseId, hours } of ask.cases) {
      const at = morning.closing.find(({ session, left }) => session.sessionId === whole.get(caseId) && left >= hours)
      if (at === undefined) continue
      at.left -= hours
      bookings.push({ caseId, sessionId: at.session.sessionId, hours })
    }
    const booked = new Set(bookings.map(({ caseId }) => caseId))
    const rest = ask.cases.filter(({ caseId }) => !booked.has(caseId))
    return { bookings: [...bookings, ...greedy(morning, earliestDueOf(morning), rest)] }
  }
}
