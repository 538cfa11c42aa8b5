import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance from a seed: the same seed gives the same tables on every machine. */
export interface Chance {
  /** From 0 to below 1. */
  unit(): number
  /** A whole number from 0 to below the limit. */
  below(limit: number): number
  /** A count of events of which so many are expected. */
  poisson(mean: number): number
}

export function chanceFrom(seed: number): Chance {
  const generator = xoroshiro128plus(seed)
  // the first numbers of seeds that lie close together do so too
  for (let skipped = 0; skipped < 20; skipped += 1) uniformFloat64(generator)
  const unit = () => uniformFloat64(generator)
  return { unit, below: (limit) => uniformInt(generator, 0, Math.max(0, limit - 1)), poisson: (mean) => poisson(mean, unit) }
}

/** Knuth's product of uniforms, in pieces of a mean that does not underflow. */
function poisson(mean: number, unit: () => number): number {
  if (mean > 30) return poisson(30, unit) + poisson(mean - 30, unit)
  const limit = Math.exp(-mean)
  let [count, product] = [0, unit()]
  while (product > limit) [count, product] = [count + 1, product * unit()]
  return count
}
