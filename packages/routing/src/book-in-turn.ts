import type { OpenSession } from './booking-preferences.ts'
import { isBarred, minutesTaken } from './booking-rules.ts'
import {
  addTo,
  type Desk,
  differs,
  handsOf,
  isKnown,
  isPreferred,
  leftIn,
  type MinutesLeft,
  openSessionOf,
  type Slot,
} from './desk.ts'
import type { Outlook, Prospect } from './look-ahead.ts'
import type { WaitingCase } from './sessions.ts'
import type { Skill } from './skills.ts'
import { takeTurns } from './turns.ts'

/** One case that had its turn, and the session it took, if any. */
export interface Turn {
  readonly waiting: WaitingCase
  readonly slot: Slot | undefined
}

const STAGES: Readonly<Record<Prospect, number>> = { first: 0, now: 1, 'urgent-late': 2, later: 3, late: 4 }
/** Sessions filled since the lists were last cleared of them. */
const CLEAR_AFTER = 64

/**
 * Books the cases in turn into sessions that close now, where the plan sees them or else where they like best: first, in time now, in time later, late; by due date in each. When
 * late cases come first, they are simply the earliest due. Gives one turn per case, in order.
 */
export function bookInTurn(desk: Desk, outlook: Outlook): Turn[] {
  const { ask, holders } = desk
  const left: MinutesLeft = desk.minutes.slice()
  const hands = handsOf(ask)
  const minutesByEmployer = new Map<string, number>()
  const open = openSlots(desk, left)
  const turns = takeTurns({
    cases: ask.cases,
    holders,
    stageOf: stageBy(desk, outlook),
    needByEmployer: ask.policy.needByEmployer ?? {},
    minutesFor: (employer) => minutesByEmployer.get(employer) ?? 0,
  })
  const done: Turn[] = []
  for (const waiting of turns) {
    const minutes = minutesTaken(waiting.hours)
    const mayTake = (each: Slot) => {
      if (leftIn(left, each) < minutes || (each.lent && !outlook.overflow.has(waiting.caseId))) return false
      if (outlook.held.has(waiting.caseId) && !isKnown(waiting, each)) return false
      return !hands.isFull(waiting, each.specialist) && !isBarred({ waiting, standing: each.at })
    }
    const planned = ask.policy.lateCases === 'first' ? undefined : outlook.planned.get(waiting.caseId)
    const slot = planned && mayTake(planned) ? planned : choose(desk, waiting, open.of(waiting.skill), mayTake, left)
    done.push({ waiting, slot })
    if (slot === undefined) continue
    addTo(left, slot, -minutes)
    hands.take(waiting, slot.specialist.specialistId)
    minutesByEmployer.set(waiting.employer, (minutesByEmployer.get(waiting.employer) ?? 0) + minutes)
    open.booked(slot)
  }
  return done
}

function stageBy({ ask, starvedIfDueBy }: Desk, { prospects }: Outlook): (waiting: WaitingCase) => number {
  if (ask.policy.lateCases === 'first') return ({ dueOn }) => (dueOn <= starvedIfDueBy ? 0 : 1)
  return ({ caseId }) => STAGES[prospects.get(caseId) ?? 'late']
}

/** Lists of sessions that still have time for somebody. */
function openSlots({ closing, leastMinutes }: Desk, left: MinutesLeft) {
  const lists = new Map(closing)
  let filled = 0
  return {
    of: (skill: Skill) => lists.get(skill) ?? [],
    booked: (slot: Slot) => {
      if (leftIn(left, slot) >= leastMinutes) return
      filled += 1
      if (filled < CLEAR_AFTER) return
      filled = 0
      for (const [skill, slots] of lists) {
        lists.set(
          skill,
          slots.filter((each) => leftIn(left, each) >= leastMinutes),
        )
      }
    },
  }
}

/**
 * The session that comes first in the table of preferences. The list is sorted by ICS, skills tied up, and start, so that
 * once a session in time is found, none that differs in these can come before it.
 */
function choose(
  desk: Desk,
  waiting: WaitingCase,
  slots: readonly Slot[],
  mayTake: (slot: Slot) => boolean,
  left: MinutesLeft,
): Slot | undefined {
  const isHopeless = desk.firstDay !== undefined && waiting.dueOn < desk.firstDay
  let best: { readonly slot: Slot; readonly open: OpenSession } | undefined
  for (const slot of slots) {
    if (best !== undefined && isSettled(waiting, best.open, isHopeless) && differs(desk, waiting, best.slot, slot)) break
    if (!mayTake(slot)) continue
    const open = openSessionOf(waiting, slot, desk.holders, leftIn(left, slot))
    if (best === undefined || isPreferred(open, best.open)) best = { slot, open }
  }
  return best?.slot
}

function isSettled({ knownTo }: WaitingCase, best: OpenSession, isHopeless: boolean): boolean {
  return (isHopeless || best.on <= best.dueOn) && (best.known || !knownTo?.length)
}
