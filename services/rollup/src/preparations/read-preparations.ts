import { audit } from '@oh/audit'
import type { MomentPage } from '@oh/graph'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import type { PreparedCell } from '../publications/prepared-cells.ts'
import { digestOfInputs } from './month-inputs.ts'
import { findPreparation, preparationsOf, somePreparedCells, type Tally, tallyOf } from './preparation.store.ts'
import type { Preparation, PreparationId, PreparedCellsAsk } from './preparation.ts'

/** A preparation as a statistician sees it. */
export interface SeenPreparation extends Preparation {
  /** Nothing was sent or published since, so that it may still be published. */
  readonly isCurrent: boolean
  /** The reader prepared it, so somebody else must publish it. */
  readonly isOwn: boolean
}

/** Preparations, the newest first; one more than asked for when there are more. For the statistician. */
export function listPreparations(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  page: MomentPage,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly SeenPreparation[] }> {
  return asActor(db, caller, async (tx) => {
    const without = await denied(tx, reading([]), [])
    if (without) return without
    const rows = await preparationsOf(tx, page)
    await audit(tx, { ...reading(rows.slice(0, page.first).map(({ id }) => id)), outcome: 'allowed' })
    return { kind: 'listed', rows: await Promise.all(rows.map((row) => seen(tx, caller, row))) }
  })
}

/** One preparation with what is shown and hidden in it, by measure, level and length of period. For the statistician. */
export function readPreparation(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  id: PreparationId | undefined,
): Promise<Denied | { readonly kind: 'read'; readonly preparation: SeenPreparation; readonly tally: readonly Tally[] }> {
  return asActor(db, caller, async (tx) => {
    const without = await denied(tx, reading(id ? [id] : []), [])
    if (without) return without
    const found = id && (await findPreparation(tx, id))
    await audit(tx, { ...reading(found ? [found.id] : []), outcome: found ? 'allowed' : 'hidden' })
    if (!found) return { kind: 'hidden' }
    return { kind: 'read', preparation: await seen(tx, caller, found), tally: await tallyOf(tx, found.id) }
  })
}

/** Figures of areas in a preparation, each with why a part of it is hidden; one more than asked for when there are more. */
export function readPreparedCells(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  id: PreparationId,
  ask: PreparedCellsAsk,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly PreparedCell[] }> {
  return asActor(db, caller, async (tx) => {
    const access = reading([id, `${ask.measure}/${ask.level}`])
    const without = await denied(tx, access, [])
    if (without) return without
    await audit(tx, { ...access, outcome: 'allowed' })
    return { kind: 'listed', rows: await somePreparedCells(tx, id, ask) }
  })
}

const reading = (ids: readonly string[]) => ({ action: 'preparation.read', resource: 'preparation', ids }) as const

async function seen(tx: ScopedTx, { person }: Caller, row: Preparation): Promise<SeenPreparation> {
  const isOpen = row.state === 'ready' && row.publishedAs === null
  const isCurrent = isOpen && row.inputs === (await digestOfInputs(tx, row))
  return { ...row, isCurrent, isOwn: row.preparedBy === person }
}
