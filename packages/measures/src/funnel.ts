import { sum } from './average.ts'
import { binomialProbabilities, chiSquaredQuantile } from './distributions.ts'
import { type Interval, wilsonInterval, Z_95, Z_998 } from './interval.ts'
import { overDispersion } from './over-dispersion.ts'

/** An organisation's figure: a proportion, a rate, or observed over expected. Whole people, unless the measure counts time. */
export interface FunnelUnit {
  readonly id: string
  readonly numerator: number
  readonly denominator: number
}

/** `inside` the 95% limits, `between` 95 and 99.8%, or beyond the 99.8% limits. No rank, ever. */
export type FunnelStanding = 'inside' | 'between-high' | 'between-low' | 'high' | 'low'

export interface FunnelPoint extends FunnelUnit {
  readonly ratio: number
  /** Distance from the centre on the transformed scale, in standard errors with tau². */
  readonly z: number
  readonly standing: FunnelStanding
}

export interface Funnel {
  /** All numerators over all denominators; 1 for standardised ratios. */
  readonly centre: number
  readonly phi: number
  readonly tau2: number
  /** In the order given; units without a denominator are left out. */
  readonly points: readonly FunnelPoint[]
  /** Limits on the scale of the ratios, for a denominator (or an expected count) and a z. */
  readonly limitsAt: (denominator: number, z: number) => Interval
}

export interface FunnelOptions {
  readonly overDispersion?: 'winsorise' | 'truncate' | 'none'
  /** Limits stay unadjusted when phi is at most 1, as FunnelPlotR has it. */
  readonly adjustOnlyAbovePhi1?: boolean
}

interface Scale {
  readonly transform: (unit: FunnelUnit, centre: number) => number
  readonly centreOf: (units: readonly FunnelUnit[]) => number
  readonly middle: (centre: number) => number
  readonly error: (denominator: number, centre: number) => number
  readonly back: (transformed: number) => number
}

const HALF_TURN = Math.PI / 2
const pooled = (units: readonly FunnelUnit[]) =>
  sum(units.map((unit) => unit.numerator)) / sum(units.map((unit) => unit.denominator))

/** Arcsine scale; the angle is held to 0 to 90 degrees, or limits would fold back. */
const PROPORTION: Scale = {
  centreOf: pooled,
  transform: ({ numerator, denominator }) => Math.asin(Math.sqrt(numerator / denominator)),
  middle: (centre) => Math.asin(Math.sqrt(centre)),
  error: (denominator) => 1 / (2 * Math.sqrt(denominator)),
  back: (angle) => Math.sin(Math.min(HALF_TURN, Math.max(0, angle))) ** 2,
}

/** Rate of events: square-root scale of observed over expected at the pooled rate; never below 0. */
const RATE: Scale = {
  centreOf: pooled,
  transform: ({ numerator, denominator }) => Math.sqrt(numerator / denominator),
  middle: Math.sqrt,
  error: (denominator) => 1 / (2 * Math.sqrt(denominator)),
  back: (root) => Math.max(0, root) ** 2,
}

const twoPlaces = (value: number) => Math.round(value * 100) / 100

/** Standardised ratio on the log scale, expected counts to two places, as the SHMI has it. */
const SHMI: Scale = {
  centreOf: () => 1,
  transform: ({ numerator, denominator }) => Math.log(numerator / twoPlaces(denominator)),
  middle: () => 0,
  error: (denominator) => 1 / Math.sqrt(twoPlaces(denominator)),
  back: Math.exp,
}

/** Standardised ratio on the square-root scale, as the CQC has it. */
const CQC: Scale = { ...RATE, centreOf: () => 1 }

const SCALES = { proportion: PROPORTION, rate: RATE, shmi: SHMI, cqc: CQC }
export type FunnelKind = keyof typeof SCALES

/**
 * A funnel plot: centre, limits and where each unit stands. `proportion` wants numerator <= denominator; `rate` counts
 * events per person or per expected event; `shmi` and `cqc` take the expected count as denominator, centre 1.
 * z limits are 1.959964 (95%) and 3.090232 (99.8%), widened by tau² (winsorised at 10% unless told otherwise).
 * Throws RangeError on a negative figure, on a proportion above 1 and, for `shmi`, on a numerator of 0. No unit with a
 * denominator gives no points, and a centre that is not a number (1 for the standardised kinds).
 * Source: Spiegelhalter 2005, Funnel plots for comparing institutional performance; SHMI methodology; CQC.
 */
