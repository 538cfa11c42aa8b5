import { allowed, type Ruling, refused } from '@oh/kernel'
import type { SESSION_BOOKED_V1, SESSION_CANCELLED_V1, SESSION_OVER_V1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { openTasksOf } from '../cases/case.reads.ts'
import type { Spoke } from '../context.ts'
import type { EscalationRow } from './escalation.store.ts'
import { cancelSession, endSession, insertSession, lockSession } from './session.store.ts'
import { escalationNamed, recordNews, type TakesIn } from './take-in-news.ts'
import { doneTasks, openTask } from './task.store.ts'

export type SessionRefusal =
  | 'escalation-unknown'
  | 'already-withdrawn'
  | 'already-answered'
  | 'not-accepted'
  | 'session-known'
  | 'session-unknown'

type Parts = Pick<Spoke, 'newId'>

/** The pool has booked the worker with the specialist who has the escalation: it is on the record, and a nurse tells the worker. */
export function takeInSessionBooked(spoke: Parts): TakesIn<typeof SESSION_BOOKED_V1, SessionRefusal> {
  return async (tx, { envelope, body }) => {
    const found = await escalationNamed(tx, envelope, body.escalationId)
    if (!found) return refused('escalation-unknown')
    const ruling = mayBeSeen(found)
    if (ruling.kind === 'refused') return ruling
    if (await lockSession(tx, found.id, body.bookingId)) return refused('session-known')
    const { bookingId: id, startsAt, hours, how, site = null, specialistName, at } = body
    const booked = { id, escalationId: found.id, startsAt, hours, how, site, specialistName }
    await insertSession(tx, { ...booked, state: 'booked', toldAt: at })
    await askToTell(spoke, tx, found)
    await recordNews(tx, found, 'session-booked')
    return allowed
  }
}

/**
 * A booking stands no more, whatever has become of the escalation since: nobody is to come for nothing. A nurse tells the
 * worker, and nobody has to where consent is withdrawn, for then the worker was told at once.
 */
export function takeInSessionCancelled(spoke: Parts): TakesIn<typeof SESSION_CANCELLED_V1, SessionRefusal> {
  return async (tx, { envelope, body }) => {
    const found = await escalationNamed(tx, envelope, body.escalationId)
    if (!found) return refused('escalation-unknown')
    const session = await lockSession(tx, found.id, body.bookingId)
    if (session?.state !== 'booked') return refused('session-unknown')
    await cancelSession(tx, session.id, { reason: body.reason, at: body.at })
    if (found.state !== 'withdrawn') await askToTell(spoke, tx, found)
    await recordNews(tx, found, 'session-cancelled')
    return allowed
  }
}

/**
 * The session is over: whether the worker was seen is on the record, nobody need be told of it any more, and a worker who has
 * missed as many as the pool books again is the nurse's to ask.
 */
export function takeInSessionOver({ newId }: Parts): TakesIn<typeof SESSION_OVER_V1, SessionRefusal> {
  return async (tx, { envelope, body }) => {
    const found = await escalationNamed(tx, envelope, body.escalationId)
    if (!found) return refused('escalation-unknown')
    const session = await lockSession(tx, found.id, body.bookingId)
    if (session?.state !== 'booked') return refused('session-unknown')
    await endSession(tx, session.id, body.attendance)
    await doneTasks(tx, found.caseId, 'tell-of-session')
    if (body.next === 'back-to-nurse') await openTask(tx, { id: newId(), caseId: found.caseId, kind: 'session-missed' })
    await recordNews(tx, found, 'session-over')
    return allowed
  }
}

function mayBeSeen({ state }: EscalationRow): Ruling<SessionRefusal> {
  if (state === 'withdrawn') return refused('already-withdrawn')
  if (state === 'answered') return refused('already-answered')
  return state === 'accepted' ? allowed : refused('not-accepted')
}

/** One task for whatever there is to tell: the case page says what stands now. */
async function askToTell({ newId }: Parts, tx: ScopedTx, { caseId }: EscalationRow): Promise<void> {
  const open = await openTasksOf(tx, [caseId])
  if (!open.some(({ kind }) => kind === 'tell-of-session')) await openTask(tx, { id: newId(), caseId, kind: 'tell-of-session' })
}
