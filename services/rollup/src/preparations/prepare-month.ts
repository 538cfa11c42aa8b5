import { lastDayOf, type Month } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { isPublished } from '../publications/publication.store.ts'
import { employersSent, monthsUnpublished } from '../submissions/submission.store.ts'
import { type AnotherRefusal, type BeingPrepared, type PrepareRefused, prepare } from './prepare.ts'

/** Why a month can be neither prepared nor published. */
export type MonthRefusal = 'month-not-over' | 'month-published' | 'nothing-sent' | 'earlier-month-not-published'
export type PrepareRefusal = MonthRefusal | AnotherRefusal

/** A statistician has a month prepared, with the quarter and the year that it closes. */
export function prepareMonth(
  rollup: Pick<Rollup, 'db' | 'newId'>,
  caller: Caller,
  month: Month,
): Promise<BeingPrepared | PrepareRefused<MonthRefusal> | Denied> {
  return prepare(rollup, caller, { kind: 'month', month }, (tx) => reasonsAgainst(tx, month))
}

/** Why nothing can be made of the month as things stand: it is not over, was published, or must wait for an earlier one. */
export async function reasonsAgainst(tx: ScopedTx, month: Month): Promise<MonthRefusal[]> {
  if (lastDayOf(month) >= tx.today) return ['month-not-over']
  if (await isPublished(tx, month)) return ['month-published']
  const reasons: MonthRefusal[] = []
  if ((await employersSent(tx, month)).size === 0) reasons.push('nothing-sent')
  if ((await monthsUnpublished(tx)).some((earlier) => earlier < month)) reasons.push('earlier-month-not-published')
  return reasons
}
