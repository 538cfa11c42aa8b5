import { createHash } from 'node:crypto'
import { POLICY } from '@oh/disclosure'
import { type Month, monthsOf, periodOf } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { type Contribution, monthsOfYearUpTo, periodsClosedBy } from '../publications/make-cells.ts'
import type { YearAsk } from '../publications/population-year.ts'
import { everPublished, lastNumberOf } from '../publications/publication.store.ts'
import type { ToPublish } from '../publications/publish.ts'
import { standingGrids } from '../submissions/grid.reads.ts'
import { countingIds, sendersOf, standingMonths, type WhatCounts } from '../submissions/submission.store.ts'

/** What is weighed: a financial year so far, and everything that was published of it. */
export interface YearInputs extends YearAsk {
  /** Some of it is made up. */
  readonly synthetic: boolean
}

/**
 * Reads what counts of the months of a year up to this one; for a refresh what came in last, beside what was counted until
 * now. For the publishing part alone.
 */
export async function readYear(tx: ScopedTx, { kind, month }: ToPublish): Promise<YearInputs> {
  const months = monthsOfYearUpTo(month)
  const earlier = await everPublished(tx, months.flatMap(periodsClosedBy))
  const senders = await sendersOf(tx, months)
  const standing = await whatWasSent(tx, months, 'standing')
  if (kind === 'month') return { months, ...standing, earlier, senders }
  return { months, ...(await whatWasSent(tx, months, 'newest')), earlier, senders, before: standing.sent }
}

/** Counts with how they are made up. */
async function whatWasSent(tx: ScopedTx, months: readonly Month[], what: WhatCounts) {
  const { contributions, synthetic } = await standingMonths(tx, months, what)
  const grids = new Map((await standingGrids(tx, months, what)).map((each) => [`${each.employer} ${each.month}`, each.grids]))
  const sent = contributions.map((each) => ({ ...each, grids: grids.get(`${each.employer} ${each.month}`) ?? NO_GRIDS }))
  return { sent, synthetic }
}

const NO_GRIDS: NonNullable<Contribution['grids']> = new Map()

/**
 * SHA-256 of what a preparation is made of: which submissions count in its year, which services know of them, what has been
 * published of the year, and the policy. It changes when anything is sent that counts or is published; a withdrawal takes
 * nothing from what the attacker knows, and leaves it as it is. It says nothing of what was counted.
 */
export async function digestOfInputs(tx: ScopedTx, { kind, month }: ToPublish): Promise<string> {
  const months = monthsOf(periodOf('year', month))
  const ids = await countingIds(tx, months, kind === 'refresh' ? 'newest' : 'standing')
  const senders = (await sendersOf(tx, months)).map(({ service, employer, month: sent }) => `${service} ${employer} ${sent}`)
  const latest = await lastNumberOf(tx, months)
  return createHash('sha256')
    .update(
      [
        String(POLICY.version),
        String(latest),
        ...(kind === 'refresh' ? [kind] : []),
        ...ids.toSorted(),
        ...senders.toSorted(),
      ].join('\n'),
    )
    .digest('hex')
}
