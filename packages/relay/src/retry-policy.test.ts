import { describe, expect, it } from 'vitest'
import { REFUSALS } from './answers.ts'
import { delayAfter, delayRange, failureOf, nextTry, OPEN, paceAfter, windowOf } from './retry-policy.ts'

const passing = { reason: 'gap', lasts: 'passing' } as const
const lasting = { reason: 'bad-shape', lasts: 'lasting' } as const
const away = { reason: 'unreachable', lasts: 'away' } as const

describe('the pause between attempts', () => {
  it.each([
    [1, 2_000],
    [2, 4_000],
    [8, 256_000],
    [9, 300_000],
    [5_000, 300_000],
  ])('after attempt %i lies between 1 s and %i ms', (attempts, to) => {
    expect(delayRange(attempts)).toEqual({ from: 1_000, to })
    expect(delayAfter(attempts, 0)).toBe(1_000)
    expect(delayAfter(attempts, 0.5)).toBe((1_000 + to) / 2)
    expect(delayAfter(attempts, 0.999999)).toBeLessThanOrEqual(to)
  })
})

describe('what happens after a failed attempt', () => {
  it('never gives up on a passing failure', () => {
    expect(nextTry({ attempts: 100_000, refusals: 2 }, passing, 0.5)).toMatchObject({ kind: 'again', refusals: 2 })
    expect(nextTry({ attempts: 100_000, refusals: 2 }, away, 0.5)).toMatchObject({ kind: 'again', refusals: 2 })
  })
  it('parks at the third lasting refusal, not before, however many attempts failed on the way', () => {
    expect(nextTry({ attempts: 1, refusals: 0 }, lasting, 0)).toMatchObject({ kind: 'again', refusals: 1 })
    expect(nextTry({ attempts: 90, refusals: 1 }, lasting, 0)).toMatchObject({ kind: 'again', refusals: 2 })
    expect(nextTry({ attempts: 91, refusals: 2 }, lasting, 0)).toEqual({ kind: 'parked', refusals: 3 })
  })
  it('honours the pause the peer asks for when it is longer, up to an hour', () => {
    expect(nextTry({ attempts: 1, refusals: 0 }, { ...away, retryAfterSeconds: 120 }, 0)).toMatchObject({
      afterMilliseconds: 120_000,
    })
    expect(nextTry({ attempts: 9, refusals: 0 }, { ...away, retryAfterSeconds: 2 }, 0.5)).toMatchObject({
      afterMilliseconds: 150_500,
    })
    expect(nextTry({ attempts: 1, refusals: 0 }, { ...away, retryAfterSeconds: 1e9 }, 0)).toMatchObject({
      afterMilliseconds: 3_600_000,
    })
  })
})

describe('how an answer is read', () => {
  it.each([
    [500, undefined, 'away'],
    [502, 'gap', 'away'],
    [503, 'try-later', 'away'],
    [429, undefined, 'away'],
    [408, undefined, 'passing'],
    [425, undefined, 'passing'],
    [301, undefined, 'passing'],
    [400, undefined, 'lasting'],
    [404, undefined, 'lasting'],
    [413, '__proto__', 'lasting'],
  ])('%i with %s is %s', (status, code, lasts) => {
    expect(failureOf(status, code).lasts).toBe(lasts)
  })
  it.each(Object.entries(REFUSALS).filter(([, { status }]) => status < 500))(
    '%s means the same to both sides',
    (code, { status, lasts }) => {
      expect(failureOf(status, code)).toEqual({ reason: code, lasts })
    },
  )
})

describe('the pace of a peer', () => {
  const afterFailures = (count: number) =>
    Array.from({ length: count }).reduce<typeof OPEN>((pace) => paceAfter(pace, away, 0), OPEN)
  it('keeps the whole window for up to four failures in a row', () => {
    expect(windowOf(afterFailures(4), 0, 32)).toEqual({ size: 32, probe: false })
  })
  it('closes at the fifth for 10 s, then sends one message as a probe', () => {
    expect(windowOf(afterFailures(5), 9_999, 32)).toEqual({ size: 0, probe: false })
    expect(windowOf(afterFailures(5), 10_000, 32)).toEqual({ size: 1, probe: true })
  })
  it('closes for as long as the peer asks', () => {
    const pace = paceAfter(OPEN, { ...away, retryAfterSeconds: 30 }, 0)
    expect(windowOf(pace, 29_999, 32).size).toBe(0)
    expect(windowOf(pace, 30_000, 32)).toEqual({ size: 32, probe: false })
  })
  it('opens again with the first answer of any kind', () => {
    expect(paceAfter(afterFailures(7), undefined, 0)).toEqual(OPEN)
    expect(paceAfter(afterFailures(7), lasting, 0)).toEqual(OPEN)
  })
})
