import { type AgreementId, ruleBy, type SessionId } from '@oh/kernel'
import { SESSION_LENT_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import type { Period } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { allSpecialists, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { type AgreementRow, findLentSession, lockAgreement, saveLentSession } from './lending.store.ts'
import { LENDING_RULES } from './lending-rules.ts'
import { findOwnSession, type OwnSession } from './lent-specialist.store.ts'
import { noticeInForce } from './notice.ts'

export interface LendAsk {
  readonly agreementId: AgreementId | undefined
  readonly sessionId: SessionId | undefined
  readonly key: string
}

type Ports = Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId'>

/**
 * The coordinator lends one whole session to a neighbour, under an agreement that holds on its day. From then on this pool
 * plans without it, and the neighbour is told who holds it; nothing about any worker goes with it.
 */
export function lendSession(pool: Ports, caller: Caller, { agreementId, sessionId, key }: LendAsk) {
  const access: Access = { action: 'session.lend', resource: 'session', ids: sessionId ? [sessionId] : [] }
  const input = [agreementId ?? null, sessionId ?? null]
  return submitOnce<RefusalWord>(pool.db, caller, { key, operation: 'lendSession', input, access }, async (tx) => {
    const without = await denied(tx, access, ['region'])
    if (without) return without
    // nobody is booked in it, and no offer counts on it, while it is being lent
    await lockRouting(tx)
    const found = await actingAs(tx, 'routing', async () => {
      const agreement = agreementId && (await lockAgreement(tx, agreementId))
      const before = sessionId && (await findLentSession(tx, sessionId))
      const session = sessionId && (await findOwnSession(tx, sessionId))
      return { agreement, before, session }
    })
    const { agreement, before, session } = found
    if (!agreement) return refusedFor(tx, access, ['agreement-not-standing'])
    if (!session) return refusedFor(tx, access, [before ? 'session-lent-before' : 'session-not-here'])
    const specialist = (await allSpecialists(tx)).find((one) => one.specialistId === session.specialistId)
    const ruling = ruleBy(LENDING_RULES, {
      agreement,
      session,
      specialist,
      before,
      today: tx.today,
      notice: await noticeInForce(tx),
    })
    if (ruling.kind === 'refused') return refusedFor(tx, access, ruling.reasons)
    if (specialist) await lend(pool, tx, agreement, session, specialist)
    await allowedFor(tx, access, [agreement.partnerIcs])
    return { kind: 'done', id: session.id }
  })
}

async function lend(
  { ics, keyring, newId }: Ports,
  tx: ScopedTx,
  { id: agreementId, partner }: AgreementRow,
  { id: sessionId, startsAt, hours, site, virtual }: OwnSession,
  specialist: PoolSpecialist,
): Promise<void> {
  const { specialistId, person, fullName, employer, department, skills } = specialist
  await actingAs(tx, 'routing', () =>
    saveLentSession(
      tx,
      {
        sessionId,
        agreementId,
        direction: 'out',
        specialistId,
        specialistName: fullName,
        startsAt,
        hours,
        site,
        virtual,
        state: 'lent',
        lentAt: tx.now,
      },
      { id: newId(), lender: ics },
    ),
  )
  const rights = {
    accredited: needed(specialist.accredited),
    indemnity: needed(specialist.indemnity),
    honoraryContract: needed(specialist.honoraryContract),
  }
  const body = {
    agreementId,
    sessionId,
    lender: ics,
    startsAt,
    hours,
    ...(site === null ? {} : { site }),
    virtual,
    specialist: { id: specialistId, person, fullName, employer, department, skills, ...rights },
    at: tx.now,
  }
  await post(tx, { name: SESSION_LENT_V1, destination: partner, subject: agreementId, correlation: newId(), body }, keyring)
}

/** The rules have let pass nobody without it. */
function needed(right: Period | undefined) {
  if (!right) throw new Error('A specialist without a right was lent.')
  return { from: right.from, ...(right.to === undefined ? {} : { to: right.to }) }
}
