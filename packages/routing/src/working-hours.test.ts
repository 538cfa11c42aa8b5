import type { Instant } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings, settingSources } from './settings.ts'
import { addWorkingHours } from './working-hours.ts'

const { workingDay } = defaultSettings

describe('working hours', () => {
  it.each([
    ['within one day in summer time', '2026-10-12T08:30:00.000Z', 4, '2026-10-12T12:30:00.000Z'],
    ['over night', '2026-10-12T14:00:00.000Z', 4, '2026-10-13T10:00:00.000Z'],
    ['a whole working day ends with it', '2026-10-12T08:00:00.000Z', 8, '2026-10-12T16:00:00.000Z'],
    ['from before opening', '2026-10-12T02:00:00.000Z', 1, '2026-10-12T09:00:00.000Z'],
    ['from after closing', '2026-10-12T19:00:00.000Z', 1, '2026-10-13T09:00:00.000Z'],
    ['over a weekend and the end of summer time', '2026-10-23T15:00:00.000Z', 2, '2026-10-26T10:00:00.000Z'],
    ['over a weekend and the start of summer time', '2026-03-27T16:00:00.000Z', 2, '2026-03-30T09:00:00.000Z'],
    ['over Christmas: Friday, weekend, Monday in lieu', '2026-12-24T16:30:00.000Z', 1, '2026-12-29T09:30:00.000Z'],
    ['half an hour', '2026-10-12T08:00:00.000Z', 0.5, '2026-10-12T08:30:00.000Z'],
  ])('counts %s', (_, from, hours, to) => {
    expect(addWorkingHours(from as Instant, hours, workingDay)).toBe(to)
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s hours', (hours) => {
    expect(() => addWorkingHours('2026-10-12T08:00:00.000Z' as Instant, hours, workingDay)).toThrow(RangeError)
  })

  it.each([
    { startsAtHour: 17, endsAtHour: 9 },
    { startsAtHour: 0, endsAtHour: 9 },
    { startsAtHour: 9, endsAtHour: 25 },
  ])('refuses a working day of $startsAtHour to $endsAtHour', (day) => {
    expect(() => addWorkingHours('2026-10-12T08:00:00.000Z' as Instant, 1, day)).toThrow(RangeError)
  })

  it('gives the same end whether counted at once or in two stretches', () => {
    const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    const hours = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(start, hours, hours, (date, one, two) => {
        const from = date.toISOString() as Instant
        const between = addWorkingHours(from, one, workingDay)
        expect(addWorkingHours(between, two, workingDay)).toBe(addWorkingHours(from, one + two, workingDay))
        expect(between > from).toBe(true)
      }),
    )
  })
})

describe('default settings', () => {
  it('say where each comes from', () => {
    expect(Object.keys(settingSources).sort()).toEqual(Object.keys(defaultSettings).sort())
    for (const source of Object.values(settingSources)) expect(source).not.toBe('')
  })

  it('give an urgent offer less time than one that is soon, and that less than a routine one', () => {
    const { urgent, soon, routine } = defaultSettings.offerExpiresAfterWorkingHours
    expect(urgent).toBeLessThan(soon)
    expect(soon).toBeLessThan(routine)
  })
})
