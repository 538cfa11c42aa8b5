import { lastDayOf, monthsOf, type Period } from '@oh/kernel'
import { isOpen, trusts } from '@oh/organisations'
import type { YearAsk } from '../publications/population-year.ts'
import { sendsNothing, syntheticMonth } from '../seeding/synthetic-month.ts'

/** A year of all trusts as made-up history has it, without grids. */
export function madeUpYear(period: Period): YearAsk {
  const months = monthsOf(period)
  const sent = months.flatMap((month) =>
    trusts()
      .filter((trust) => isOpen(trust, lastDayOf(month)) && !sendsNothing(trust, month))
      .map((trust) => ({ employer: trust.code, month, floor: 8, counts: syntheticMonth(trust, month) })),
  )
  return { months, sent, earlier: [], senders: [] }
}
