/** A run that ended sooner than this after its start counts as a fast failure. */
export const FAST_FAILURE_MS = 10_000
/** This many fast failures in a row and the service is given up. */
export const FAST_FAILURES = 6

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 10_000

export type Restart = { readonly kind: 'restart'; readonly afterMs: number } | { readonly kind: 'give-up' }

/**
 * What to do after a service ended by itself. `fastFailures` counts this end when it was one. Full jitter: anywhere from 0
 * to a limit that doubles with each failure up to 10 s. `chance` is a number from 0 to 1.
 */
export function afterEnd(fastFailures: number, chance: number): Restart {
  if (fastFailures >= FAST_FAILURES) return { kind: 'give-up' }
  const limit = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** fastFailures)
  return { kind: 'restart', afterMs: Math.round(chance * limit) }
}

/** The new count of fast failures in a row: a run that lasted starts the count again. */
export function countFailure(before: number, ranForMs: number): number {
  return ranForMs < FAST_FAILURE_MS ? before + 1 : 0
}
