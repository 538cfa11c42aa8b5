import type { Page } from '@oh/graph'
import type { IcsCode } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { actingAs, asActor, type ScopedTx } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { type LentSessionRow, pageOfLentSessions } from './lending.store.ts'
import { canGoBack, lendsFrom } from './lending-rules.ts'
import { isNeeded, type OwnSession, unbookedSessions } from './lent-specialist.store.ts'
import { noticeInForce } from './notice.ts'

/** A session lent to a neighbour or by one. */
export interface LentSession extends LentSessionRow {
  readonly partnerIcs: IcsCode
  readonly siteName: string | undefined
  /** It may be given back now: nobody is booked in it or waits for it, and its lender can still use it. */
  readonly mayGoBack: boolean
}

/** Sessions lent out, or lent to this pool; the latest first. For the coordinator. */
export function listLentSessions(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  direction: LentSessionRow['direction'],
  page: Page,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly LentSession[] }> {
  return asCoordinator(pool, caller, async (tx) => {
    const rows: LentSession[] = []
    for (const row of await pageOfLentSessions(tx, direction, page)) rows.push({ ...row, ...(await standingOf(tx, row)) })
    return { rows, ids: rows.slice(0, page.first).map(({ sessionId }) => sessionId) }
  })
}

async function standingOf(tx: ScopedTx, row: LentSessionRow) {
  const siteName = row.site === null ? undefined : findTrust(row.site)?.name
  const mayGoBack = row.direction === 'in' && row.state === 'lent' && canGoBack(row, tx.today, await noticeInForce(tx))
  return { siteName, mayGoBack: mayGoBack && !(await actingAs(tx, 'routing', () => isNeeded(tx, row))) }
}

/** A session of this pool that nobody is booked in, and that is far enough ahead to be lent. */
export interface LendableSession extends OwnSession {
  readonly specialistName: string
  readonly siteName: string | undefined
}

/** Sessions that could be lent, the soonest first. For the coordinator. */
export function listLendableSessions(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  page: Page,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly LendableSession[] }> {
  return asCoordinator(pool, caller, async (tx) => {
    const nameOf = new Map((await allSpecialists(tx)).map(({ specialistId, fullName }) => [specialistId, fullName]))
    const rows = (await unbookedSessions(tx, lendsFrom(tx.today, await noticeInForce(tx)), page)).map((row) => ({
      ...row,
      specialistName: nameOf.get(row.specialistId) ?? '',
      siteName: row.site === null ? undefined : findTrust(row.site)?.name,
    }))
    return { rows, ids: rows.slice(0, page.first).map(({ id }) => id) }
  })
}

function asCoordinator<Row>(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  read: (tx: ScopedTx) => Promise<{ readonly rows: readonly Row[]; readonly ids: readonly string[] }>,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly Row[] }> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'session.lend', resource: 'session', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const { rows, ids } = await read(tx)
    await allowedFor(tx, { ...access, ids })
    return { kind: 'listed', rows }
  })
}
