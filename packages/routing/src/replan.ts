import { addWorkingDays, holdsOn, type Instant, type LondonDate, londonDateOf, type SessionId } from '@oh/kernel'
import type { Booking } from './allocate.ts'
import { type BookingBar, barsOf, minutesFree, minutesTaken } from './booking-rules.ts'
import { byText, firstDifference, refuseTwice } from './compare.ts'
import { type ClosingPolicy, type Session, type StandingSession, standingSessions, type WaitingCase } from './sessions.ts'
import type { Specialist } from './specialist.ts'

/** A case with a specialist whose sessions fall away. */
export interface CaseInHand extends WaitingCase {
  /** Its booking was in one of the sessions that fall away; else it has none yet. */
  readonly wasBooked: boolean
  /** False: it is answered in writing. */
  readonly isSeen: boolean
}

export interface ReplanAsk {
  readonly now: Instant
  /** What is accepted, not answered, and not booked in a session that is still held. */
  readonly cases: readonly CaseInHand[]
  /** The sessions that fall away. */
  readonly fallen: readonly Session[]
  /** The sessions that are still held, with the hours free in them: nobody booked there is touched. */
  readonly held: readonly Session[]
  /** With the new leave. */
  readonly specialists: readonly Specialist[]
  readonly policy: ClosingPolicy
}

export type KeptWord = 'own-session-in-time'
export type TakenBackWord = 'no-own-session-in-time' | 'away-until-too-late'
/** Every word that only a new plan gives as a reason. */
export const REPLAN_WORDS: readonly (KeptWord | TakenBackWord)[] = [
  'own-session-in-time',
  'no-own-session-in-time',
  'away-until-too-late',
]

interface Row {
  readonly caseId: WaitingCase['caseId']
}
/** What becomes of one case: seen in another session of the same specialist, left with him, or taken back and offered anew. */
export type Replanned =
  | (Row & { readonly outcome: 'moved'; readonly booking: Booking; readonly reasons: readonly [KeptWord] })
  | (Row & { readonly outcome: 'kept'; readonly reasons: readonly [KeptWord] })
  | (Row & {
      readonly outcome: 'taken-back'
      readonly reasons: readonly [TakenBackWord, ...(BookingBar | 'hours-taken')[]]
    })

/**
 * What becomes of the cases of specialists whose sessions fall away, so that as few people as possible move: a booking that
 * fell away goes to another session of the same specialist that is still in time, and only what has none is taken back. In
 * time is on or before the due date, or, when that is too near for anybody, within the standard notice from today.
 *
 * Cases that were booked choose first, each group by due date, receipt and id; one that finds a session full lets a case
 * placed before it move on to another. Whoever is booked in a session that is held is not in the ask and so never moves.
 * A case without a booking is taken back only when the leave leaves it no time: a session that fell away would have done
 * and none that is held does, or the specialist is away until it is late. Cases that lose nothing have no row.
 *
 * Rows come in the order of the ids. Pure: the same ask has the same answer in any order of its lists. Throws RangeError on
 * an id given twice and on dates for which the kernel knows no bank holidays.
 */
export function replan(ask: ReplanAsk): Replanned[] {
  refuseTwice(
    'case',
    ask.cases.map(({ caseId }) => caseId),
  )
  const desk = deskOf(ask)
  const cases = [...ask.cases].sort(inTurn)
  const late = cases.filter((row) => !row.wasBooked && isAwayTooLong(row, ask, desk))
  const toSee = cases.filter((row) => row.wasBooked || (row.isSeen && !late.includes(row) && lostTime(row, desk)))
  for (const row of toSee) place(row, desk, new Set())
  return [...late.map((row) => takenBack(row, ['away-until-too-late'])), ...toSee.map((row) => resultOf(row, desk))].sort(
    (one, other) => byText(one.caseId, other.caseId),
  )
}

interface Desk {
  readonly now: Instant
  readonly policy: ClosingPolicy
  readonly held: readonly StandingSession[]
  readonly fallen: readonly StandingSession[]
  readonly minutesLeft: Map<SessionId, number>
  /** Who is placed where so far. */
  readonly placed: Map<CaseInHand, SessionId>
}

function deskOf({ now, held, fallen, specialists, policy }: ReplanAsk): Desk {
  const inOrder = (sessions: readonly Session[]) =>
    standingSessions(now, sessions, specialists, policy).sort((one, other) =>
      firstDifference(
        byText(one.session.startsAt, other.session.startsAt),
        byText(one.session.sessionId, other.session.sessionId),
      ),
    )
  return {
    now,
    policy,
    held: inOrder(held),
    fallen: inOrder(fallen),
    minutesLeft: new Map(held.map(({ sessionId, hours }) => [sessionId, minutesFree(hours)])),
    placed: new Map(),
  }
}

