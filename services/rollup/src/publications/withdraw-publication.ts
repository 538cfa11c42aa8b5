import { audit } from '@oh/audit'
import { actingAs, asActor, type ScopedTx } from '@oh/postgres'
import { type Access, type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from '../memberships/own-name.reads.ts'
import { findPublication, lockPublishing } from './publication.store.ts'
import { dropWithdrawalAsk, findWithdrawalAsk, isWithdrawn, saveWithdrawal, saveWithdrawalAsk } from './withdrawal.store.ts'
import { REASONS_OF_PEOPLE } from './withdrawal.ts'

export type AskRefusal = 'withdrawal-reason-unknown' | 'no-such-publication' | 'withdrawn-already' | 'withdrawal-asked-already'
export type WithdrawRefusal =
  | 'no-such-publication'
  | 'withdrawn-already'
  | 'withdrawal-not-asked'
  | 'asked-by-yourself'
  | 'another-reason'
export type TakeBackRefusal = 'withdrawal-not-asked' | 'withdrawn-already'

export interface WithdrawalMade<Kind extends string> {
  readonly kind: Kind
  readonly number: number
}
export interface WithdrawalRefused<Refusal> {
  readonly kind: 'refused'
  readonly reasons: readonly Refusal[]
}
type Outcome<Kind extends string, Refusal> = Promise<WithdrawalMade<Kind> | WithdrawalRefused<Refusal> | Denied>

interface WithdrawalOf {
  readonly number: number
  /** A word of `REASONS_OF_PEOPLE`. */
  readonly reason: string
}

/** A statistician asks, with a reason, for a publication to be withdrawn. It stands until a second one withdraws it. */
export function askToWithdraw(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  { number, reason }: WithdrawalOf,
): Outcome<'withdrawal-asked', AskRefusal> {
  return deciding(db, caller, 'publication.askWithdrawal', number, async (tx, made, refuse) => {
    const known = REASONS_OF_PEOPLE.find(({ word }) => word === reason)
    if (!known) return refuse('withdrawal-reason-unknown')
    if (!(await findPublication(tx, number))) return refuse('no-such-publication')
    if (await isWithdrawn(tx, number)) return refuse('withdrawn-already')
    if (await findWithdrawalAsk(tx, number)) return refuse('withdrawal-asked-already')
    const askedBy = { askedBy: caller.person, askedByName: (await ownName(tx)) ?? caller.person }
    const row = { publication: number, ...askedBy, at: tx.now, reason: known.word }
    await actingAs(tx, 'publishing', () => saveWithdrawalAsk(tx, row))
    return made('withdrawal-asked', known.word)
  })
}

/**
 * A second statistician withdraws a publication, for the reason for which a first one asked: its figures are in no series
 * from now on. It is kept as it is, and whatever is published after it is weighed as if everybody had read it, since
 * somebody may have.
 */
export function withdrawPublication(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  { number, reason }: WithdrawalOf,
): Outcome<'withdrawn', WithdrawRefusal> {
  return deciding(db, caller, 'publication.withdraw', number, async (tx, made, refuse) => {
    if (!(await findPublication(tx, number))) return refuse('no-such-publication')
    if (await isWithdrawn(tx, number)) return refuse('withdrawn-already')
    const asked = await findWithdrawalAsk(tx, number)
    if (!asked) return refuse('withdrawal-not-asked')
    if (asked.askedBy === caller.person) return refuse('asked-by-yourself')
    if (asked.reason !== reason) return refuse('another-reason')
    const byName = (await ownName(tx)) ?? caller.person
    const row = { publication: number, kind: 'withdrawn', at: tx.now, byName, reason: asked.reason } as const
    await actingAs(tx, 'publishing', () => saveWithdrawal(tx, row))
    return made('withdrawn', asked.reason)
  })
}

/** A statistician, the one who asked or another, has a publication stand after all: the ask is gone, and the audit keeps both. */
export function takeBackWithdrawal(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  number: number,
): Outcome<'taken-back', TakeBackRefusal> {
  return deciding(db, caller, 'publication.askWithdrawal', number, async (tx, made, refuse) => {
    if (await isWithdrawn(tx, number)) return refuse('withdrawn-already')
    const asked = await findWithdrawalAsk(tx, number)
    if (!asked) return refuse('withdrawal-not-asked')
    await actingAs(tx, 'publishing', () => dropWithdrawalAsk(tx, number))
    return made('taken-back', 'taken-back')
  })
}

/** One step towards a withdrawal, under the lock of publishing; whatever comes of it is in the audit. */
function deciding<Kind extends string, Refusal extends string>(
  db: Rollup['db'],
  caller: Caller,
  action: 'publication.askWithdrawal' | 'publication.withdraw',
  number: number,
  step: (
    tx: ScopedTx,
    made: (kind: Kind, reason: string) => Promise<WithdrawalMade<Kind>>,
    refuse: (reason: Refusal) => Promise<WithdrawalRefused<Refusal>>,
  ) => Promise<WithdrawalMade<Kind> | WithdrawalRefused<Refusal>>,
): Outcome<Kind, Refusal> {
  return asActor(db, caller, async (tx) => {
    const access: Access = { action, resource: 'publication', ids: [String(number)] }
    const without = await denied(tx, access, [])
    if (without) return without
    await lockPublishing(tx)
    const made = async (kind: Kind, reason: string) => {
      await audit(tx, { ...access, outcome: 'allowed', reasons: [reason] })
      return { kind, number }
    }
    const refuse = async (reason: Refusal) => {
      await audit(tx, { ...access, outcome: 'refused', reasons: [reason] })
      return { kind: 'refused' as const, reasons: [reason] }
    }
    return step(tx, made, refuse)
  })
}
