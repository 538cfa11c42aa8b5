import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangC, loadOf, longestWaitAfter, meanWaitOf, type Queue, shareWithin } from './queueing.ts'

const markov = (servers: number, load: number): Queue => ({
  servers,
  arrivals: load * servers,
  service: 1,
  serviceVariation: 1,
  arrivalVariation: 1,
})

/** The textbook sum, term by term: a^c/c! c/(c-a) over itself plus the sum of a^n/n! below c. */
function naiveErlangC(servers: number, offered: number): number {
  const term = (n: number) =>
    Array.from({ length: n }, (_, at) => offered / (at + 1)).reduce((product, each) => product * each, 1)
  const all = (term(servers) * servers) / (servers - offered)
  return all / (all + Array.from({ length: servers }, (_, n) => term(n)).reduce((sum, each) => sum + each, 0))
}

describe('the formula of a queue', () => {
  it.each([
    [1, 9.0],
    [5, 1.52],
    [8, 0.88],
  ])('gives the known wait over service at load 0.9 for %i servers: %f', (servers, wait) => {
    expect(meanWaitOf(markov(servers, 0.9))).toBeCloseTo(wait, 2)
  })

  it('agrees with the textbook sum for any number of servers and load', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.01, max: 0.98, noNaN: true }), (servers, load) => {
        const naive = naiveErlangC(servers, load * servers)
        expect(erlangC(servers, load * servers)).toBeCloseTo(naive, 9)
        expect(meanWaitOf(markov(servers, load))).toBeCloseTo(naive / (servers * (1 - load)), 6)
      }),
    )
  })

  it('is that of Pollaczek and Khinchine for one server: no spread of service halves the wait', () => {
    const queue = { ...markov(1, 0.8), serviceVariation: 0 }
    expect(meanWaitOf(queue)).toBeCloseTo(0.8 / 0.2 / 2, 12)
    expect(meanWaitOf({ ...queue, serviceVariation: 3 })).toBeCloseTo((0.8 / 0.2) * 2, 12)
  })

  it('has no steady state from load 1 on, and no wait where nothing comes', () => {
    expect(meanWaitOf(markov(3, 1))).toBe(Number.POSITIVE_INFINITY)
    expect([erlangC(3, 3), erlangC(3, 0), meanWaitOf(markov(3, 0))]).toEqual([1, 0, 0])
    expect(loadOf(markov(4, 0.25))).toBe(0.25)
    expect(() => erlangC(1.5, 1)).toThrow(RangeError)
    expect(() => erlangC(1, -1)).toThrow(RangeError)
  })

  it('gives the exponential tail of M/M/1: the chance to wait beyond t is load times e to the minus (1 - load)t', () => {
    const within = shareWithin(4, { delayed: 0.9, meanWait: 9 })
    expect(within).toBeCloseTo(1 - 0.9 * Math.exp(-0.1 * 4), 12)
    expect(shareWithin(-1, { delayed: 0.9, meanWait: 9 })).toBe(0)
    expect(shareWithin(0, { delayed: 0, meanWait: 0 })).toBe(1)
  })

  it('bounds a queue that began empty by one without slack: M/M/1 fully used, played step by step', () => {
    const [runs, time] = [400, 400]
    const chance = dice(7)
    const exponential = () => -Math.log(1 - chance())
    let total = 0
    for (let run = 0; run < runs; run += 1) {
      // Lindley: the wait of the next is what is left of the wait and service of the one before
      let wait = 0
      for (let clock = 0; clock < time; ) {
        const gap = exponential()
        clock += gap
        wait = Math.max(0, wait + exponential() - gap)
      }
      total += wait
    }
    const played = total / runs
    expect(longestWaitAfter(markov(1, 1), time) / played).toBeGreaterThan(0.85)
    expect(longestWaitAfter(markov(1, 1), time) / played).toBeLessThan(1.15)
  })
})

/** A plain generator, so that the oracle shares nothing with the simulator (Park and Miller). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
