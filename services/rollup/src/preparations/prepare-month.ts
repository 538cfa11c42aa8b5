import { audit } from '@oh/audit'
import { lastDayOf, type Month } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from '../memberships/own-name.reads.ts'
import { isPublished, lockPublishing } from '../publications/publication.store.ts'
import { employersSent, monthsUnpublished } from '../submissions/submission.store.ts'
import { digestOfInputs } from './month-inputs.ts'
import { isAnyOpen, latestPreparationOf, savePreparation } from './preparation.store.ts'
import type { PreparationId } from './preparation.ts'

/** Why a month can be neither prepared nor published. */
export type MonthRefusal = 'month-not-over' | 'month-published' | 'nothing-sent' | 'earlier-month-not-published'
export type PrepareRefusal = MonthRefusal | 'preparation-under-way' | 'prepared-already'

export interface BeingPrepared {
  readonly kind: 'being-prepared'
  readonly id: PreparationId
}
export interface PrepareRefused {
  readonly kind: 'refused'
  readonly reasons: readonly PrepareRefusal[]
}

/**
 * A statistician has a month prepared: protected, attacked and kept for a second person to publish, while nobody else sees
 * any of it. One at a time, and not again while what was prepared still holds.
 */
export function prepareMonth(
  { db, newId }: Pick<Rollup, 'db' | 'newId'>,
  caller: Caller,
  month: Month,
): Promise<BeingPrepared | PrepareRefused | Denied> {
  return asActor(db, caller, async (tx) => {
    const access = { action: 'preparation.make' as const, resource: 'preparation' as const, ids: [month] }
    const without = await denied(tx, access, [])
    if (without) return without
    await lockPublishing(tx)
    const reasons = [...(await reasonsAgainst(tx, month)), ...(await reasonsAgainstAnother(tx, month))]
    if (reasons.length > 0) {
      await audit(tx, { ...access, outcome: 'refused', reasons })
      return { kind: 'refused', reasons }
    }
    const id = newId() as PreparationId
    const preparedByName = (await ownName(tx)) ?? caller.person
    await savePreparation(tx, { id, month, preparedBy: caller.person, preparedByName })
    await audit(tx, { ...access, ids: [id, month], outcome: 'allowed' })
    return { kind: 'being-prepared', id }
  })
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

async function reasonsAgainstAnother(tx: ScopedTx, month: Month): Promise<PrepareRefusal[]> {
  if (await isAnyOpen(tx)) return ['preparation-under-way']
  const latest = await latestPreparationOf(tx, month)
  const stillHolds = latest?.state === 'ready' && latest.inputs === (await digestOfInputs(tx, month))
  return stillHolds ? ['prepared-already'] : []
}
