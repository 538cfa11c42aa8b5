import { scaleOf, sideOf, sum } from './average.ts'
import { binomialProbabilities } from './distributions.ts'
import type { Interval } from './interval.ts'
import { averageMovingRange } from './spc.ts'

/** A month's events out of people or days at risk. */
export interface Share {
  readonly numerator: number
  /** Above 0. */
  readonly denominator: number
}

export interface AttributeChart {
  readonly mean: number
  /** Three-sigma limits of each point, in the order given; a proportion's are cut to 0 to 1, a rate's at 0. */
  readonly limits: readonly Interval[]
}

/**
 * A p chart (share of people) or u chart (rate of events), each point with limits of its own size: 3·√(p(1 − p)/d) or
 * 3·√(u/d). With `laney` the p′ or u′ chart: the reach times the screened average moving range of z over 1.128.
 * Fewer than two points with `laney` keep the plain limits.
 */
export function attributeChart(kind: 'p' | 'u', shares: readonly Share[], laney = false): AttributeChart {
  const mean = sum(shares.map((share) => share.numerator)) / sum(shares.map((share) => share.denominator))
  const spread = kind === 'p' ? mean * (1 - mean) : mean
  const errors = shares.map(({ denominator }) => Math.sqrt(spread / denominator))
  const z = shares.map(({ numerator, denominator }, at) => (numerator / denominator - mean) / (errors[at] ?? Number.NaN))
  const stretch = laney && z.length > 1 && spread > 0 ? averageMovingRange(z, true) / 1.128 : 1
  const top = kind === 'p' ? 1 : Number.POSITIVE_INFINITY
  return {
    mean,
    limits: errors.map((error) => ({
      lower: Math.max(0, mean - 3 * error * stretch),
      upper: Math.min(top, mean + 3 * error * stretch),
    })),
  }
}

/** Upper limit of a chart of moving ranges: 3.267 times their mean. */
export function movingRangeLimit(values: readonly number[]): number {
  return 3.267 * averageMovingRange(values, false)
}

/** What the Anhøj rules find about the median or mean line. Points on the line do not count. */
export interface Runs {
  readonly longestRun: number
  readonly crossings: number
  /** Longest run above round(log2 n) + 3, or fewer crossings than the 5% quantile of a fair coin thrown n − 1 times. */
  readonly signal: boolean
}

/** Anhøj and Olesen 2014: too long a run, or too few crossings, means that something has shifted. No points: no signal. */
export function runsAbout(line: number, values: readonly number[]): Runs {
  const scale = scaleOf([line, ...values])
  const sides = values.map((value) => sideOf(value, line, scale)).filter((side) => side !== 0)
  let [run, longestRun, crossings] = [0, 0, 0]
  for (const [at, side] of sides.entries()) {
    run = side === sides[at - 1] ? run + 1 : 1
    longestRun = Math.max(longestRun, run)
    if (at > 0 && run === 1) crossings += 1
  }
  const n = sides.length
  const signal = n > 1 && (longestRun > Math.round(Math.log2(n)) + 3 || crossings < coinQuantile(n - 1, 0.05))
  return { longestRun, crossings, signal }
}

/** The smallest count of heads whose cumulative probability reaches the share. */
function coinQuantile(throws: number, share: number): number {
  let below = 0
  for (const [heads, chance] of binomialProbabilities(throws, 0.5).entries()) {
    below += chance
    if (below >= share - 1e-12) return heads
  }
  return throws
}
