import { type Instant, millisecondsOf } from '@oh/kernel'

const MINUTE = 60_000

/** Without activity for this long the page locks. */
export const IDLE_MILLISECONDS = 15 * MINUTE
/** However active, a sign-in is over after this long. */
export const ABSOLUTE_MILLISECONDS = 8 * 60 * MINUTE

/** When a sign-in began, was last used and, if it was, put under lock before its time. */
export interface SignInTimes {
  readonly startedAt: Instant
  readonly seenAt: Instant
  readonly lockedAt?: Instant | undefined
}

/**
 * Live, or locked: still known, so that the same person can sign in again and go on where he was, but good for nothing
 * else. Both limits count from the exact millisecond on.
 */
export function isLive({ startedAt, seenAt, lockedAt }: SignInTimes, now: Instant): boolean {
  const at = millisecondsOf(now)
  return (
    lockedAt === undefined &&
    at - millisecondsOf(seenAt) < IDLE_MILLISECONDS &&
    at - millisecondsOf(startedAt) < ABSOLUTE_MILLISECONDS
  )
}
