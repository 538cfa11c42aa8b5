import { audit } from '@oh/audit'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from '../memberships/own-name.reads.ts'
import { lockPublishing } from '../publications/publication.store.ts'
import type { ToPublish } from '../publications/publish.ts'
import { digestOfInputs } from './month-inputs.ts'
import { isAnyOpen, latestPreparationOf, savePreparation } from './preparation.store.ts'
import type { PreparationId } from './preparation.ts'

/** Why nothing is prepared now, whatever it is. */
export type AnotherRefusal = 'preparation-under-way' | 'prepared-already'

export interface BeingPrepared {
  readonly kind: 'being-prepared'
  readonly id: PreparationId
}
export interface PrepareRefused<Reason> {
  readonly kind: 'refused'
  readonly reasons: readonly (Reason | AnotherRefusal)[]
}

/**
 * A statistician has something prepared: protected, attacked and kept for a second person to publish, while nobody else sees
 * any of it. One at a time, and not again while what was prepared still holds. `reasonsAgainst` says why nothing of the kind
 * can be made as things stand.
 */
export function prepare<Reason extends string>(
  { db, newId }: Pick<Rollup, 'db' | 'newId'>,
  caller: Caller,
  { kind, month }: ToPublish,
  reasonsAgainst: (tx: ScopedTx) => Promise<Reason[]>,
): Promise<BeingPrepared | PrepareRefused<Reason> | Denied> {
  return asActor(db, caller, async (tx) => {
    const access = { action: 'preparation.make' as const, resource: 'preparation' as const, ids: [month] }
    const without = await denied(tx, access, [])
    if (without) return without
    await lockPublishing(tx)
    const reasons = [...(await reasonsAgainst(tx)), ...(await reasonsAgainstAnother(tx, { kind, month }))]
    if (reasons.length > 0) {
      await audit(tx, { ...access, outcome: 'refused', reasons })
      return { kind: 'refused', reasons }
    }
    const id = newId() as PreparationId
    const preparedByName = (await ownName(tx)) ?? caller.person
    await savePreparation(tx, { id, kind, month, preparedBy: caller.person, preparedByName })
    await audit(tx, { ...access, ids: [id, month], outcome: 'allowed' })
    return { kind: 'being-prepared', id }
  })
}

async function reasonsAgainstAnother(tx: ScopedTx, what: ToPublish): Promise<AnotherRefusal[]> {
  if (await isAnyOpen(tx)) return ['preparation-under-way']
  const latest = await latestPreparationOf(tx, what)
  const stillHolds = latest?.state === 'ready' && latest.inputs === (await digestOfInputs(tx, what))
  return stillHolds ? ['prepared-already'] : []
}
