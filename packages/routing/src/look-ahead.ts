import type { OpenSession } from './booking-preferences.ts'
import { isBarred, minutesTaken } from './booking-rules.ts'
import { byText, firstDifference } from './compare.ts'
import {
  addTo,
  type Desk,
  differs,
  type Hands,
  handsOf,
  isKnown,
  isPreferred,
  leftIn,
  type MinutesLeft,
  openSessionOf,
  type Slot,
} from './desk.ts'
import type { WaitingCase } from './sessions.ts'
import { takeTurns } from './turns.ts'

/**
 * What looking ahead found for a case. `first`: it is late beyond the guard. `now`: in time in a session that closes now.
 * `later`: in time in a session that closes later, or due after all that is known. `late`: there is no time for it before
 * its due date; `urgent-late` when it is urgent.
 */
export type Prospect = 'first' | 'now' | 'urgent-late' | 'later' | 'late'

export interface Outlook {
  readonly prospects: ReadonlyMap<WaitingCase['caseId'], Prospect>
  /** Cases that no session of the own ICS can take in time: only these may use what another ICS lends. */
  readonly overflow: ReadonlySet<WaitingCase['caseId']>
  /** Cases that wait, in time, for a later session of a specialist who knows the worker. */
  readonly held: ReadonlySet<WaitingCase['caseId']>
  /** Where the plan sees those whose session closes now. */
  readonly planned: ReadonlyMap<WaitingCase['caseId'], Slot>
  /** Where the plan sees each case, now or later. */
  readonly slotOf: ReadonlyMap<WaitingCase['caseId'], Slot>
  /** Case after case, or all at once by a solver. */
  readonly plannedBy: 'turn' | 'all'
}

interface Plan {
  readonly desk: Desk
  readonly left: MinutesLeft
  readonly hands: Hands
  /** Who is in each slot, by its index. */
  readonly inSlot: Map<number, WaitingCase[]>
  readonly slotOf: Map<WaitingCase['caseId'], Slot>
  readonly mustBeFirst: ReadonlySet<WaitingCase['caseId']>
  /** Minutes planned for each employer. */
  readonly minutesFor: Map<string, number>
}

/**
 * Plans every waiting case over every known session, so that as many as possible are seen in time. By due date, each takes
 * the first session that suits; one that finds none in time takes the place of the longest case that is in its way, if that
 * is longer, or not urgent when it is urgent itself. Source: Moore, "An n job, one machine sequencing algorithm for
 * minimizing the number of late jobs", Management Science 15 (1968), here for many sessions and so no longer exact. Nothing
 * of it is kept but what to do this morning: tomorrow it is planned anew.
 */
export function lookAhead(desk: Desk): Outlook {
  const { ask, holders, starvedIfDueBy } = desk
  const live = ask.cases.filter(({ gateAlive }) => gateAlive !== false)
  const mustBeFirst = new Set(live.filter(({ dueOn }) => dueOn <= starvedIfDueBy).map(({ caseId }) => caseId))
  const plan: Plan = {
    desk,
    left: desk.minutes.slice(),
    hands: handsOf(ask),
    inSlot: new Map(),
    slotOf: new Map(),
    mustBeFirst,
    minutesFor: new Map(),
  }
  const longest = Math.max(...live.map(({ hours }) => minutesTaken(hours)))
  const turns = takeTurns({
    cases: live,
    holders,
    stageOf: ({ caseId }) => (mustBeFirst.has(caseId) ? 0 : 1),
    needByEmployer: ask.policy.needByEmployer ?? {},
    minutesFor: (employer) => plan.minutesFor.get(employer) ?? 0,
  })
  for (const waiting of turns) {
    if (!mustBeFirst.has(waiting.caseId)) place(plan, waiting, longest)
    else
      put(
        plan,
        waiting,
        firstFit(plan, waiting, () => true),
      )
  }
  return outlookOf(desk, { slotOf: plan.slotOf, isFirst: (caseId) => mustBeFirst.has(caseId) }, 'turn')
}

const inTime = (waiting: WaitingCase) => (slot: Slot) => slot.at.on <= waiting.dueOn

function place(plan: Plan, waiting: WaitingCase, longest: number): void {
  const known = waiting.knownTo?.length
    ? firstFit(plan, waiting, (slot) => isKnown(waiting, slot) && inTime(waiting)(slot))
    : undefined
  const found = known ?? firstFit(plan, waiting, inTime(waiting))
  if (found !== undefined) put(plan, waiting, found)
  else if (minutesTaken(waiting.hours) < longest || waiting.urgency === 'urgent') takePlaceOfLonger(plan, waiting)
}

/**
 * Own sessions before lent ones, those that close now before later ones, each by day and skills tied up; among sessions
 * equal in these by the table of preferences.
 */
function firstFit(plan: Plan, waiting: WaitingCase, suits: (slot: Slot) => boolean): Slot | undefined {
  const { desk, left, hands } = plan
  const minutes = minutesTaken(waiting.hours)
  let best: { readonly slot: Slot; readonly open: OpenSession } | undefined
  for (const slot of desk.ahead.get(waiting.skill) ?? []) {
    if (best !== undefined && differs(desk, waiting, best.slot, slot)) break
    if (leftIn(left, slot) < minutes || !suits(slot)) continue
    if ((slot.at.closing && hands.isFull(waiting, slot.specialist)) || isBarred({ waiting, standing: slot.at })) continue
    const open = openSessionOf(waiting, slot, desk.holders, leftIn(left, slot))
    if (best === undefined || isPreferred(open, best.open)) best = { slot, open }
  }
  return best?.slot
}

