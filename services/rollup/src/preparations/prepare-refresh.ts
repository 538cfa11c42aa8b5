import { type FinancialYear, monthsOf } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { endOf, isAnyTellingTooMuch, lastClosedYear, refreshOf } from '../publications/refresh.store.ts'
import { waitingForRefresh } from '../submissions/submission.store.ts'
import { type AnotherRefusal, type BeingPrepared, type PrepareRefused, prepare } from './prepare.ts'

/** Why a year can be neither prepared to be refreshed nor refreshed. */
export type RefreshRefusal =
  | 'year-not-closed'
  | 'year-final'
  | 'year-refreshed'
  | 'no-correction-waits'
  | 'withdrawn-tells-too-much'
export type PrepareRefreshRefusal = RefreshRefusal | AnotherRefusal

/**
 * A statistician has the refresh of a year prepared: all its figures anew, with the corrections that came in after its
 * months were published, weighed together with what was published of it.
 */
export function prepareRefresh(
  rollup: Pick<Rollup, 'db' | 'newId'>,
  caller: Caller,
  year: FinancialYear,
): Promise<BeingPrepared | PrepareRefused<RefreshRefusal> | Denied> {
  return prepare(rollup, caller, { kind: 'refresh', month: endOf(year) }, (tx) => reasonsAgainstRefresh(tx, year))
}

/** Why the year cannot be refreshed as things stand: only the one that was closed last is, once, and only if something changes. */
export async function reasonsAgainstRefresh(tx: ScopedTx, year: FinancialYear): Promise<RefreshRefusal[]> {
  const closed = await lastClosedYear(tx)
  if (closed === undefined || year > closed) return ['year-not-closed']
  if ((await refreshOf(tx, year)) !== undefined) return ['year-refreshed']
  if (year < closed) return ['year-final']
  if (await isAnyTellingTooMuch(tx, year)) return ['withdrawn-tells-too-much']
  return (await waitingForRefresh(tx, monthsOf(year))).length === 0 ? ['no-correction-waits'] : []
}
