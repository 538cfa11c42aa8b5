import { describe, expect, it } from 'vitest'
import { standingOutSentence, whatStandsOut } from './what-stands-out.ts'

const alike = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `A${at}`, numerator: 600 + (at % 7), denominator: 1_000 }))
const named = (id: string) => id
const say = (units: Parameters<typeof whatStandsOut>[1]) =>
  standingOutSentence(whatStandsOut('proportion', units), named, 'systems')

describe('what stands out', () => {
  it('is nothing where all differ by no more than chance', () => {
    expect(say(alike(40))).toBe(
      'None of the 40 systems with a published figure differs from all of them together by more than chance and the usual spread explain.',
    )
  })

  it('is whoever lies beyond the 99.8% limits, named in the order given', () => {
    const units = [
      ...alike(40),
      { id: 'LOW', numerator: 300, denominator: 1_000 },
      { id: 'HIGH', numerator: 900, denominator: 1_000 },
    ]
    expect(say(units)).toBe(
      'Of the 42 systems with a published figure, HIGH is higher, and LOW is lower than chance and the usual spread explain. The others do not differ by more than that.',
    )
  })

  it('is cut after five names', () => {
    const low = Array.from({ length: 7 }, (_, at) => ({ id: `L${at}`, numerator: 10, denominator: 1_000 }))
    const { lower } = whatStandsOut('proportion', [...alike(90), ...low])
    expect(lower.length).toBe(7)
    expect(say([...alike(90), ...low])).toContain('L0, L1, L2, L3, L4 and 2 more are lower')
  })

  it('is nothing to say without a figure', () => {
    expect(say([])).toBe('There is no published figure to compare systems by.')
  })

  it('knows how many would lie outside by chance alone', () => {
    expect(whatStandsOut('proportion', alike(42)).byChance).toBeCloseTo(0.084, 3)
  })
})
