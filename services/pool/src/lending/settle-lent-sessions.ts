import { audit } from '@oh/audit'
import { addMilliseconds } from '@oh/kernel'
import { LENT_SESSION_USED_V1 } from '@oh/messages'
import { asActor, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import type { Pool } from '../context.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { settingsInForce } from '../policy/policy-in-force.ts'
import { giveBack } from './give-back-session.ts'
import { type AgreementRow, endLentSession, findAgreement, type LentSessionRow, lentInBefore } from './lending.store.ts'
import { canGoBack, givesBackBefore } from './lending-rules.ts'
import { hoursUsed, isNeeded } from './lent-specialist.store.ts'
import { noticeInForce } from './notice.ts'

const HOUR_MS = 3_600_000
const BATCH = 100

type Ports = Pick<Pool, 'db' | 'keyring' | 'newId'>

/**
 * Gives back each borrowed session that nobody here needs while its lender can still book it, and reports each one that is
 * over with the hours that were used. Resolves to how many were ended.
 */
export function settleLentSessions(pool: Ports): Promise<number> {
  return asActor(pool.db, { kind: 'system', part: 'routing' }, async (tx) => {
    const day = givesBackBefore(tx.today, await noticeInForce(tx))
    if ((await lentInBefore(tx, day, 1)).length === 0) return 0
    // nobody is offered or booked meanwhile; held before the rows, as everywhere
    await lockRouting(tx)
    let ended = 0
    for (const row of await lentInBefore(tx, day, BATCH)) ended += Number(await settle(pool, tx, row))
    return ended
  })
}

async function settle(pool: Ports, tx: ScopedTx, row: LentSessionRow): Promise<boolean> {
  const agreement = await findAgreement(tx, row.agreementId)
  if (!agreement) throw new Error('A lent session without its agreement.')
  const isOver = addMilliseconds(row.startsAt, row.hours * HOUR_MS) <= tx.now
  if (isOver) await report(pool, tx, agreement, row)
  else if (canGoBack(row, tx.today, await noticeInForce(tx)) && !(await isNeeded(tx, row)))
    await giveBack(pool, tx, agreement, row, 'nobody-needs-it')
  else return false
  const what = isOver ? 'used' : 'nobody-needs-it'
  await audit(tx, { action: 'session.settle', resource: 'session', ids: [row.sessionId], outcome: 'allowed', reasons: [what] })
  return true
}

async function report({ keyring, newId }: Ports, tx: ScopedTx, agreement: AgreementRow, row: LentSessionRow): Promise<void> {
  const { id, partner, partnerIcs } = agreement
  const { settings } = await settingsInForce(tx)
  const hours = await hoursUsed(tx, row, settings.caseHours.usual)
  await endLentSession(tx, row, { state: 'used', hoursUsed: hours }, { id: newId(), lender: partnerIcs })
  const body = { agreementId: id, sessionId: row.sessionId, hours, at: tx.now }
  await post(tx, { name: LENT_SESSION_USED_V1, destination: partner, subject: id, correlation: newId(), body }, keyring)
}
