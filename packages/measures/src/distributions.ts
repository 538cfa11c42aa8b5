import { sum } from './average.ts'

/**
 * The value below which a chi-squared variable of `freedom` degrees stays with probability `probability` (0 to 1).
 * Found by halving, to about 14 figures; 0 for probability 0. Throws RangeError outside 0 <= probability < 1 or for
 * degrees of freedom that are not above 0.
 */
export function chiSquaredQuantile(probability: number, freedom: number): number {
  if (!(probability >= 0 && probability < 1 && freedom > 0))
    throw new RangeError(`No quantile ${probability} of ${freedom} degrees of freedom.`)
  let [low, high] = [0, freedom]
  while (chiSquaredBelow(high, freedom) < probability) high *= 2
  for (let halving = 0; halving < 200 && high - low > 1e-15 * high; halving += 1) {
    const middle = (low + high) / 2
    if (chiSquaredBelow(middle, freedom) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Probabilities of 0, 1, … `trials` successes; their sum is 1. */
export function binomialProbabilities(trials: number, chance: number): number[] {
  if (chance === 0 || chance === 1) return Array.from({ length: trials + 1 }, (_, at) => Number(at === trials * chance))
  const odds = Math.log(chance) - Math.log1p(-chance)
  let log = trials * Math.log1p(-chance)
  const found = [Math.exp(log)]
  for (let successes = 1; successes <= trials; successes += 1) {
    log += Math.log((trials - successes + 1) / successes) + odds
    found.push(Math.exp(log))
  }
  const all = sum(found)
  return found.map((probability) => probability / all)
}

/** Type-7 quantile, the default of R: linear between the two nearest of the sorted values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2)
  return low + (place - Math.floor(place)) * (high - low)
}

function chiSquaredBelow(value: number, freedom: number): number {
  return regularisedGamma(freedom / 2, value / 2)
}

/** Lower regularised incomplete gamma: its series below a + 1, its continued fraction above (Abramowitz and Stegun 6.5). */
function regularisedGamma(a: number, x: number): number {
  if (x <= 0) return 0
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a))
  return x < a + 1 ? factor * series(a, x) : 1 - factor * continuedFraction(a, x)
}

function series(a: number, x: number): number {
  let term = 1 / a
  let total = term
  for (let at = a + 1; Math.abs(term) > Number.EPSILON * Math.abs(total); at += 1) {
    term *= x / at
    total += term
  }
  return total
}

function continuedFraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let at = 1; at < 10_000; at += 1) {
    const an = -at * (at - a)
    b += 2
    d = 1 / nonZero(an * d + b, tiny)
    c = nonZero(b + an / c, tiny)
    fraction *= d * c
    if (Math.abs(d * c - 1) < Number.EPSILON) break
  }
  return fraction
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/** Logarithm of the gamma function for a > 0: Stirling's series, after shifting the argument above 15. */
function logGamma(a: number): number {
  let [x, shift] = [a, 0]
  for (; x < 15; x += 1) shift += Math.log(x)
  const inverse = 1 / (x * x)
  const tail = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + tail - shift
}
