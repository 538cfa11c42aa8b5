import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMilliseconds,
  asLondonDate,
  daysBetween,
  holdsOn,
  type Instant,
  instantOf,
  isInstant,
  type LondonDate,
  londonDateOf,
  millisecondsOf,
} from './instant.ts'

const date = (text: string) => text as LondonDate
const at = (text: string) => text as Instant
const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) })
const days = moments.map((time) => date(instantOf(time).slice(0, 10)))

describe('an instant', () => {
  it('is UTC text to the millisecond', () => {
    expect(instantOf(0)).toBe('1970-01-01T00:00:00.000Z')
    expect(instantOf(new Date(Date.UTC(2026, 3, 1, 9, 30)))).toBe('2026-04-01T09:30:00.000Z')
    expect(() => instantOf(Number.NaN)).toThrow(RangeError)
  })

  it('sorts as text in the order of time', () => {
    fc.assert(fc.property(moments, moments, (a, b) => instantOf(a) < instantOf(b) === a < b))
  })

  it('moves by milliseconds and back', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -1e9, max: 1e9 }), (time, step) => {
        expect(millisecondsOf(addMilliseconds(instantOf(time), step))).toBe(time + step)
      }),
    )
  })
})

describe('a London date', () => {
  it('follows summer time over midnight', () => {
    expect(londonDateOf(at('2026-06-30T22:59:59.999Z'))).toBe('2026-06-30')
    expect(londonDateOf(at('2026-06-30T23:00:00.000Z'))).toBe('2026-07-01')
    expect(londonDateOf(at('2026-01-31T23:59:59.999Z'))).toBe('2026-01-31')
  })

  it('turns with the clocks on the last Sundays of March and October', () => {
    expect(londonDateOf(at('2026-03-28T23:30:00.000Z'))).toBe('2026-03-28')
    expect(londonDateOf(at('2026-03-29T23:30:00.000Z'))).toBe('2026-03-30')
    expect(londonDateOf(at('2026-10-24T23:30:00.000Z'))).toBe('2026-10-25')
    expect(londonDateOf(at('2026-10-25T23:30:00.000Z'))).toBe('2026-10-25')
  })

  it('is read only when the day exists', () => {
    for (const text of ['2026-02-28', '2028-02-29', '2026-12-31']) expect(asLondonDate(text)).toBe(text)
    for (const text of [
      '',
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '01/04/2026',
      '2026-04-01T00:00',
      ' 2026-04-01',
    ]) {
      expect(asLondonDate(text)).toBeUndefined()
    }
  })

  it('moves by calendar days across months, leap days and clock changes', () => {
    expect(addDays(date('2028-02-28'), 2)).toBe('2028-03-01')
    expect(addDays(date('2026-03-28'), 2)).toBe('2026-03-30')
    expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31')
  })

  it('counts the calendar days it was moved by, in both directions', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count)
      }),
    )
  })
})

describe('the text of a moment', () => {
  it.each(['2026-11-23T09:42:00.000Z', '2028-02-29T23:59:59.999Z', '0001-01-01T00:00:00.000Z'])('is one: %s', (text) => {
    expect(isInstant(text)).toBe(true)
  })

  it.each([
    '2026-99-99T00:00:00.000Z',
    '2026-02-30T10:00:00.000Z',
    '2026-02-29T10:00:00.000Z',
    '2026-11-23T24:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '2026-11-23T09:42:00Z',
    '2026-11-23T09:42:00.000+00:00',
    ' 2026-11-23T09:42:00.000Z',
  ])('is none: %j', (text) => {
    expect(isInstant(text)).toBe(false)
  })
})

describe('a dated row', () => {
  it('holds from its first day and no longer on its last', () => {
    const row = { from: date('2022-07-01'), to: date('2026-04-01') }
    const asked = ['2022-06-30', '2022-07-01', '2026-03-31', '2026-04-01'].map(date)
    expect(asked.map((day) => holdsOn(day, row))).toEqual([false, true, true, false])
  })

  it('holds for good without a last day', () => {
    expect(holdsOn(date('2099-01-01'), { from: date('2026-04-01') })).toBe(true)
    expect(holdsOn(date('2026-03-31'), { from: date('2026-04-01'), to: undefined })).toBe(false)
  })
})
