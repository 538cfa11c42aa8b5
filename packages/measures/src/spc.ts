import { average, scaleOf, sideOf } from './average.ts'

/** Which way is good for a measure; `none` for one that has no good direction, as the rate of escalations. */
export type GoodDirection = 'up' | 'down' | 'none'

/** The rules of an XmR chart where tools differ. All are optional: what is left out is as NHS Making Data Count has it. */
export interface SpcOptions {
  readonly good?: GoodDirection
  readonly target?: number
  /** Indexes of the FIRST point of each new group after a step change, ascending. */
  readonly rebaseAt?: readonly number[]
  /** Only the first so many points of a group make its mean and limits; all of them when absent. */
  readonly fixAfterPoints?: number
  /** Leave out moving ranges of 3.267 times their average or more, once. NHS Excel tools do not. */
  readonly screenOutliers?: boolean
  /** From average moving range to limit: 2.66, or 3 / 1.128 as other tools have it. */
  readonly limitFactor?: number
  readonly trendPoints?: number
  readonly shiftPoints?: number
  /** `one-side`: three in a row on one side, two of them close. `net`: close points of one side less the other's. */
  readonly twoOfThree?: 'one-side' | 'net' | 'off'
}

export type Signal =
  | 'common'
  | 'above'
  | 'below'
  | 'increasing'
  | 'decreasing'
  | 'two-of-three-high'
  | 'two-of-three-low'
  | 'shift-high'
  | 'shift-low'
export type Variation = 'common' | 'improvement' | 'concern' | 'neutral-high' | 'neutral-low'
export type Assurance = 'none' | 'consistent-pass' | 'consistent-fail' | 'hit-or-miss'

export interface SpcLimits {
  readonly mean: number
  readonly lower: number
  readonly upper: number
  readonly nearLower: number
  readonly nearUpper: number
}

export interface SpcPoint {
  readonly value: number
  /** Which group between step changes, from 0. */
  readonly group: number
  /** In the unit of the values; undefined for a group of one point, which has a mean but no limits. */
  readonly limits: SpcLimits | undefined
  readonly mean: number
  readonly signal: Signal
  readonly variation: Variation
}

/** One XmR chart. `points` are in the order of the values. */
export interface SpcChart {
  readonly points: readonly SpcPoint[]
  /** Of the last point; `common` for no points. */
  readonly variation: Variation
  readonly assurance: Assurance
  /** Some group has fewer than 13 points: its limits are provisional. */
  readonly provisional: boolean
  readonly screened: boolean
}

/** Fewer points than this make limits that still move much (NHS England, Making Data Count). */
export const FEWEST_POINTS_FOR_LIMITS = 13

const NOT_FINITE = 'Every value of a chart must be a finite number.'
const SCREEN = 3.267
const NEAR = 2 / 3

/**
 * An XmR chart of NHS Making Data Count: mean and limits of each group between step changes, and one signal per point.
 * Values in time order, without gaps, in any one unit; limits are not cut at 0 or 100%. An empty series gives an empty
 * chart. Throws RangeError on a value that is no finite number, on a step change outside the series, out of order or
 * twice, and on counts below what the rule needs.
 * Source: NHSRplotthedots; limits mean ± 2.66 times the average moving range, screened once at 3.267 times that average.
 * Rules in this order: outside the limits; trend of 7 points; two of three beyond two thirds of the way to a limit; seven
 * on one side of the mean. A point on the mean, or a tie in a trend, breaks the run.
 */
export function spcChart(values: readonly number[], options: SpcOptions = {}): SpcChart {
  const rules = { ...MAKING_DATA_COUNT, ...options }
  const starts = groupStarts(values, rules)
  const groups = starts.map((from, group) => {
    const own = values.slice(from, starts[group + 1])
    const line = linesOf(own, rules)
    const signals = signalsOf(own, line, rules)
    return own.map((value, at): SpcPoint => {
      const signal = signals[at] ?? 'common'
      return { value, group, ...line, signal, variation: variationOf(signal, rules.good) }
    })
  })
  const points = groups.flat()
  const last = points.at(-1)
  return {
    points,
    variation: last?.variation ?? 'common',
    assurance: assuranceOf(last?.limits, rules.target, rules.good),
    provisional: groups.some(({ length }) => length < FEWEST_POINTS_FOR_LIMITS),
    screened: rules.screenOutliers,
  }
}

const MAKING_DATA_COUNT = {
  good: 'none',
  screenOutliers: true,
  limitFactor: 2.66,
  trendPoints: 7,
  shiftPoints: 7,
  twoOfThree: 'one-side',
} as const satisfies SpcOptions
type Rules = Required<Pick<SpcOptions, keyof typeof MAKING_DATA_COUNT>> & SpcOptions
type Lines = Pick<SpcPoint, 'mean' | 'limits'>

/**
 * The same shape for a series that chance does not move, such as posts that are counted: every point with the mean of all
 * and nothing said of any. Values in time order; an empty series gives an empty chart. Throws RangeError on a value that is
 * no finite number.
 */
export function plainChart(values: readonly number[]): SpcChart {
  if (values.some((value) => !Number.isFinite(value))) throw new RangeError(NOT_FINITE)
  const mean = average(values)
  const point = { group: 0, limits: undefined, mean, signal: 'common', variation: 'common' } as const
  return {
    points: values.map((value) => ({ value, ...point })),
    variation: 'common',
    assurance: 'none',
    provisional: false,
    screened: false,
  }
}

/** Distance from one value to the next; one shorter than the values. */
export function movingRanges(values: readonly number[]): number[] {
  return values.slice(1).map((value, at) => Math.abs(value - (values[at] ?? value)))
}

