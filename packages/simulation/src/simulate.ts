import type { AllocationPolicy } from '@oh/routing'
import { drawFuture } from './draw-future.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { type Plan, runPlan } from './run-plan.ts'
import type { World } from './world.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

export interface Simulation {
  /** One per seed, in the order of the seeds. */
  readonly outcomes: readonly Outcome[]
  readonly mean: Outcome
  /** 95 % confidence interval of the mean over the seeds; as wide as can be told from the number of seeds. */
  readonly interval: Readonly<Record<'ok' | 'meanWaitWorkingDays', Interval>>
}

/** Two-sided 95 % quantiles of Student's t by degrees of freedom, from 1. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131]
const T95_BEYOND = 2.12

/**
 * Plays a plan in one future per seed. Pure: the same world, plan and seeds give the same figures. With one seed there is no
 * interval to tell, and it has no width. Throws RangeError without seeds.
 */
export function simulate(world: World, plan: Plan, seeds: readonly number[], policy: Partial<AllocationPolicy> = {}): Simulation {
  return summed(
    seeds.map((seed) => {
      const future = drawFuture(world, seed)
      return outcomeOf(future, runPlan(future, plan, policy))
    }),
  )
}

/** The mean and the intervals of outcomes, one per seed. Throws RangeError of none. */
export function summed(outcomes: readonly Outcome[]): Simulation {
  const [first] = outcomes
  if (first === undefined) throw new RangeError('a simulation takes at least one seed')
  const over = (figure: (outcome: Outcome) => number) => average(outcomes.map(figure))
  const mean: Outcome = {
    cases: over(({ cases }) => cases),
    ok: over(({ ok }) => ok),
    meanWaitWorkingDays: over((each) => each.meanWaitWorkingDays),
    p95WaitWorkingDays: over((each) => each.p95WaitWorkingDays),
    worstWaitWorkingDays: over((each) => each.worstWaitWorkingDays),
    use: over(({ use }) => use),
    gini: over(({ gini }) => gini),
    worstService: over(({ worstService }) => worstService),
    urgentOk: over(({ urgentOk }) => urgentOk),
    breaches: over(({ breaches }) => breaches),
    byService: rowsOf(
      outcomes.map(({ byService }) => byService),
      ({ employer }) => employer,
    ),
    bySkill: rowsOf(
      outcomes.map(({ bySkill }) => bySkill),
      ({ skill }) => skill,
    ),
  }
  const interval = (figure: (outcome: Outcome) => number, most: number) => intervalOf(outcomes.map(figure), 0, most)
  return {
    outcomes,
    mean,
    interval: {
      ok: interval(({ ok }) => ok, 1),
      meanWaitWorkingDays: interval((each) => each.meanWaitWorkingDays, Number.POSITIVE_INFINITY),
    },
  }
}

/** One row per key: the average of each figure over the outcomes that have the key. */
function rowsOf<Row extends object>(tables: readonly (readonly Row[])[], keyOf: (row: Row) => string): Row[] {
  const byKey = new Map<string, Row[]>()
  for (const row of tables.flat()) byKey.set(keyOf(row), [...(byKey.get(keyOf(row)) ?? []), row])
  return [...byKey.values()].flatMap((rows) => {
    const [first] = rows
    if (first === undefined) return []
    const averaged = Object.entries(first).map(([name, value]) => {
      if (typeof value !== 'number') return [name, value] as const
      return [name, average(rows.map((row) => Number(row[name as keyof Row])))] as const
    })
    return [Object.fromEntries(averaged) as Row]
  })
}

/** The 95 % confidence interval of the mean of at least one value, cut at `least` and `most`. */
export function intervalOf(values: readonly number[], least: number, most: number): Interval {
  const mean = average(values)
  const freedom = values.length - 1
  if (freedom === 0) return { low: mean, high: mean }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / freedom
  const half = (T95[freedom - 1] ?? T95_BEYOND) * Math.sqrt(variance / values.length)
  return { low: Math.max(least, mean - half), high: Math.min(most, mean + half) }
}

export const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
