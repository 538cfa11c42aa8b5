import { createHash } from 'node:crypto'
import { POLICY } from '@oh/disclosure'
import { type Month, monthsOf, periodOf } from '@oh/kernel'
import { trusts } from '@oh/organisations'
import type { ScopedTx } from '@oh/postgres'
import { monthsOfYearUpTo, periodsClosedBy } from '../publications/make-cells.ts'
import type { InsiderGroup, YearAsk } from '../publications/population-year.ts'
import { everPublished, lastNumberOf } from '../publications/publication.store.ts'
import type { ToPublish } from '../publications/publish.ts'
import { countingIds, employersOfServices, standingMonths } from '../submissions/submission.store.ts'

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
  const insiders = [...(await servicesOfMany(tx, months)), ...successions()]
  const { contributions: standing, synthetic } = await standingMonths(tx, months)
  if (kind === 'month') return { months, sent: standing, synthetic, earlier, insiders }
  const newest = await standingMonths(tx, months, 'newest')
  return { months, sent: newest.contributions, synthetic: newest.synthetic, earlier, insiders, before: standing }
}

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
 * SHA-256 of what a preparation is made of: which submissions count in its year, what has been published of the year, and
 * the policy. It changes when anything is sent that counts or is published; a withdrawal takes nothing from what the
 * attacker knows, and leaves it as it is. It says nothing of what was counted.
 */
export async function digestOfInputs(tx: ScopedTx, { kind, month }: ToPublish): Promise<string> {
  const months = monthsOf(periodOf('year', month))
  const ids = await countingIds(tx, months, kind === 'refresh' ? 'newest' : 'standing')
  const latest = await lastNumberOf(tx, months)
  return createHash('sha256')
    .update([String(POLICY.version), String(latest), ...(kind === 'refresh' ? [kind] : []), ...ids.toSorted()].join('\n'))
    .digest('hex')
}
