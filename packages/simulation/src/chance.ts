import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** One stream of chance. */
export interface Chance {
  /** Evenly from 0 up to, and not including, 1. */
  next(): number
  /** True in this share of draws. */
  happens(share: number): boolean
}

const WARM_UP = 8

/**
 * A stream of chance that depends on the seed and the name alone. What is drawn from one stream does not move another, so
 * that two worlds that differ in one thing are otherwise alike, seed by seed.
 */
export function chanceOf(seed: number, name: string): Chance {
  const generator = xoroshiro128plus(hashOf(`${seed} ${name}`))
  // streams of similar names begin alike
  for (let drawn = 0; drawn < WARM_UP; drawn += 1) generator.next()
  const next = () => uniformFloat64(generator)
  return { next, happens: (share) => next() < share }
}

/** The first row whose share covers the draw; the last one when rounding leaves a gap. Throws RangeError on no rows. */
export function pickBy<Row>(rows: readonly Row[], shareOf: (row: Row) => number, draw: number): Row {
  const last = rows.at(-1)
  if (last === undefined) throw new RangeError('there is nothing to pick from')
  const total = rows.reduce((sum, row) => sum + shareOf(row), 0)
  let left = draw * total
  for (const row of rows) {
    left -= shareOf(row)
    if (left < 0) return row
  }
  return last
}

/**
 * How many of something that happens `mean` times on average, from one draw: Poisson by inversion. A higher mean never
 * gives fewer for the same draw. `mean` is 0 or more and at most 500.
 */
export function poissonOf(mean: number, draw: number): number {
  if (!(mean >= 0 && mean <= 500)) throw new RangeError(`${mean} is no mean from 0 to 500`)
  let count = 0
  let chance = Math.exp(-mean)
  let sum = chance
  while (sum < draw && chance > 0) {
    count += 1
    chance *= mean / count
    sum += chance
  }
  return count
}

/** FNV-1a over code units, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash | 0
}
