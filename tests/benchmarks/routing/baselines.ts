import { addWorkingDays, type LondonDate, londonDateOf, millisecondsOf } from '@oh/kernel'
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

/** A session that takes its bookings on this morning. */
export interface Closing {
  readonly session: Session
  readonly specialist: Specialist
  readonly on: LondonDate
  left: number
}

/** What a simple policy may look at, worked out once a morning and apart from the code that it is compared with. */
export interface Morning {
  readonly ask: AllocateAsk
  readonly closing: readonly Closing[]
  /** Whether nothing but the skill stands against it. */
  readonly mayTake: (waiting: WaitingCase, at: Closing) => boolean
  readonly hasSkill: (waiting: WaitingCase, at: Closing) => boolean
}

export function morningOf(ask: AllocateAsk, isWanted: (on: LondonDate, closes: LondonDate) => boolean): Morning {
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
export function greedy({ ask, closing, mayTake }: Morning, { order, suits, cost }: Greedy, cases = ask.cases): Booking[] {
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
export function earliestDueOf({ ask, hasSkill }: Morning): Greedy {
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
