import { describe, expect, it } from 'vitest'
import { showCount, showMedian } from './live.ts'
import { POLICY } from './policy.ts'

describe('a live count of people', () => {
  it.each([
    [0, { value: 0 }],
    [1, { mark: 'c' }],
    [7, { mark: 'c' }],
    [8, { value: 10 }],
    [52, { value: 50 }],
  ])('%i is shown as %j', (count, shown) => expect(showCount(count, POLICY)).toEqual(shown))

  it("obeys the service's higher floor, and no lower one", () => {
    expect(showCount(12, POLICY, 20)).toEqual({ mark: 'c' })
    expect(showCount(5, POLICY, 2)).toEqual({ mark: 'c' })
  })

  it.each([-1, 1.5, Number.NaN])('%d is no count', (count) => expect(() => showCount(count, POLICY)).toThrow(RangeError))
})

describe('a median of people', () => {
  it('is the middle, or between the two in the middle, as a whole number', () => {
    expect(showMedian([1, 2, 3, 4, 5, 6, 7, 8, 90], POLICY)).toEqual({ value: 5 })
    expect(showMedian([8, 1, 2, 3, 4, 7, 6, 5], POLICY)).toEqual({ value: 5 })
  })

  it('is confidential on 1 to 7 people and not applicable on none', () => {
    expect(showMedian([5, 5, 5, 5, 5, 5, 5], POLICY)).toEqual({ mark: 'c' })
    expect(showMedian([], POLICY)).toEqual({ mark: 'z' })
  })
})
