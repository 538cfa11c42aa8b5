import { expect, test } from 'vitest'
import { refreshIsDue, unknownKeyMayRefresh } from './refresh-policy.ts'

const never = Number.NEGATIVE_INFINITY
const SECOND = 1_000
const HOURS_24 = 86_400 * SECOND

test.each([
  ['nothing held, never tried', { heldAt: undefined, triedAt: never }, true],
  ['nothing held, tried just now', { heldAt: undefined, triedAt: HOURS_24 }, false],
  ['nothing held, tried a second ago', { heldAt: undefined, triedAt: HOURS_24 - SECOND }, true],
  ['held for less than 4 minutes', { heldAt: HOURS_24 - 239_999, triedAt: never }, false],
  ['held for 4 minutes, tried 29 s ago', { heldAt: HOURS_24 - 240_000, triedAt: HOURS_24 - 29_999 }, false],
  ['held for 4 minutes, tried 30 s ago', { heldAt: HOURS_24 - 240_000, triedAt: HOURS_24 - 30_000 }, true],
  ['held for 24 hours, tried a second ago', { heldAt: 0, triedAt: HOURS_24 - SECOND }, true],
  ['a clock set back', { heldAt: HOURS_24 + 60 * SECOND, triedAt: HOURS_24 + 60 * SECOND }, false],
])('%s', (_, state, due) => {
  expect(refreshIsDue({ now: HOURS_24, ...state })).toBe(due)
})

test.each([
  [30, 60, true],
  [29, 60, false],
  [30, 59, false],
])('an unknown key, %i s after an attempt and %i s after another unknown key', (tried, asked, may) => {
  const now = HOURS_24
  expect(unknownKeyMayRefresh({ now, triedAt: now - tried * SECOND, askedAt: now - asked * SECOND })).toBe(may)
})
