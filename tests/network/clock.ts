import { addMilliseconds, type Clock, type Instant, instantOf } from '@oh/kernel'

const MINUTE = 60_000

/** One time for a whole test network, moved by the test alone. */
export interface TestClock {
  readonly now: Clock
  advance(by: { readonly minutes?: number; readonly hours?: number; readonly days?: number }): void
}

/** Starts at the given moment, on a Monday morning unless told otherwise. */
export function testClock(start: Instant = instantOf(Date.parse('2026-11-23T09:00:00Z'))): TestClock {
  let at = start
  return {
    now: () => at,
    advance: ({ minutes = 0, hours = 0, days = 0 }) => {
      at = addMilliseconds(at, (minutes + 60 * hours + 1_440 * days) * MINUTE)
    },
  }
}
