import { audit } from '@oh/audit'
import { addMonths, type Instant, lastDayOf, type Month, monthOf, type TrustCode } from '@oh/kernel'
import { isOpen, type Trust, trusts } from '@oh/organisations'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { monthsUnpublished, receivedOf } from '../submissions/submission.store.ts'
import { lastMonthPublished } from './publication.store.ts'

/** One employer's month as it came in; no figure of it. */
export interface Received {
  readonly employer: TrustCode
  readonly name: string
  readonly restatement: number
  readonly receivedAt: Instant
}

/** The month that is to be published next, and how complete it is. */
export interface NextMonth {
  readonly kind: 'read'
  readonly month: Month
  /** Its last day is over. */
  readonly isOver: boolean
  /** Trusts that were open at its end, and those of them of which something has come in. */
  readonly expected: number
  readonly sent: number
  /** Their share of the staff of all of them, as a whole percentage, rounded down: less than all never reads as all. */
  readonly staffCovered: number
  /** Some of what has come in is made up. */
  readonly synthetic: boolean
  /** What services have sent themselves, by name of the trust. */
  readonly received: readonly Received[]
  /** Trusts of which nothing has come in, by name. */
  readonly missing: readonly Pick<Trust, 'code' | 'name'>[]
}

/**
 * The statistician sees which services have sent the month that is to be published next: the earliest that anybody sent
 * and that is not published, else the one after the last publication. Who sent is no secret here; what was counted is.
 */
export function readNextMonth({ db }: Pick<Rollup, 'db'>, caller: Caller): Promise<NextMonth | Denied> {
  return asActor(db, caller, async (tx) => {
    const access = { action: 'publication.prepare', resource: 'submission', ids: [] } as const
    const without = await denied(tx, access, [])
    if (without) return without
    const month = await nextMonth(tx)
    await audit(tx, { ...access, ids: [month], outcome: 'allowed' })
    return completenessOf(tx, month)
  })
}

async function nextMonth(tx: ScopedTx): Promise<Month> {
  const [waiting] = await monthsUnpublished(tx)
  if (waiting) return waiting
  const last = await lastMonthPublished(tx)
  return last ? addMonths(last, 1) : addMonths(monthOf(tx.today), -1)
}

async function completenessOf(tx: ScopedTx, month: Month): Promise<NextMonth> {
  const rows = await receivedOf(tx, month)
  const sent = new Set(rows.map(({ employer }) => employer))
  const end = lastDayOf(month)
  const expected = trusts().filter((trust) => isOpen(trust, end))
  const names = new Map<string, string>(trusts().map(({ code, name }) => [code, name]))
  const missing = expected.filter(({ code }) => !sent.has(code))
  const staff = (list: readonly Trust[]) => list.reduce((sum, { staffFte }) => sum + staffFte, 0)
  const own = rows.filter(({ synthetic }) => !synthetic)
  return {
    kind: 'read',
    month,
    isOver: end < tx.today,
    expected: expected.length,
    sent: expected.length - missing.length,
    staffCovered: Math.floor((100 * (staff(expected) - staff(missing))) / (staff(expected) || 1)),
    synthetic: rows.some(({ synthetic }) => synthetic),
    received: own.map((row) => ({ ...row, name: names.get(row.employer) ?? row.employer })).sort(byName),
    missing: missing.map(({ code, name }) => ({ code, name })).sort(byName),
  }
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1)
