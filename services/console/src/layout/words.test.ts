import type { Instant, LondonDate } from '@oh/kernel'
import { expect, it } from 'vitest'
import { countInWords, dayInWords, listInWords, momentInWords, shareInWords, timeInWords } from './words.ts'

it('writes a day as people say it', () => {
  expect(dayInWords('2026-11-03' as LondonDate)).toBe('3 November 2026')
})

it.each([
  ['2026-11-23T09:42:00.000Z', '9:42am'],
  ['2026-11-23T09:00:00.000Z', '9am'],
  ['2026-11-23T12:00:00.000Z', 'midday'],
  ['2026-11-23T12:05:00.000Z', '12:05pm'],
  ['2026-11-23T00:00:00.000Z', 'midnight'],
  ['2026-11-23T00:30:00.000Z', '12:30am'],
  ['2026-07-01T16:30:00.000Z', '5:30pm'],
])('writes the London time of %s as %s', (at, words) => {
  expect(timeInWords(at as Instant)).toBe(words)
})

it('knows that a summer night in London is the next day', () => {
  expect(momentInWords('2026-06-30T23:15:00.000Z' as Instant)).toBe('1 July 2026 at 12:15am')
})

it('counts', () => {
  expect([countInWords(0, 'case'), countInWords(1, 'case'), countInWords(1204, 'case')]).toEqual([
    '0 cases',
    '1 case',
    '1,204 cases',
  ])
  expect(countInWords(2, 'person', 'people')).toBe('2 people')
})

it('lists', () => {
  expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(listInWords)).toEqual(['', 'A', 'A and B', 'A, B and C'])
})

it('shares, without saying none or all of what is only nearly so', () => {
  const shares = [
    [0, 0],
    [0, 400],
    [1, 400],
    [50, 400],
    [399, 400],
    [400, 400],
  ] as const
  expect(shares.map(([part, whole]) => shareInWords(part, whole))).toEqual(['', '0%', 'under 1%', '13%', 'over 99%', '100%'])
})
