import type { SessionId } from '@oh/kernel'
import { LENT_SESSION_RETURNED_V1, type LentSessionReturnedV1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { type AgreementRow, endLentSession, findAgreement, type LentSessionRow, lockLentSession } from './lending.store.ts'
import { canGoBack } from './lending-rules.ts'
import { isNeeded } from './lent-specialist.store.ts'
import { noticeInForce } from './notice.ts'

export interface GiveBackAsk {
  readonly sessionId: SessionId | undefined
  readonly key: string
}

/** The coordinator gives a lent session back that nobody is booked in or waits for, so that its lender can use it. */
export function giveBackSession(pool: Pick<Pool, 'db' | 'keyring' | 'newId'>, caller: Caller, { sessionId, key }: GiveBackAsk) {
  const access: Access = { action: 'session.lend', resource: 'session', ids: sessionId ? [sessionId] : [] }
  const submission = { key, operation: 'giveBackSession', input: [sessionId ?? null], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const without = await denied(tx, access, ['region'])
    if (without) return without
    await lockRouting(tx)
    const against = await actingAs(tx, 'routing', async () => {
      const row = sessionId && (await lockLentSession(tx, sessionId))
      const agreement = row && (await findAgreement(tx, row.agreementId))
      if (!row || !agreement || row.direction !== 'in' || row.state !== 'lent') return 'session-not-lent-here'
      if (!canGoBack(row, tx.today, await noticeInForce(tx))) return 'session-too-late-to-give-back'
      if (await isNeeded(tx, row)) return 'session-needed'
      await giveBack(pool, tx, agreement, row, 'given-back-by-coordinator')
      return undefined
    })
    if (against || !sessionId) return refusedFor(tx, access, [against ?? 'session-not-lent-here'])
    await allowedFor(tx, access, ['given-back'])
    return { kind: 'done', id: sessionId }
  })
}

/** Ends a borrowed session as given back, and tells its lender. As the pool itself. */
export async function giveBack(
  { keyring, newId }: Pick<Pool, 'keyring' | 'newId'>,
  tx: ScopedTx,
  { id, partner, partnerIcs }: AgreementRow,
  row: Pick<LentSessionRow, 'sessionId' | 'agreementId' | 'startsAt' | 'hours'>,
  reason: LentSessionReturnedV1['reason'],
): Promise<void> {
  await endLentSession(tx, row, { state: 'returned', returnedFor: reason }, { id: newId(), lender: partnerIcs })
  const body = { agreementId: id, sessionId: row.sessionId, reason, at: tx.now }
  await post(tx, { name: LENT_SESSION_RETURNED_V1, destination: partner, subject: id, correlation: newId(), body }, keyring)
}