function inTurn(one: CaseInHand, other: CaseInHand): number {
  return firstDifference(
    Number(other.wasBooked) - Number(one.wasBooked),
    byText(one.dueOn, other.dueOn),
    byText(one.receivedOn, other.receivedOn),
    byText(one.caseId, other.caseId),
  )
}

/** The last day that is in time for the case. */
function inTimeBy({ dueOn }: CaseInHand, { now, policy }: Pick<Desk, 'now' | 'policy'>): LondonDate {
  const soonest = addWorkingDays(londonDateOf(now), policy.closeWorkingDays.standard)
  return dueOn > soonest ? dueOn : soonest
}

/** Away today, and not back on a working day that is in time. */
function isAwayTooLong(row: CaseInHand, { now, specialists }: ReplanAsk, desk: Desk): boolean {
  const leave = specialists.find(({ specialistId }) => specialistId === row.acceptedBy)?.away ?? []
  const isAway = (on: LondonDate) => leave.some((away) => holdsOn(on, away))
  const today = londonDateOf(now)
  if (!isAway(today)) return false
  const by = inTimeBy(row, desk)
  for (let day = addWorkingDays(today, 1); day <= by; day = addWorkingDays(day, 1)) if (!isAway(day)) return false
  return true
}

/** A session that fell away would have done, by every rule but the leave itself. */
function lostTime(row: CaseInHand, desk: Desk): boolean {
  return desk.fallen.some(
    (standing) =>
      isOwnInTime(row, standing, desk) && barsOf({ waiting: row, standing }).every((bar) => bar === 'specialist-away'),
  )
}

function isOwnInTime(row: CaseInHand, { session, on }: StandingSession, desk: Desk): boolean {
  return session.specialistId === row.acceptedBy && on <= inTimeBy(row, desk)
}

const ownInTime = (row: CaseInHand, desk: Desk) => desk.held.filter((standing) => isOwnInTime(row, standing, desk))

/** Places the case in the earliest session that has room, or makes room by letting a case placed before move on; false: nowhere. */
function place(row: CaseInHand, desk: Desk, seen: Set<SessionId>): boolean {
  const open = ownInTime(row, desk).filter((standing) => barsOf({ waiting: row, standing }).length === 0)
  const room = open.find(({ session }) => (desk.minutesLeft.get(session.sessionId) ?? 0) >= minutesTaken(row.hours))
  if (room) {
    put(row, room.session.sessionId, desk)
    return true
  }
  for (const { session } of open) {
    if (seen.has(session.sessionId)) continue
    seen.add(session.sessionId)
    for (const other of [...desk.placed.keys()]) {
      if (desk.placed.get(other) !== session.sessionId) continue
      const free = (desk.minutesLeft.get(session.sessionId) ?? 0) + minutesTaken(other.hours)
      if (free < minutesTaken(row.hours)) continue
      take(other, desk)
      // held for the case itself while the other looks for a place
      put(row, session.sessionId, desk)
      if (place(other, desk, seen)) return true
      take(row, desk)
      put(other, session.sessionId, desk)
    }
  }
  return false
}

function put(row: CaseInHand, id: SessionId, desk: Desk): void {
  desk.placed.set(row, id)
  desk.minutesLeft.set(id, (desk.minutesLeft.get(id) ?? 0) - minutesTaken(row.hours))
}

function take(row: CaseInHand, desk: Desk): void {
  const id = desk.placed.get(row)
  if (id === undefined) return
  desk.placed.delete(row)
  desk.minutesLeft.set(id, (desk.minutesLeft.get(id) ?? 0) + minutesTaken(row.hours))
}

function resultOf(row: CaseInHand, desk: Desk): Replanned {
  const { caseId, hours, wasBooked } = row
  const sessionId = desk.placed.get(row)
  if (sessionId === undefined) return takenBack(row, ['no-own-session-in-time', ...whyNone(row, desk)])
  if (!wasBooked) return { caseId, outcome: 'kept', reasons: ['own-session-in-time'] }
  return { caseId, outcome: 'moved', booking: { caseId, sessionId, hours }, reasons: ['own-session-in-time'] }
}

const takenBack = ({ caseId }: CaseInHand, reasons: Extract<Replanned, { outcome: 'taken-back' }>['reasons']): Replanned => ({
  caseId,
  outcome: 'taken-back',
  reasons,
})

/** More than anybody reads; a message to the home service carries ten reasons in all. */
const MOST_REASONS = 10

/** What speaks against the own sessions that would be in time, each reason once, as many as there is room for beside the first. */
function whyNone(row: CaseInHand, desk: Desk): (BookingBar | 'hours-taken')[] {
  const found = ownInTime(row, desk).flatMap((standing): (BookingBar | 'hours-taken')[] => {
    const bars = barsOf({ waiting: row, standing })
    return bars.length > 0 ? bars : ['hours-taken']
  })
  return [...new Set(found)].sort(byText).slice(0, MOST_REASONS - 1)
}
