import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showCount, showMedian, showPart, showTotal } from './live.ts'
import { POLICY } from './policy.ts'
import { isValue } from './shown.ts'

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

describe('a live count of people who are a part of others shown', () => {
  it.each([
    ['18 of 20 would tell of the other 2', 18, 20, { mark: 'c' }],
    ['13 of 20 would tell of the other 7', 13, 20, { mark: 'c' }],
    ['12 of 20 leaves 8', 12, 20, { value: 10 }],
    ['all of them says something of each', 20, 20, { mark: 'c' }],
    ['few are few, however many the rest', 7, 100, { mark: 'c' }],
    ['none of many are none', 0, 20, { value: 0 }],
    ['none of few says something of each', 0, 7, { mark: 'c' }],
    ['none of nobody is none', 0, 0, { value: 0 }],
  ])('%s', (_rule, part, of, shown) => expect(showPart(part, of, POLICY)).toEqual(shown))

  it("obeys the service's higher floor for the part and for the rest", () => {
    expect(showPart(15, 100, POLICY, 20)).toEqual({ mark: 'c' })
    expect(showPart(85, 100, POLICY, 20)).toEqual({ mark: 'c' })
    expect(showPart(80, 100, POLICY, 20)).toEqual({ value: 80 })
    expect(showPart(5, 100, POLICY, 2)).toEqual({ mark: 'c' })
  })

  it('never leaves 1 to 7 people on either side of what is shown, nor everybody', () => {
    const counts = fc.integer({ min: 0, max: 200 }).chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))
    fc.assert(
      fc.property(counts, ([part, of]) => {
        if (of === 0 || !isValue(showPart(part, of, POLICY))) return
        expect([part === 0 || part >= 8, of - part >= 8]).toEqual([true, true])
      }),
    )
  })

  it.each([
    [3, 2],
    [-1, 5],
    [1.5, 5],
  ])('%d of %d is no part', (part, of) => expect(() => showPart(part, of, POLICY)).toThrow(RangeError))
})

describe('a live count of people of several services', () => {
  it.each([
    ['two services would each know the other’s share', 30, 2, { mark: 'c' }],
    ['so would one that is alone with it', 30, 1, { mark: 'c' }],
    ['three are enough', 31, 3, { value: 30 }],
    ['few are few, whoever has them', 7, 5, { mark: 'c' }],
    ['nobody is nobody', 0, 0, { value: 0 }],
  ])('%s', (_rule, count, contributors, shown) => expect(showTotal(count, contributors, POLICY)).toEqual(shown))
})

describe('a live count of people of several services', () => {
  it.each([
    ['two services would each know the other’s share', 30, 2, { mark: 'c' }],
    ['so would one that is alone with it', 30, 1, { mark: 'c' }],
    ['three are enough', 31, 3, { value: 30 }],
    ['few are few, whoever has them', 7, 5, { mark: 'c' }],
    ['nobody is nobody', 0, 0, { value: 0 }],
  ])('%s', (_rule, count, contributors, shown) => expect(showTotal(count, contributors, POLICY)).toEqual(shown))
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
