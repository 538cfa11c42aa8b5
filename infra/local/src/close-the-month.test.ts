import type { Month } from '@oh/kernel'
import { expect, it } from 'vitest'
import { monthAsked } from './close-the-month.ts'

const november = '2026-11' as Month

it('closes the month that is over, unless another is named', () => {
  expect(monthAsked([], november)).toBe('2026-10')
  expect(monthAsked(['--month', '2026-08'], november)).toBe('2026-08')
})

it('refuses a month that is not over', () => {
  for (const month of ['2026-11', '2027-01']) expect(() => monthAsked(['--month', month], november)).toThrow('is not over')
})

it.each([[['2026-10']], [['--month']], [['--month', 'October']], [['--month', '2026-13']], [['--month', '2026-10', '--now']]])(
  'says how to write it when it is given %j',
  (args) => {
    expect(() => monthAsked(args, november)).toThrow('Write: npm run close-month')
  },
)
