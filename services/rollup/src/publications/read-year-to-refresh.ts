import { audit } from '@oh/audit'
import { type FinancialYear, type Instant, type Month, monthsOf, type TrustCode } from '@oh/kernel'
import { trusts } from '@oh/organisations'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { waitingForRefresh } from '../submissions/submission.store.ts'
import { lastClosedYear, refreshOf } from './refresh.store.ts'

/** That a service sent a month once more, or for the first time, after it was published; no figure of it. */
export interface Correction {
  readonly employer: TrustCode
  readonly name: string
  readonly month: Month
  readonly restatement: number
  readonly receivedAt: Instant
}

/** The year that was closed last, and what waits for its refresh. */
export interface YearToRefresh {
  readonly kind: 'read'
  readonly year: FinancialYear
  /** By month and name of the trust; none once it is refreshed. */
  readonly corrections: readonly Correction[]
  /** Number of the publication that has refreshed it. */
  readonly refreshedAs: number | undefined
}
export interface NoYear {
  readonly kind: 'none'
}

/**
 * The statistician sees which corrections wait for the refresh of the year that was closed last, and whether it was made. Who
 * has sent a correction is no secret here; what was counted is.
 */
export function readYearToRefresh({ db }: Pick<Rollup, 'db'>, caller: Caller): Promise<YearToRefresh | NoYear | Denied> {
  return asActor(db, caller, async (tx) => {
    const access = { action: 'publication.prepare', resource: 'submission', ids: [] } as const
    const without = await denied(tx, access, [])
    if (without) return without
    const year = await lastClosedYear(tx)
    await audit(tx, { ...access, ids: year ? [year] : [], outcome: 'allowed' })
    if (!year) return { kind: 'none' }
    const refreshedAs = await refreshOf(tx, year)
    return { kind: 'read', year, refreshedAs, corrections: refreshedAs === undefined ? await correctionsOf(tx, year) : [] }
  })
}

async function correctionsOf(tx: ScopedTx, year: FinancialYear): Promise<Correction[]> {
  const names = new Map<string, string>(trusts().map(({ code, name }) => [code, name]))
  const rows = await waitingForRefresh(tx, monthsOf(year))
  return rows
    .map(({ employer, month, restatement, receivedAt }) => {
      return { employer, name: names.get(employer) ?? employer, month, restatement, receivedAt }
    })
    .toSorted((a, b) => (`${a.month} ${a.name}` < `${b.month} ${b.name}` ? -1 : 1))
}