/** Average moving range; with screening, of those that lie under 3.267 times the average of all. Not a number for none. */
export function averageMovingRange(values: readonly number[], screen: boolean): number {
  const ranges = movingRanges(values)
  const all = average(ranges)
  if (!screen || all === 0) return all
  return average(ranges.filter((range) => range < SCREEN * all))
}

function groupStarts(values: readonly number[], { rebaseAt = [], fixAfterPoints, trendPoints, shiftPoints }: Rules): number[] {
  if (values.some((value) => !Number.isFinite(value))) throw new RangeError(NOT_FINITE)
  for (const [name, count, least] of [
    ['fixAfterPoints', fixAfterPoints ?? 2, 2],
    ['trendPoints', trendPoints, 3],
    ['shiftPoints', shiftPoints, 2],
  ] as const) {
    if (!Number.isInteger(count) || count < least)
      throw new RangeError(`${name} must be a whole number of ${least} or more, not ${count}.`)
  }
  const starts = [0, ...rebaseAt]
  const wrong = rebaseAt.find((at, index) => !Number.isInteger(at) || at >= values.length || at <= (starts[index] ?? 0))
  if (wrong !== undefined)
    throw new RangeError(`A step change at point ${wrong} lies outside the series, or not after the one before.`)
  return values.length === 0 ? [] : starts
}

function linesOf(own: readonly number[], rules: Rules): Lines {
  const baseline = own.slice(0, rules.fixAfterPoints)
  const mean = average(baseline)
  if (baseline.length < 2) return { mean, limits: undefined }
  const reach = rules.limitFactor * averageMovingRange(baseline, rules.screenOutliers)
  return {
    mean,
    limits: { mean, lower: mean - reach, upper: mean + reach, nearLower: mean - NEAR * reach, nearUpper: mean + NEAR * reach },
  }
}

function signalsOf(own: readonly number[], { mean, limits }: Lines, rules: Rules): Signal[] {
  const scale = scaleOf(own)
  const beyond = (upper: number, lower: number) =>
    own.map((value) => (sideOf(value, upper, scale) > 0 ? 1 : sideOf(value, lower, scale) < 0 ? -1 : 0))
  const none = own.map(() => 0)
  const outside = limits ? beyond(limits.upper, limits.lower) : none
  const near = limits ? beyond(limits.nearUpper, limits.nearLower) : none
  const side = own.map((value) => sideOf(value, mean, scale))
  const steps = own.map((value, at) => (at === 0 ? 0 : sideOf(value, own[at - 1] ?? value, scale)))
  const trend = trendsOf(steps, rules.trendPoints)
  const shift = runsOf(side, rules.shiftPoints)
  const close = { 'one-side': () => closeOnOneSide(near, outside, side), net: () => closeByNet(near), off: () => none }[
    rules.twoOfThree
  ]()
  return own.map((_, at) => {
    if (outside[at]) return outside[at] > 0 ? 'above' : 'below'
    if (trend[at]) return trend[at] > 0 ? 'increasing' : 'decreasing'
    if (close[at]) return close[at] > 0 ? 'two-of-three-high' : 'two-of-three-low'
    if (shift[at]) return shift[at] > 0 ? 'shift-high' : 'shift-low'
    return 'common'
  })
}

/** All points of each stretch of `length` on one side. */
function runsOf(side: readonly number[], length: number): number[] {
  return flagWindows(side.length, length, (from) => sameSide(side.slice(from, from + length)))
}

/** All points of each stretch of `length` that only rises or only falls; a later stretch wins the turning point. */
function trendsOf(steps: readonly number[], length: number): number[] {
  return flagWindows(steps.length, length, (from) => sameSide(steps.slice(from + 1, from + length)))
}

function closeOnOneSide(near: readonly number[], outside: readonly number[], side: readonly number[]): number[] {
  const close = near.map((beyond, at) => (outside[at] === 0 ? beyond : 0))
  const flags = flagWindows(side.length, 3, (from) => {
    const three = close.slice(from, from + 3).filter((flag) => flag !== 0)
    return three.length >= 2 ? sameSide(side.slice(from, from + 3)) : 0
  })
  return flags.map((flag, at) => (close[at] === 0 ? 0 : flag))
}

function closeByNet(near: readonly number[]): number[] {
  const flags = flagWindows(near.length, 3, (from) => {
    const net = near.slice(from, from + 3).reduce((total, flag) => total + flag, 0)
    return Math.abs(net) >= 2 ? Math.sign(net) : 0
  })
  return flags.map((flag, at) => (near[at] === 0 ? 0 : flag))
}

function flagWindows(points: number, length: number, flagOf: (from: number) => number): number[] {
  const flags = Array.from({ length: points }, () => 0)
  for (let from = 0; from + length <= points; from += 1) {
    const flag = flagOf(from)
    if (flag !== 0) flags.fill(flag, from, from + length)
  }
  return flags
}

function sameSide(flags: readonly number[]): number {
  const [first = 0] = flags
  return flags.every((flag) => flag === first) ? first : 0
}

const HIGH: readonly Signal[] = ['above', 'increasing', 'two-of-three-high', 'shift-high']

function variationOf(signal: Signal, good: GoodDirection): Variation {
  if (signal === 'common') return 'common'
  const high = HIGH.includes(signal)
  if (good === 'none') return high ? 'neutral-high' : 'neutral-low'
  return high === (good === 'up') ? 'improvement' : 'concern'
}

function assuranceOf(limits: SpcLimits | undefined, target: number | undefined, good: GoodDirection): Assurance {
  if (limits === undefined || target === undefined || good === 'none') return 'none'
  if (target > limits.upper) return good === 'up' ? 'consistent-fail' : 'consistent-pass'
  if (target < limits.lower) return good === 'up' ? 'consistent-pass' : 'consistent-fail'
  return 'hit-or-miss'
}