function put({ left, hands, inSlot, slotOf, minutesFor }: Plan, waiting: WaitingCase, slot: Slot | undefined): void {
  if (slot === undefined) return
  const minutes = minutesTaken(waiting.hours)
  addTo(left, slot, -minutes)
  minutesFor.set(waiting.employer, (minutesFor.get(waiting.employer) ?? 0) + minutes)
  if (slot.at.closing) hands.take(waiting, slot.specialist.specialistId)
  const others = inSlot.get(slot.index)
  if (others === undefined) inSlot.set(slot.index, [waiting])
  else others.push(waiting)
  slotOf.set(waiting.caseId, slot)
}

function takePlaceOfLonger(plan: Plan, waiting: WaitingCase): void {
  let best: { readonly slot: Slot; readonly other: WaitingCase } | undefined
  for (const slot of plan.desk.ahead.get(waiting.skill) ?? []) {
    if (slot.at.on > waiting.dueOn) continue
    const other = wayGiver(plan, waiting, slot)
    if (other === undefined || (best !== undefined && byLength(best.other, other) <= 0)) continue
    if (!isBarred({ waiting, standing: slot.at })) best = { slot, other }
  }
  if (best === undefined) return
  takeOut(plan, best.other, best.slot)
  put(plan, waiting, best.slot)
  put(plan, best.other, firstFit(plan, best.other, inTime(best.other)))
}

/** Who is in the slot and has to give way to this case, if anybody. */
function wayGiver({ left, inSlot, mustBeFirst }: Plan, waiting: WaitingCase, slot: Slot): WaitingCase | undefined {
  const minutes = minutesTaken(waiting.hours)
  const free = leftIn(left, slot)
  let longest: WaitingCase | undefined
  for (const other of inSlot.get(slot.index) ?? []) {
    const otherMinutes = minutesTaken(other.hours)
    if (free + otherMinutes < minutes || mustBeFirst.has(other.caseId)) continue
    const outranks = waiting.urgency === 'urgent' && other.urgency !== 'urgent'
    const isLonger = otherMinutes > minutes && (other.urgency !== 'urgent' || waiting.urgency === 'urgent')
    if ((outranks || isLonger) && (longest === undefined || byLength(other, longest) < 0)) longest = other
  }
  return longest
}

/** Not urgent before urgent, the longest first, the latest due first. */
function byLength(one: WaitingCase, other: WaitingCase): number {
  return firstDifference(
    Number(one.urgency === 'urgent') - Number(other.urgency === 'urgent'),
    other.hours - one.hours,
    byText(other.dueOn, one.dueOn),
    byText(other.caseId, one.caseId),
  )
}

function takeOut({ left, inSlot, slotOf, minutesFor }: Plan, waiting: WaitingCase, slot: Slot): void {
  const minutes = minutesTaken(waiting.hours)
  addTo(left, slot, minutes)
  minutesFor.set(waiting.employer, (minutesFor.get(waiting.employer) ?? 0) - minutes)
  const others = inSlot.get(slot.index) ?? []
  others.splice(others.indexOf(waiting), 1)
  slotOf.delete(waiting.caseId)
}

/** Where each case is seen, and which ones the starvation guard puts first. */
interface Places {
  readonly slotOf: ReadonlyMap<WaitingCase['caseId'], Slot>
  readonly isFirst: (caseId: WaitingCase['caseId']) => boolean
}

/** What a plan of all cases means for this morning. */
export function outlookOf({ ask, lastDay }: Desk, { slotOf, isFirst }: Places, plannedBy: Outlook['plannedBy']): Outlook {
  const prospects = new Map<WaitingCase['caseId'], Prospect>()
  const overflow = new Set<WaitingCase['caseId']>()
  const held = new Set<WaitingCase['caseId']>()
  const planned = new Map<WaitingCase['caseId'], Slot>()
  for (const waiting of ask.cases) {
    if (waiting.gateAlive === false) continue
    const { caseId, dueOn } = waiting
    const slot = slotOf.get(caseId)
    const isInTime = slot !== undefined && slot.at.on <= dueOn
    if (slot?.at.closing) planned.set(caseId, slot)
    if (!isInTime || slot.lent) overflow.add(caseId)
    if (isInTime && !slot.at.closing && isKnown(waiting, slot)) held.add(caseId)
    prospects.set(caseId, isFirst(caseId) ? 'first' : prospectOf(waiting, slot, lastDay === undefined || dueOn > lastDay))
  }
  return { prospects, overflow, held, planned, slotOf, plannedBy }
}

function prospectOf({ urgency }: WaitingCase, slot: Slot | undefined, isDueBeyond: boolean): Prospect {
  if (slot === undefined && isDueBeyond) return 'later'
  if (slot === undefined) return urgency === 'urgent' ? 'urgent-late' : 'late'
  return slot.at.closing ? 'now' : 'later'
}
