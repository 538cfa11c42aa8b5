import { createHash } from 'node:crypto'
import { POLICY } from '@oh/disclosure'
import { type Month, monthsOf, periodOf } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { YearAsk } from '../publications/joint-year.ts'
import { monthsOfYearUpTo, periodsClosedBy } from '../publications/make-cells.ts'
import { everPublished, latestPublication } from '../publications/publication.store.ts'
import { standingIds, standingMonths } from '../submissions/submission.store.ts'

/** What a month is weighed with: its financial year so far, and everything that was published of it. */
export interface YearInputs extends YearAsk {
  /** Some of it is made up. */
  readonly synthetic: boolean
}

/** Reads what stands of the months of a year up to this one. For the publishing part alone. */
export async function readYear(tx: ScopedTx, month: Month): Promise<YearInputs> {
  const months = monthsOfYearUpTo(month)
  const { contributions: sent, synthetic } = await standingMonths(tx, months)
  return { months, sent, synthetic, earlier: await everPublished(tx, months.flatMap(periodsClosedBy)) }
}

/**
 * SHA-256 of what a preparation of the month is made of: which submissions stand in its year, what has been published, and
 * the policy. It changes when anything is sent or published; a withdrawal takes nothing from what the attacker knows, and
 * leaves it as it is. It says nothing of what was counted.
 */
export async function digestOfInputs(tx: ScopedTx, month: Month): Promise<string> {
  const ids = await standingIds(tx, monthsOf(periodOf('year', month)))
  const latest = await latestPublication(tx)
  return createHash('sha256')
    .update([String(POLICY.version), String(latest?.number ?? 0), ...ids.toSorted()].join('\n'))
    .digest('hex')
}
