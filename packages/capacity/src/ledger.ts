import { type IcsCode, type LondonDate, type Month, monthOf, type SessionId } from '@oh/kernel'
import { HOURS_PER_PA } from './job-plan.ts'

/** One thing that happened to a lent session. Both sides write the same entries, so both reckon the same. */
export interface LedgerEntry {
  readonly sessionId: SessionId
  /** The London date of the session. */
  readonly on: LondonDate
  /** The system whose session it is. */
  readonly lender: IcsCode
  /** `lent` and `returned` are of the whole session; `used` is of the hours that were booked in it. */
  readonly kind: 'lent' | 'returned' | 'used'
  readonly hours: number
}

/** What passed between two systems, in programmed activities (PAs of 4 hours). */
export interface Account {
  /** Lent by the own system and not given back unused. */
  readonly lent: number
  /** Of these, how much was booked; the session must be over. */
  readonly lentUsed: number
  /** Lent by the other system and not given back unused. */
  readonly borrowed: number
  readonly borrowedUsed: number
  /** `lent` less `borrowed`: above 0 the other side owes. What a side kept and left empty it owes as well. */
  readonly balance: number
}

export interface Ledger {
  /** By month of the session, the earliest first; months without an entry are left out. */
  readonly months: readonly (Account & { readonly month: Month })[]
  readonly total: Account
}

/**
 * The ledger of one agreement as the own system sees it. The other system sees the same figures with lent and borrowed
 * changed round and the balance of the other sign. The order of the entries makes no difference; none give all zero.
 * Source: our proposal, in the unit of the consultant contract.
 */
export function ledgerOf(entries: readonly LedgerEntry[], own: IcsCode): Ledger {
  const months = [...new Set(entries.map(({ on }) => monthOf(on)))].sort()
  return {
    months: months.map((month) => ({
      month,
      ...accountOf(
        entries.filter(({ on }) => monthOf(on) === month),
        own,
      ),
    })),
    total: accountOf(entries, own),
  }
}

function accountOf(entries: readonly LedgerEntry[], own: IcsCode): Account {
  const isBack = new Set(entries.filter(({ kind }) => kind === 'returned').map(({ sessionId }) => sessionId))
  // a recall may cross the word that the session was used: what was recalled was not used
  const counts = ({ kind, sessionId }: LedgerEntry) => kind !== 'used' || !isBack.has(sessionId)
  const hours = (isOwn: boolean, kind: LedgerEntry['kind']) =>
    entries.reduce(
      (sum, entry) => sum + ((entry.lender === own) === isOwn && entry.kind === kind && counts(entry) ? entry.hours : 0),
      0,
    )
  const kept = (isOwn: boolean) => hours(isOwn, 'lent') - hours(isOwn, 'returned')
  return {
    lent: inPas(kept(true)),
    lentUsed: inPas(hours(true, 'used')),
    borrowed: inPas(kept(false)),
    borrowedUsed: inPas(hours(false, 'used')),
    balance: inPas(kept(true) - kept(false)),
  }
}

/** Minutes are whole, so that sums of decimals come out even; the plus takes away a negative zero. */
const inPas = (hours: number): number => Math.round(hours * 60) / 60 / HOURS_PER_PA + 0
