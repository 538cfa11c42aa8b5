import { LENT_SESSION_RECALLED_V1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import type { Pool } from '../context.ts'
import type { SessionRow } from '../sessions/session.store.ts'
import { endLentSession, findLentSession, lockAgreement, lockLentSession } from './lending.store.ts'
import { RECALLED } from './recalled.ts'

type Ports = Pick<Pool, 'ics' | 'keyring' | 'newId'>

/**
 * Of sessions that are cancelled: recalls those lent to a neighbour, which is told in the same commit and plans anew whoever
 * it had booked. Resolves to the others, with which this pool itself had planned. As the pool itself.
 */
export async function recallLentOut(pool: Ports, tx: ScopedTx, cancelled: readonly SessionRow[]): Promise<SessionRow[]> {
  const own: SessionRow[] = []
  for (const session of cancelled) if (!(await recall(pool, tx, session))) own.push(session)
  return own
}

/** False for a session that is not lent out. */
async function recall({ ics, keyring, newId }: Ports, tx: ScopedTx, { id: sessionId }: SessionRow): Promise<boolean> {
  const before = await findLentSession(tx, sessionId)
  if (before?.direction !== 'out') return false
  // the agreement before the session, as everywhere
  const agreement = await lockAgreement(tx, before.agreementId)
  const row = await lockLentSession(tx, sessionId)
  if (!agreement || row?.state !== 'lent') return false
  await endLentSession(tx, row, { state: 'returned', returnedFor: RECALLED }, { id: newId(), lender: ics })
  const body = { agreementId: agreement.id, sessionId, at: tx.now }
  const about = { destination: agreement.partner, subject: agreement.id, correlation: newId() }
  await post(tx, { name: LENT_SESSION_RECALLED_V1, ...about, body }, keyring)
  return true
}
