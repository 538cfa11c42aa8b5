import type { FinancialYear } from '@oh/kernel'
import type { Denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { type RefreshRefusal, reasonsAgainstRefresh } from '../preparations/prepare-refresh.ts'
import { type PreparedRefusal, type Published, type PublishRefused, publishPrepared } from './publish-prepared.ts'
import { endOf } from './refresh.store.ts'

export type PublishRefreshRefusal = RefreshRefusal | PreparedRefusal

export interface PublishRefreshAsk {
  readonly year: FinancialYear
  /** The preparation that was looked at; the last one of the refresh when left out. */
  readonly preparation?: string
}

/**
 * A second statistician publishes what a first one had prepared of the refresh of a year, once and for good: one publication
 * with every figure of the year. The publications of its months stay as they are.
 */
export function publishRefresh(
  rollup: Pick<Rollup, 'db' | 'signingKey' | 'id' | 'keyring' | 'newId' | 'madeUp'>,
  caller: Caller,
  { year, ...ask }: PublishRefreshAsk,
): Promise<Published | PublishRefused<RefreshRefusal> | Denied> {
  return publishPrepared(rollup, caller, { ...ask, kind: 'refresh', month: endOf(year) }, (tx) => reasonsAgainstRefresh(tx, year))
}
