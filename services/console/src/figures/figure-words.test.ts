import { expect, it } from 'vitest'
import { sayingOf } from './figure-words.ts'

it('says marks of an axis with as many places as tell them apart', () => {
  const marks = (unit: 'percent' | 'wte-per-1000', values: number[], step: number) =>
    values.map((value) => sayingOf({ unit }).axis(value, step))
  expect(marks('percent', [0.08, 0.082, 0.084], 0.002)).toEqual(['8.0%', '8.2%', '8.4%'])
  expect(marks('percent', [0.6, 0.65], 0.05)).toEqual(['60%', '65%'])
  expect(marks('wte-per-1000', [0.16, 0.17, 0.2], 0.01)).toEqual(['1.6', '1.7', '2.0'])
})
