import { createHash } from 'node:crypto'
import { POLICY } from '@oh/disclosure'
import { type Month, monthsOf, periodOf } from '@oh/kernel'
import { trusts } from '@oh/organisations'
import type { ScopedTx } from '@oh/postgres'
import { type Contribution, monthsOfYearUpTo, periodsClosedBy } from '../publications/make-cells.ts'
import type { InsiderGroup, YearAsk } from '../publications/population-year.ts'
import { everPublished, latestPublication } from '../publications/publication.store.ts'
import { standingGrids } from '../submissions/grid.reads.ts'
import { employersOfServices, standingIds, standingMonths } from '../submissions/submission.store.ts'

/** What a month is weighed with: its financial year so far, and everything that was published of it. */
export interface YearInputs extends YearAsk {
  /** Some of it is made up. */
  readonly synthetic: boolean
}

/** Reads what stands of the months of a year up to this one. For the publishing part alone. */
export async function readYear(tx: ScopedTx, month: Month): Promise<YearInputs> {
  const months = monthsOfYearUpTo(month)
  const { contributions, synthetic } = await standingMonths(tx, months)
  const grids = new Map((await standingGrids(tx, months)).map((each) => [`${each.employer} ${each.month}`, each.grids]))
  const sent = contributions.map((each) => ({ ...each, grids: grids.get(`${each.employer} ${each.month}`) ?? NO_GRIDS }))
  const earlier = await everPublished(tx, months.flatMap(periodsClosedBy))
  return { months, sent, synthetic, earlier, insiders: [...(await servicesOfMany(tx, months)), ...successions()] }
}

const NO_GRIDS: NonNullable<Contribution['grids']> = new Map()

/** Services that sent the months of several employers, and so know the counts of all of them. */
async function servicesOfMany(tx: ScopedTx, months: readonly Month[]): Promise<InsiderGroup[]> {
  const employers = await employersOfServices(tx, months)
  return [...employers].flatMap(([service, owners]) =>
    owners.length > 1 ? [{ kind: 'service' as const, name: service, owners }] : [],
  )
}

/** Trusts that took another in, and so know the counts of both. */
function successions(): InsiderGroup[] {
  return trusts().flatMap(({ code, followedBy }) =>
    followedBy ? [{ kind: 'succession' as const, name: `${followedBy} after ${code}`, owners: [followedBy, code] }] : [],
  )
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
