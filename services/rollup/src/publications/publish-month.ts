import type { Month } from '@oh/kernel'
import type { Denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { type MonthRefusal, reasonsAgainst } from '../preparations/prepare-month.ts'
import { type PreparedRefusal, type Published, type PublishRefused, publishPrepared } from './publish-prepared.ts'

export type PublishRefusal = MonthRefusal | PreparedRefusal

export interface PublishAsk {
  readonly month: Month
  /** The preparation that was looked at; the last one of the month when left out. */
  readonly preparation?: string
}

/** A second statistician publishes what a first one had prepared of a month, once. */
export function publishMonth(
  rollup: Pick<Rollup, 'db' | 'signingKey' | 'id' | 'keyring' | 'newId' | 'madeUp'>,
  caller: Caller,
  ask: PublishAsk,
): Promise<Published | PublishRefused<MonthRefusal> | Denied> {
  return publishPrepared(rollup, caller, { ...ask, kind: 'month' }, (tx) => reasonsAgainst(tx, ask.month))
}
