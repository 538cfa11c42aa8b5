import { allowed, londonDateOf, type Ruling, refused } from '@oh/kernel'
import type { LENT_SESSION_RETURNED_V1, LENT_SESSION_USED_V1, SESSION_LENT_V1, SessionLentV1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import type { Arrived } from '@oh/relay'
import type { Pool } from '../context.ts'
import { wakeRouting } from '../offers/offer.store.ts'
import { giveBack } from './give-back-session.ts'
import {
  type AgreementRow,
  endLentSession,
  findLentSession,
  lockLentSession,
  saveEntry,
  saveLentSession,
  standsOn,
} from './lending.store.ts'
import { enterLent, worksHere } from './lent-specialist.store.ts'
import { isRecalled } from './recalled.ts'
import { agreementWith, heard } from './take-in-agreement.ts'

export type LentSessionRefusal =
  | 'not-the-subject'
  | 'agreement-unknown'
  | 'session-unknown'
  | 'session-known'
  | 'session-ended-before'

type Ports = Pick<Pool, 'keyring' | 'newId' | 'ics'>

/**
 * A neighbour lends a session: it and whoever holds it stand here from now on, for what the own specialists cannot do. What
 * cannot be taken, because the agreement has ended meanwhile or the specialist works here anyway, goes back at once, and the
 * ledgers of both sides say so.
 */
export function takeInLentSession(pool: Ports) {
  return async (tx: ScopedTx, { envelope, body }: Arrived<typeof SESSION_LENT_V1>): Promise<Ruling<LentSessionRefusal>> => {
    if (body.agreementId !== envelope.subject) return refused('not-the-subject')
    return actingAs(tx, 'routing', async () => {
      const agreement = await agreementWith(tx, body.agreementId, envelope.source)
      if (agreement?.partnerIcs !== body.lender) return refused('agreement-unknown')
      if (await findLentSession(tx, body.sessionId)) return refused('session-known')
      await keep(pool, tx, agreement, body)
      await heard(tx, agreement.id, 'session-lent')
      return allowed
    })
  }
}

async function keep(pool: Ports, tx: ScopedTx, agreement: AgreementRow, body: SessionLentV1): Promise<void> {
  const { agreementId, sessionId, startsAt, hours, site, virtual, specialist } = body
  const row = {
    sessionId,
    agreementId,
    direction: 'in',
    specialistId: specialist.id,
    specialistName: specialist.fullName,
    startsAt,
    hours,
    site: site ?? null,
    virtual,
    state: 'lent',
    lentAt: tx.now,
  } as const
  await saveLentSession(tx, row, { id: pool.newId(), lender: body.lender })
  if (!standsOn(agreement, londonDateOf(startsAt))) return giveBack(pool, tx, agreement, row, 'agreement-not-standing')
  if (await worksHere(tx, specialist)) return giveBack(pool, tx, agreement, row, 'specialist-works-here')
  await enterLent(tx, agreement, body, pool.newId())
  await wakeRouting(tx)
}

/** The neighbour gives a session back: this pool plans with it again. */
export function takeBackSession(pool: Ports) {
  return async (
    tx: ScopedTx,
    { envelope, body }: Arrived<typeof LENT_SESSION_RETURNED_V1>,
  ): Promise<Ruling<LentSessionRefusal>> => {
    if (body.agreementId !== envelope.subject) return refused('not-the-subject')
    return actingAs(tx, 'routing', async () => {
      const agreement = await agreementWith(tx, body.agreementId, envelope.source)
      const row = agreement && (await lentOutUnder(tx, agreement, body.sessionId))
      if (!row) return refused('session-unknown')
      if (isRecalled(row)) return refused('session-ended-before')
      if (row.state !== 'lent') return refused('session-unknown')
      const entry = { id: pool.newId(), lender: pool.ics }
      await endLentSession(tx, row, { state: 'returned', returnedFor: body.reason }, entry)
      await heard(tx, agreement.id, 'session-returned')
      await wakeRouting(tx)
      return allowed
    })
  }
}

/** The neighbour tells how much of a lent session was booked, now that it is over. */
export function hearOfUse(pool: Ports) {
  return async (tx: ScopedTx, { envelope, body }: Arrived<typeof LENT_SESSION_USED_V1>): Promise<Ruling<LentSessionRefusal>> => {
    if (body.agreementId !== envelope.subject) return refused('not-the-subject')
    return actingAs(tx, 'routing', async () => {
      const agreement = await agreementWith(tx, body.agreementId, envelope.source)
      const row = agreement && (await lentOutUnder(tx, agreement, body.sessionId))
      if (!row || body.hours > row.hours) return refused('session-unknown')
      const entry = { id: pool.newId(), lender: pool.ics }
      // the neighbour had not heard of the recall yet: it stays recalled, and both ledgers have the same lines
      if (isRecalled(row)) await saveEntry(tx, { ...row, ...entry }, 'used', body.hours)
      else if (row.state === 'lent') await endLentSession(tx, row, { state: 'used', hoursUsed: body.hours }, entry)
      else return refused('session-unknown')
      await heard(tx, agreement.id, 'session-used')
      return allowed
    })
  }
}

/** A session lent out under that very agreement. */
async function lentOutUnder(tx: ScopedTx, { id }: AgreementRow, sessionId: SessionLentV1['sessionId']) {
  const row = await lockLentSession(tx, sessionId)
  return row?.agreementId === id && row.direction === 'out' ? row : undefined
}
