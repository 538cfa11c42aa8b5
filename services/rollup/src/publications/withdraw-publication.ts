import { audit } from '@oh/audit'
import { actingAs, asActor } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from '../memberships/own-name.reads.ts'
import { findPublication, lockPublishing, saveWithdrawal } from './publication.store.ts'
import { REASONS_OF_PEOPLE } from './withdrawal.ts'

export type WithdrawRefusal = 'withdrawal-reason-unknown' | 'no-such-publication' | 'withdrawn-already'

export interface Withdrawn {
  readonly kind: 'withdrawn'
  readonly number: number
}
export interface WithdrawRefused {
  readonly kind: 'refused'
  readonly reasons: readonly WithdrawRefusal[]
}

/**
 * A statistician withdraws a publication, with a reason: its figures are in no series from now on. It is kept as it is, and
 * whatever is published after it is weighed as if everybody had read it, since somebody may have.
 */
export function withdrawPublication(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  { number, reason }: { readonly number: number; readonly reason: string },
): Promise<Withdrawn | WithdrawRefused | Denied> {
  return asActor(db, caller, async (tx) => {
    const access = { action: 'publication.withdraw' as const, resource: 'publication' as const, ids: [String(number)] }
    const without = await denied(tx, access, [])
    if (without) return without
    await lockPublishing(tx)
    const refuse = async (reasons: readonly WithdrawRefusal[]): Promise<WithdrawRefused> => {
      await audit(tx, { ...access, outcome: 'refused', reasons })
      return { kind: 'refused', reasons }
    }
    const known = REASONS_OF_PEOPLE.find(({ word }) => word === reason)
    if (!known) return refuse(['withdrawal-reason-unknown'])
    if (!(await findPublication(tx, number))) return refuse(['no-such-publication'])
    const byName = (await ownName(tx)) ?? caller.person
    const row = { publication: number, kind: 'withdrawn', at: tx.now, byName, reason: known.word } as const
    if (!(await actingAs(tx, 'publishing', () => saveWithdrawal(tx, row)))) return refuse(['withdrawn-already'])
    await audit(tx, { ...access, outcome: 'allowed', reasons: [known.word] })
    return { kind: 'withdrawn', number }
  })
}
