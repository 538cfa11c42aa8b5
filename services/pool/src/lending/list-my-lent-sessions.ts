import { addDays, type IcsCode, type LondonDate } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { actingAs, asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { type LentSessionRow, lentOutOf } from './lending.store.ts'
import { DAYS_TO_FINISH } from './lending-rules.ts'

/** A session of the caller's own that this pool lends to a neighbour. */
export interface MyLentSession extends LentSessionRow {
  readonly partnerIcs: IcsCode
  readonly siteName: string | undefined
}

const MOST = 100

/**
 * The specialist's own sessions that neighbours have, soonest first: those ahead, and those over within the time in which he
 * may still finish there what was begun. Where to work is his to know; nothing about a worker is in it.
 */
export function listMyLentSessions(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
): Promise<{ readonly kind: 'listed'; readonly sessions: readonly MyLentSession[] } | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const specialist = await specialistOf(tx, caller.person)
    const access: Access = { action: 'appointment.read', resource: 'session', ids: [] }
    const without = await denied(tx, access, specialist ? ['assigned'] : [])
    if (without || !specialist) return without ?? { kind: 'hidden' }
    const since: LondonDate = addDays(tx.today, -DAYS_TO_FINISH)
    const rows = await actingAs(tx, 'routing', () => lentOutOf(tx, specialist.specialistId, since, MOST))
    await allowedFor(tx, { ...access, ids: rows.map(({ sessionId }) => sessionId) })
    const sessions = rows.map((row) => ({ ...row, siteName: row.site === null ? undefined : findTrust(row.site)?.name }))
    return { kind: 'listed', sessions }
  })
}
