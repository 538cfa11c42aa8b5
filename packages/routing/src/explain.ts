import type { SessionId } from '@oh/kernel'
import type { Turn } from './book-in-turn.ts'
import { BOOKING_PREFERENCES, type BookedWord, type NotBookedWord, type OpenSession } from './booking-preferences.ts'
import { type BookingBar, barsOf, minutesFree, minutesTaken } from './booking-rules.ts'
import { type Desk, handsOf, openSessionOf } from './desk.ts'
import type { Outlook } from './look-ahead.ts'
import { decidingRow, inOrderOfPreference, whyChosen } from './preference.ts'
import type { StandingSession, WaitingCase } from './sessions.ts'

type Row<Outcome extends string, Word extends string> = {
  readonly caseId: WaitingCase['caseId']
  readonly sessionId: SessionId
  readonly outcome: Outcome
  readonly reasons: readonly [Word, ...Word[]]
}
/** What was found about one case and one session, and why. */
export type BookingReason = Row<'placed', BookedWord> | Row<'eligible-not-chosen', NotBookedWord> | Row<'excluded', BookingBar>

/**
 * Goes through the turns again and says of each session what was found when the case had its turn. Gives one list of rows
 * per turn, in order, each by start of session and id; lazy, since few of all the rows are ever read.
 */
export function* explain(desk: Desk, outlook: Outlook, turns: readonly Turn[]): Generator<BookingReason[]> {
  const { ask, standing } = desk
  const left = new Map(ask.sessions.map(({ sessionId, hours }) => [sessionId, minutesFree(hours)]))
  const hands = handsOf(ask)
  for (const { waiting, slot } of turns) {
    const judge = (at: StandingSession): Verdict => {
      const { specialist, session, closing } = at
      const isFull = specialist !== undefined && hands.isFull(waiting, specialist)
      const [bar, ...bars] = [...barsOf({ waiting, standing: at }), ...(isFull ? (['caseload-full'] as const) : [])]
      if (bar !== undefined) return { outcome: 'excluded', reasons: [bar, ...bars] }
      if (!closing || specialist === undefined) return passedOver('not-closing-yet')
      const lent = ask.policy.ics !== undefined && session.ics !== ask.policy.ics
      const minutesLeft = left.get(session.sessionId) ?? 0
      if (minutesLeft < minutesTaken(waiting.hours)) return passedOver('hours-taken')
      if (lent && !outlook.overflow.has(waiting.caseId)) return passedOver('kept-for-overflow')
      const open = openSessionOf(waiting, { at, specialist, lent }, desk.holders, minutesLeft)
      if (outlook.held.has(waiting.caseId) && !open.known) return passedOver('waits-for-known-specialist')
      return { open }
    }
    const found = standing.map((at) => ({ sessionId: at.session.sessionId, verdict: judge(at) }))
    yield rowsOf(waiting, found, slot?.at.session.sessionId, outlook.plannedBy)
    if (slot === undefined) continue
    const { sessionId, specialistId } = slot.at.session
    left.set(sessionId, (left.get(sessionId) ?? 0) - minutesTaken(waiting.hours))
    hands.take(waiting, specialistId)
  }
}

type Verdict =
  | { readonly open: OpenSession }
  | { readonly outcome: 'excluded'; readonly reasons: readonly [BookingBar, ...BookingBar[]] }
  | { readonly outcome: 'eligible-not-chosen'; readonly reasons: readonly [NotBookedWord, ...NotBookedWord[]] }

const passedOver = (word: NotBookedWord): Verdict => ({ outcome: 'eligible-not-chosen', reasons: [word] })

const PLANNED = { turn: 'planned-for-most-in-time', all: 'chosen-by-plan-of-all' } as const

function rowsOf(
  { caseId }: WaitingCase,
  found: readonly { readonly sessionId: SessionId; readonly verdict: Verdict }[],
  taken: SessionId | undefined,
  plannedBy: Outlook['plannedBy'],
): BookingReason[] {
  const open = found.flatMap(({ sessionId, verdict }) => ('open' in verdict ? [{ sessionId, open: verdict.open }] : []))
  const best = open.find(({ sessionId }) => sessionId === taken)?.open
  const others = open.flatMap((each) => (each.open === best ? [] : [each.open]))
  const isPlanned = best !== undefined && inOrderOfPreference(BOOKING_PREFERENCES, [best, ...others])[0] !== best
  return found.map(({ sessionId, verdict }): BookingReason => {
    if (!('open' in verdict)) return { caseId, sessionId, ...verdict }
    if (verdict.open !== best) {
      const word = isPlanned ? 'planned-otherwise' : whyNot(best, verdict.open)
      return { caseId, sessionId, outcome: 'eligible-not-chosen', reasons: [word] }
    }
    if (isPlanned) return { caseId, sessionId, outcome: 'placed', reasons: [PLANNED[plannedBy]] }
    const [first, ...rest] = whyChosen(BOOKING_PREFERENCES, best, others)
    return { caseId, sessionId, outcome: 'placed', reasons: [first ?? 'only-session-possible', ...rest] }
  })
}

function whyNot(best: OpenSession | undefined, other: OpenSession): NotBookedWord {
  return (best && decidingRow(BOOKING_PREFERENCES, best, other)?.passedOver) ?? 'later-in-fixed-order'
}
