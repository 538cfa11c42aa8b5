import { type Instant, millisecondsOf } from '@oh/kernel'
import { z } from 'zod'
import { jsonIn, visibleText } from './token-shape.ts'

/** How far two clocks may differ before it matters. */
export const SKEW_SECONDS = 30

/** Whole seconds since 1970 (a NumericDate), never text. */
export const numericDate = z.int().min(0)

/** The claims every token of the federation has. All are compared or bounded; none is read as a role. */
export const timedClaims = { iss: visibleText, aud: visibleText, jti: visibleText, iat: numericDate, exp: numericDate }

export type ClaimFault = 'bad-claims' | 'wrong-issuer' | 'wrong-audience' | 'expired' | 'not-yet-valid' | 'lives-too-long'

export interface TimedClaims {
  readonly iss: string
  readonly aud: string
  readonly iat: number
  readonly exp: number
  readonly nbf?: number
}

export interface ClaimWant {
  readonly issuer: string
  readonly audience: string
  readonly longestLifeSeconds: number
  /** How long after `exp` the token still serves. */
  readonly graceSeconds: number
  readonly now: Instant
}

/** The claims when the bytes are JSON of exactly that shape, else undefined. A claim the shape does not name is not allowed. */
export function readClaims<Shape extends z.ZodType>(payload: Uint8Array, shape: Shape): z.infer<Shape> | undefined {
  const claims = shape.safeParse(jsonIn(payload))
  return claims.success ? claims.data : undefined
}

/** The first fault of well-shaped claims, or undefined when they hold now for this issuer and audience. Pure. */
export function claimFault(claims: TimedClaims, want: ClaimWant): ClaimFault | undefined {
  const now = millisecondsOf(want.now) / 1000
  if (claims.iss !== want.issuer) return 'wrong-issuer'
  if (claims.aud !== want.audience) return 'wrong-audience'
  if (claims.exp <= claims.iat) return 'bad-claims'
  if (claims.exp - claims.iat > want.longestLifeSeconds) return 'lives-too-long'
  if (now >= claims.exp + want.graceSeconds) return 'expired'
  if (now + SKEW_SECONDS < Math.max(claims.iat, claims.nbf ?? 0)) return 'not-yet-valid'
  return undefined
}

/** Whole seconds since 1970, rounded down. */
export function secondsOf(instant: Instant): number {
  return Math.floor(millisecondsOf(instant) / 1000)
}