export function funnel(kind: FunnelKind, given: readonly FunnelUnit[], options: FunnelOptions = {}): Funnel {
  const scale = SCALES[kind]
  const units = given.filter((unit) => requireFigures(kind, unit).denominator > 0)
  const centre = scale.centreOf(units)
  const errors = units.map(({ denominator }) => scale.error(denominator, centre))
  const gaps = units.map((unit) => scale.transform(unit, centre) - scale.middle(centre))
  const z = gaps.map((gap, at) => gap / (errors[at] ?? Number.NaN))
  const { phi, tau2 } = spreadOf(z, errors, options)
  return {
    centre,
    phi,
    tau2,
    points: units.map((unit, at) => {
      const adjusted = (gaps[at] ?? Number.NaN) / Math.hypot(errors[at] ?? Number.NaN, Math.sqrt(tau2))
      return { ...unit, ratio: unit.numerator / unit.denominator, z: adjusted, standing: standingOf(adjusted) }
    }),
    limitsAt: (denominator, at) => {
      const reach = at * Math.hypot(scale.error(denominator, centre), Math.sqrt(tau2))
      return { lower: scale.back(scale.middle(centre) - reach), upper: scale.back(scale.middle(centre) + reach) }
    },
  }
}

/**
 * Whether a unit's own Wilson interval leaves out the baseline, at 95 and 99.8%: the test of OHID behind the words
 * "higher" and "lower". Throws RangeError unless 0 <= numerator <= denominator and denominator > 0.
 */
export function comparedWith(baseline: number, { numerator, denominator }: FunnelUnit): FunnelStanding {
  const [wide, narrow] = [wilsonInterval(numerator, denominator, Z_998), wilsonInterval(numerator, denominator, Z_95)]
  if (baseline < wide.lower) return 'high'
  if (baseline > wide.upper) return 'low'
  if (baseline < narrow.lower) return 'between-high'
  return baseline > narrow.upper ? 'between-low' : 'inside'
}

/** Exact Poisson limits of observed over expected; `lower` is 0 for an expected count that makes none. Expected above 0. */
export function poissonLimits(expected: number, tail: number): Interval {
  return {
    lower: chiSquaredQuantile(tail, 2 * expected) / 2 / expected,
    upper: chiSquaredQuantile(1 - tail, 2 * (expected + 1)) / 2 / expected,
  }
}

/**
 * Exact binomial limit at a cumulative probability, interpolated between whole counts: r = the smallest count with
 * F(r) >= p, limit = (r − (F(r) − p) / (F(r) − F(r − 1))) / n. Never below 0. Source: Spiegelhalter 2005, appendix.
 */
export function binomialLimit(denominator: number, centre: number, probability: number): number {
  let below = 0
  for (const [count, chance] of binomialProbabilities(denominator, centre).entries()) {
    if (below + chance >= probability) return Math.max(0, (count - (below + chance - probability) / chance) / denominator)
    below += chance
  }
  return 1
}

/** A ratio of two counts, its own error included: Y = log((n + 0.5) / (d + 0.5)). */
export function logRatioOfCounts(numerator: number, denominator: number): { readonly y: number; readonly s: number } {
  return {
    y: Math.log((numerator + 0.5) / (denominator + 0.5)),
    s: Math.sqrt(numerator / (numerator + 0.5) ** 2 + denominator / (denominator + 0.5) ** 2),
  }
}

function spreadOf(z: readonly number[], errors: readonly number[], options: FunnelOptions) {
  const how = options.overDispersion ?? 'winsorise'
  const found = overDispersion(z, errors, how === 'none' ? 'winsorise' : how)
  const adjusted = how !== 'none' && !(options.adjustOnlyAbovePhi1 && found.phi <= 1)
  return { phi: found.phi, tau2: adjusted ? found.tau2 : 0 }
}

function standingOf(z: number): FunnelStanding {
  if (Math.abs(z) <= Z_95) return 'inside'
  if (Math.abs(z) <= Z_998) return z > 0 ? 'between-high' : 'between-low'
  return z > 0 ? 'high' : 'low'
}

function requireFigures(kind: FunnelKind, unit: FunnelUnit): FunnelUnit {
  const { id, numerator, denominator } = unit
  const whole = numerator >= 0 && denominator >= 0 && Number.isFinite(numerator) && Number.isFinite(denominator)
  if (!whole || (kind === 'proportion' && numerator > denominator) || (kind === 'shmi' && numerator === 0)) {
    throw new RangeError(`${id}: ${numerator} of ${denominator} is no figure of a ${kind} funnel.`)
  }
  return unit
}
