import { type Clock, type Instant, instantOf, type PersonId } from '@oh/kernel'
import { z } from 'zod'
import { type ClaimFault, claimFault, numericDate, readClaims, SKEW_SECONDS, timedClaims } from './claims.ts'
import { type SignatureFault, verifyCompact } from './compact-token.ts'
import type { KeySource } from './key-source.ts'
import { visibleText } from './token-shape.ts'

/** The one audience of every person's token. */
export const FEDERATION_AUDIENCE = 'oh-federation'
/** The `typ` of a person's access token (RFC 9068 section 2.1). */
export const PERSON_TOKEN_TYPE = 'at+jwt'
/** No person's token may live longer. */
export const LONGEST_PERSON_TOKEN_SECONDS = 15 * 60

/** Any reason a token is refused, as a stable word. `missing` and the rest are answered alike: 401. */
export type TokenFault = SignatureFault | ClaimFault

export interface PersonTrust {
  /** The one identity provider whose word counts, exactly as it writes itself. */
  readonly issuer: string
  readonly audience: string
  readonly keys: KeySource
  readonly now: Clock
}

/** Who signed in: never what they may do. */
export interface VerifiedPerson {
  readonly kind: 'verified'
  readonly person: PersonId
  readonly expiresAt: Instant
  readonly signedInAt?: Instant
  /** The provider's assurance level (`acr`), as it wrote it. */
  readonly assurance?: string
}

export type PersonReading = VerifiedPerson | { readonly kind: 'rejected'; readonly fault: TokenFault }

/** `client_id`, `scope` and `sid` may stand there and are never read: roles come from memberships alone. */
const personClaims = z.strictObject({
  ...timedClaims,
  nbf: numericDate,
  sub: visibleText,
  auth_time: numericDate.optional(),
  acr: visibleText.optional(),
  client_id: z.string().optional(),
  scope: z.string().optional(),
  sid: z.string().optional(),
})

/**
 * Verifies a person's access token: strict shape, ES256 by a key of the issuer, closed claims, one audience, a life of at
 * most 15 minutes, clocks within 30 seconds. Gives who signed in, or the first fault as a stable word.
 * Never throws for a bad token; `keys-unavailable` means that the provider could not be asked and nothing is known.
 */
export async function verifyPersonToken(token: unknown, trust: PersonTrust): Promise<PersonReading> {
  const signature = await verifyCompact(token, { type: PERSON_TOKEN_TYPE, keys: trust.keys })
  if (signature.kind === 'rejected') return signature
  const claims = readClaims(signature.payload, personClaims)
  if (!claims) return { kind: 'rejected', fault: 'bad-claims' }
  const fault = claimFault(claims, {
    issuer: trust.issuer,
    audience: trust.audience,
    longestLifeSeconds: LONGEST_PERSON_TOKEN_SECONDS,
    graceSeconds: SKEW_SECONDS,
    now: trust.now(),
  })
  return fault ? { kind: 'rejected', fault } : personIn(claims)
}

function personIn({ sub, exp, auth_time, acr }: z.infer<typeof personClaims>): VerifiedPerson {
  return {
    kind: 'verified',
    person: sub as PersonId,
    expiresAt: instantOf(exp * 1000),
    ...(auth_time === undefined ? {} : { signedInAt: instantOf(auth_time * 1000) }),
    ...(acr === undefined ? {} : { assurance: acr }),
  }
}
