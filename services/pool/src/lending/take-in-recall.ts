import { allowed, type MemberId, type Ruling, refused } from '@oh/kernel'
import type { LENT_SESSION_RECALLED_V1, LentSessionRecalledV1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import type { Arrived } from '@oh/relay'
import type { Pool } from '../context.ts'
import { changeRota } from '../sessions/change-rota.ts'
import { findSession } from '../sessions/session.store.ts'
import { endLentSession, findAgreement, findLentSession, lockAgreement, lockLentSession } from './lending.store.ts'
import { RECALLED } from './recalled.ts'
import { heard } from './take-in-agreement.ts'
import type { LentSessionRefusal } from './take-in-lent-session.ts'

type Ports = Pick<Pool, 'keyring' | 'newId' | 'ics'>

/**
 * The lender cannot hold a session that it has lent: it is taken off here, and whoever was booked in it is seen in another
 * session of the same specialist or offered to somebody else, as when an own specialist falls ill. Nothing is owed for it.
 */
export function takeInRecall(pool: Ports) {
  return async (
    tx: ScopedTx,
    { envelope, body }: Arrived<typeof LENT_SESSION_RECALLED_V1>,
  ): Promise<Ruling<LentSessionRefusal>> => {
    if (body.agreementId !== envelope.subject) return refused('not-the-subject')
    return actingAs(tx, 'routing', async () => {
      const lent = await lentInUnder(tx, body, envelope.source)
      if (!lent) return refused('session-unknown')
      const { agreement, row } = lent
      if (row.state === 'returned') return refused('session-ended-before')
      const session = await findSession(tx, row.sessionId)
      if (!session) throw new Error('A lent session that is in no rota.')
      const save = async () => {
        // locked only now: escalations and the lock of routing come first, as everywhere
        await lockAgreement(tx, agreement.id)
        const standing = await lockLentSession(tx, row.sessionId)
        if (!standing || standing.state === 'returned') return
        const entry = { id: pool.newId(), lender: agreement.partnerIcs }
        await endLentSession(tx, standing, { state: 'returned', returnedFor: RECALLED }, entry)
      }
      await changeRota(pool, tx, { specialistId: row.specialistId, cancels: session, save })
      await heard(tx, agreement.id, 'session-recalled')
      return allowed
    })
  }
}

/** A session lent to this pool under that very agreement, by that very member. */
async function lentInUnder(tx: ScopedTx, { agreementId, sessionId }: LentSessionRecalledV1, source: MemberId) {
  const agreement = await findAgreement(tx, agreementId)
  const row = await findLentSession(tx, sessionId)
  const isTheirs = agreement?.partner === source && row?.agreementId === agreementId && row.direction === 'in'
  return isTheirs ? { agreement, row } : undefined
}
