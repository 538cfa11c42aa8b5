import { audit } from '@oh/audit'
import { addMonths, lastDayOf, type Month, monthOf } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { employersOn } from '../service/employer-names.reads.ts'
import { type Standing, standingOf } from './standing.ts'
import { submissionsOf } from './submission.store.ts'

export interface ListedMonth {
  readonly month: Month
  readonly employer: { readonly code: string; readonly name: string }
  readonly standing: Standing
}

/** The last closed months, the newest first, with how each stands for every employer that was served at its end. */
export function listMonths(
  spoke: Pick<Spoke, 'db'>,
  actor: Actor,
  first: number,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly ListedMonth[] }> {
  return asActor(spoke.db, actor, async (tx) => {
    const access = { action: 'submission.read', resource: 'submission', ids: [] } as const
    const denied = await permitted(tx, { ...access, holds: ['service'] })
    if (denied) return denied
    await audit(tx, { ...access, outcome: 'allowed' })
    const months = Array.from({ length: first }, (_, at) => addMonths(monthOf(tx.today), -1 - at))
    const sent = await submissionsOf(tx, months)
    const rows: ListedMonth[] = []
    for (const month of months)
      for (const employer of await employersOn(tx, lastDayOf(month))) {
        const own = sent.filter((row) => row.month === month && row.employer === employer.code)
        rows.push({ month, employer, standing: standingOf(own) })
      }
    return { kind: 'listed', rows }
  })
}
