import { type Ledger, ledgerOf } from '@oh/capacity'
import type { Page } from '@oh/graph'
import type { IcsCode } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { type AgreementRow, ledgerEntries, pageOfAgreements } from './lending.store.ts'

/** What the coordinator may do with it now. */
export type AgreementAct = 'accept' | 'end'

/** An agreement with a neighbour, and what has passed under it as this side reckons it. */
export interface Agreement extends Omit<AgreementRow, 'state'> {
  /** `over`: its last day has passed without anybody ending it. */
  readonly state: AgreementRow['state'] | 'over'
  readonly ledger: Ledger
  readonly acts: readonly AgreementAct[]
}

/** The agreements with neighbouring pools, the latest first, each with its ledger. For the coordinator. */
export function listAgreements(
  pool: Pick<Pool, 'db' | 'ics'>,
  caller: Caller,
  page: Page,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly Agreement[] }> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'agreement.read', resource: 'agreement', ids: [] }
    // the roles of this pool; whoever leads the system reads the ledger with the rest of the use of the pool
    const without = await denied(tx, access, tx.roles.has('pool-coordinator') ? ['region'] : [])
    if (without) return without
    const rows = await withLedgers(tx, pool.ics, await pageOfAgreements(tx, page))
    await allowedFor(tx, { ...access, ids: rows.slice(0, page.first).map(({ id }) => id) })
    return { kind: 'listed', rows }
  })
}

export async function withLedgers(tx: ScopedTx, own: IcsCode, rows: readonly AgreementRow[]): Promise<Agreement[]> {
  const entries = await ledgerEntries(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const state = row.state !== 'ended' && row.toOn !== null && row.toOn <= tx.today ? 'over' : row.state
    return { ...row, state, ledger: ledgerOf(entries.get(row.id) ?? [], own), acts: actsOn({ ...row, state }) }
  })
}

function actsOn({ state, proposedHere }: { readonly state: Agreement['state']; readonly proposedHere: boolean }): AgreementAct[] {
  if (state === 'proposed') return proposedHere ? ['end'] : ['accept', 'end']
  return state === 'standing' ? ['end'] : []
}
