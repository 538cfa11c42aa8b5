import { createHash } from 'node:crypto'

/** A source of numbers that look like chance and are the same for the same words, on every machine and in every run. */
export interface Chance {
  /** Evenly over 0 up to but not including 1. */
  even(): number
  /** How many of `trials` succeed, each with the probability. */
  successes(trials: number, probability: number): number
  /** Events of a Poisson process with this mean. */
  events(mean: number): number
  /** Around 0, standard deviation 1. */
  normal(): number
}

/** The chance that belongs to these words. */
export function chanceOf(...words: readonly string[]): Chance {
  const seed = createHash('sha256').update(words.join('\u0000')).digest()
  const state = [0, 4, 8, 12].map((at) => seed.readUInt32LE(at))
  const even = () => sfc32(state) / 2 ** 32
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even())
  return {
    even,
    normal,
    successes: (trials, probability) => Array.from({ length: trials }).filter(() => even() < probability).length,
    events: (mean) => {
      let [count, product] = [0, even()]
      for (const least = Math.exp(-Math.min(mean, 700)); product > least; count += 1) product *= even()
      return count
    },
  }
}

/** Small fast counter generator of 128 bits, by Chris Doty-Humphrey (PractRand, public domain). */
function sfc32(state: number[]): number {
  const [a = 0, b = 0, c = 0, counter = 0] = state
  const next = (a + b + counter) | 0
  state[3] = (counter + 1) | 0
  state[0] = b ^ (b >>> 9)
  state[1] = (c + (c << 3)) | 0
  state[2] = (((c << 21) | (c >>> 11)) + next) | 0
  return next >>> 0
}
