import type { LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { readFields } from './form.ts'
import { readDate, startOf } from './form-date.ts'

const typed = (day: string, month: string, year: string) =>
  readDate(
    readFields([
      ['seen-day', day],
      ['seen-month', month],
      ['seen-year', year],
    ]),
    'seen',
  )

describe('a typed date', () => {
  it('may leave out leading noughts', () => {
    expect(typed('3', '2', '2026')).toEqual({ typed: { day: '3', month: '2', year: '2026' }, date: '2026-02-03', isWrong: false })
  })

  it.each([
    ['30', '2', '2026'],
    ['3', '', '2026'],
    ['3', 'March', '2026'],
    ['3', '3', '26'],
  ])('is wrong when there is no such day: %s %s %s', (day, month, year) => {
    expect(typed(day, month, year)).toMatchObject({ date: undefined, isWrong: true, typed: { day, month, year } })
  })

  it('is not wrong when nothing was typed', () => {
    expect(typed('', '', '')).toMatchObject({ date: undefined, isWrong: false })
  })

  it('begins at midnight in London, in summer too', () => {
    expect(startOf('2026-01-19' as LondonDate)).toBe('2026-01-19T00:00:00.000Z')
    expect(startOf('2026-07-19' as LondonDate)).toBe('2026-07-18T23:00:00.000Z')
  })
})
