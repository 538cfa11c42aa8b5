import { describe, expect, it } from 'vitest'
import { type InTime, sharedInTime } from './in-time.ts'

/** Counts of months in which so many crossed into the month and so many were received and seen within it. */
function countsOf(months: readonly { readonly crossed: number; readonly within: number }[], withinBefore: number): InTime[] {
  return months.map(({ crossed, within }, at) => ({
    seen: crossed + within,
    received: crossed + (months[at - 1]?.within ?? withinBefore),
  }))
}

/** Every way to share the counts, for as long as they follow each other; found by trying all. */
function waysOf(counts: readonly InTime[]): number {
  let ways = 0
  for (let first = 0; first <= (counts[0]?.received ?? 0); first += 1) {
    let before = first
    const isWay = counts.every(({ seen, received }) => {
      const crossed = received - before
      before = seen - crossed
      return crossed >= 0 && before >= 0
    })
    if (isWay) ways += 1
  }
  return ways
}

describe('who is received and seen in time', () => {
  it('is shared out so that every count comes out again, each month after the one before', () => {
    let random = 1
    const below = (most: number) => {
      random = (random * 48_271) % 2_147_483_647
      return random % most
    }
    for (let round = 0; round < 300; round += 1) {
      const months = Array.from({ length: 1 + below(12) }, () => ({ crossed: below(5), within: below(9) }))
      const counts = countsOf(months, below(6))
      const shared = sharedInTime(counts)
      expect(shared.map(({ follows }) => follows)).toEqual(counts.map((_, at) => at > 0))
      for (const [at, { crossed, within, withinBefore }] of shared.entries()) {
        expect({ seen: crossed + within, received: crossed + withinBefore }).toEqual(counts[at])
        expect(Math.min(crossed, within, withinBefore)).toBeGreaterThanOrEqual(0)
        if (at > 0) expect(withinBefore).toBe(shared[at - 1]?.within)
      }
    }
  })

  it('begins anew where no way goes on, and only there', () => {
    // nobody was seen in two months, and yet five of those received in the first were
    const counts = [
      { seen: 4, received: 4 },
      { seen: 0, received: 0 },
      { seen: 0, received: 5 },
      { seen: 6, received: 3 },
    ]
    expect(waysOf(counts.slice(0, 3))).toBe(0)
    expect([waysOf(counts.slice(0, 2)), waysOf(counts.slice(2))].every((ways) => ways > 0)).toBe(true)
    expect(sharedInTime(counts).map(({ follows }) => follows)).toEqual([false, true, false, true])
  })

  it('has no months where there are none', () => {
    expect(sharedInTime([])).toEqual([])
  })
})
