import type { Clock, Instant, MemberId } from '@oh/kernel'
import { z } from 'zod'
import { claimFault, readClaims, secondsOf, timedClaims } from './claims.ts'
import { signCompact, verifyCompact } from './compact-token.ts'
import type { KeySource } from './key-source.ts'
import type { SigningKey } from './signing-key.ts'

const HEARTBEAT_TYPE = 'heartbeat+jwt'
const HEARTBEAT_SECONDS = 60
const DIRECTORY_AUDIENCE = 'directory'

/** What a member says of itself: where it answers and in which versions. */
export interface Heartbeat {
  readonly endpoint: string
  readonly softwareVersion: string
  /** Version of its part of the graph. */
  readonly schemaVersion: string
}

const heartbeatClaims = z.strictObject({
  ...timedClaims,
  endpoint: z.url({ protocol: /^https?$/ }).max(500),
  softwareVersion: z.string().min(1).max(40),
  schemaVersion: z.string().min(1).max(40),
})

/** A member's signed heartbeat for the directory, good for 60 seconds. */
export function signHeartbeat(key: SigningKey, member: MemberId, said: Heartbeat, now: Instant): Promise<string> {
  const iat = secondsOf(now)
  return signCompact(key, HEARTBEAT_TYPE, {
    iss: member,
    aud: DIRECTORY_AUDIENCE,
    jti: crypto.randomUUID(),
    iat,
    exp: iat + HEARTBEAT_SECONDS,
    ...said,
  })
}

/** What the member of that id said, or undefined when it was not said by it, is stale or was altered. Never throws for a bad statement. */
export async function readHeartbeat(
  statement: string,
  want: { readonly member: MemberId; readonly keys: KeySource; readonly now: Clock },
): Promise<Heartbeat | undefined> {
  const signature = await verifyCompact(statement, { type: HEARTBEAT_TYPE, keys: want.keys })
  if (signature.kind === 'rejected') return undefined
  const claims = readClaims(signature.payload, heartbeatClaims)
  if (!claims) return undefined
  const fault = claimFault(claims, {
    issuer: want.member,
    audience: DIRECTORY_AUDIENCE,
    longestLifeSeconds: HEARTBEAT_SECONDS,
    graceSeconds: 30,
    now: want.now(),
  })
  if (fault) return undefined
  const { endpoint, softwareVersion, schemaVersion } = claims
  return { endpoint, softwareVersion, schemaVersion }
}
