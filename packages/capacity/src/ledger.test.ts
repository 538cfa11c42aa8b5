import type { IcsCode, LondonDate, SessionId } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LedgerEntry, ledgerOf } from './ledger.ts'

const QK1 = 'QK1' as IcsCode
const QT1 = 'QT1' as IcsCode
const entry = (kind: LedgerEntry['kind'], hours: number, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  sessionId: 's1' as SessionId,
  on: '2026-03-25' as LondonDate,
  lender: QK1,
  kind,
  hours,
  ...change,
})

describe('the ledger', () => {
  it('counts in programmed activities of four hours, by month of the session', () => {
    const april = { on: '2026-04-01' as LondonDate, sessionId: 's2' as SessionId }
    const { months, total } = ledgerOf([entry('lent', 4), entry('used', 3), entry('lent', 2, april)], QK1)
    expect(months).toEqual([
      { month: '2026-03', lent: 1, lentUsed: 0.75, borrowed: 0, borrowedUsed: 0, balance: 1 },
      { month: '2026-04', lent: 0.5, lentUsed: 0, borrowed: 0, borrowedUsed: 0, balance: 0.5 },
    ])
    expect(total).toEqual({ lent: 1.5, lentUsed: 0.75, borrowed: 0, borrowedUsed: 0, balance: 1.5 })
  })

  it('owes nothing for a session that was given back, and all of one that was kept empty', () => {
    expect(ledgerOf([entry('lent', 4), entry('returned', 4)], QT1).total.balance).toBe(0)
    expect(ledgerOf([entry('lent', 4), entry('used', 0)], QT1).total).toMatchObject({ borrowed: 1, borrowedUsed: 0, balance: -1 })
  })

  it('counts no use of a session that was recalled while the word of its use was on the way', () => {
    const { total } = ledgerOf([entry('lent', 4), entry('used', 2), entry('returned', 4)], QK1)
    expect(total).toEqual({ lent: 0, lentUsed: 0, borrowed: 0, borrowedUsed: 0, balance: 0 })
  })

  it('is empty without entries', () => {
    expect(ledgerOf([], QK1)).toEqual({
      months: [],
      total: { lent: 0, lentUsed: 0, borrowed: 0, borrowedUsed: 0, balance: 0 },
    })
  })

  it('reads the same from both sides, whatever was lent and in whatever order', () => {
    const anEntry = fc.record({
      sessionId: fc.constantFrom('s1', 's2', 's3').map((id) => id as SessionId),
      on: fc.constantFrom('2026-03-25', '2026-04-01', '2027-01-04').map((date) => date as LondonDate),
      lender: fc.constantFrom(QK1, QT1),
      kind: fc.constantFrom('lent', 'returned', 'used' as const),
      hours: fc.integer({ min: 0, max: 32 }).map((quarters) => quarters / 4),
    })
    fc.assert(
      fc.property(fc.array(anEntry, { maxLength: 20 }), (entries) => {
        const ours = ledgerOf(entries as LedgerEntry[], QK1)
        const theirs = ledgerOf(entries.toReversed() as LedgerEntry[], QT1)
        expect(theirs.months.map(({ month }) => month)).toEqual(ours.months.map(({ month }) => month))
        expect([theirs.total.lent, theirs.total.lentUsed]).toEqual([ours.total.borrowed, ours.total.borrowedUsed])
        expect(theirs.total.balance + ours.total.balance).toBe(0)
        const sum = ours.months.reduce((balance, month) => balance + month.balance, 0)
        expect(sum).toBeCloseTo(ours.total.balance, 9)
      }),
    )
  })
})
