import { type Clock, type Instant, type LondonDate, millisecondsOf, type PersonId } from '@oh/kernel'
import { z } from 'zod'
import { claimFault, readClaims, secondsOf, timedClaims } from './claims.ts'
import { signCompact, verifyCompact } from './compact-token.ts'
import type { KeySource } from './key-source.ts'
import type { Membership, Role } from './roles.ts'
import type { SigningKey } from './signing-key.ts'
import { visibleText } from './token-shape.ts'

/** Who says which regional and national roles a person holds: the directory, in whose database they stand. */
export const DIRECTORY_ISSUER = 'directory'
export const ROLES_PROOF_TYPE = 'roles-proof+jwt'
export const ROLES_PROOF_SECONDS = 60
/** The only roles that a proof can state: all others are a member's own to grant, whatever the directory holds. */
const PROVABLE: readonly Role[] = ['ics-lead', 'national-lead']

export interface RolesSubject {
  readonly person: PersonId
  /** The member that is to read it: a proof for one is nothing to another. */
  readonly audience: string
}

/** What the reader knows by itself: who called it, and who it is. */
export interface RolesWant extends RolesSubject {
  readonly keys: KeySource
  readonly now: Instant
}

const londonDay = z.iso.date() as unknown as z.ZodType<LondonDate>
const held = z.strictObject({
  role: z.string().max(60),
  scope: visibleText.optional(),
  from: londonDay,
  to: londonDay.optional(),
})
const proofClaims = z.strictObject({ ...timedClaims, sub: visibleText, roles: z.array(held).max(50) })

/** The directory's signed statement of the roles a person holds today, good for 60 seconds. */
export function signRolesProof(
  key: SigningKey,
  subject: RolesSubject,
  roles: readonly Membership[],
  now: Instant,
): Promise<string> {
  const iat = secondsOf(now)
  return signCompact(key, ROLES_PROOF_TYPE, {
    iss: DIRECTORY_ISSUER,
    aud: subject.audience,
    sub: subject.person,
    roles,
    jti: crypto.randomUUID(),
    iat,
    exp: iat + ROLES_PROOF_SECONDS,
  })
}

/** A kept proof is used until it has this long to live, so a slow call still arrives in time. */
const RENEW_BEFORE_SECONDS = 20
const PROOFS_KEPT = 10_000

/**
 * Signs roles proofs and keeps each while it has more than 20 seconds to live, for that person, that member and exactly
 * those roles: one question to forty spokes needs forty. At most 10 000 are kept, the oldest goes first.
 */
export function rolesProofs(key: SigningKey, now: Clock) {
  const kept = new Map<string, { readonly until: number; readonly proof: Promise<string> }>()
  return (subject: RolesSubject, roles: readonly Membership[]): Promise<string> => {
    const at = now()
    const about = JSON.stringify([subject.audience, subject.person, roles])
    const found = kept.get(about)
    if (found && millisecondsOf(at) < found.until) return found.proof
    const proof = signRolesProof(key, subject, roles, at)
    kept.delete(about)
    kept.set(about, { until: millisecondsOf(at) + (ROLES_PROOF_SECONDS - RENEW_BEFORE_SECONDS) * 1000, proof })
    if (kept.size > PROOFS_KEPT) kept.delete(kept.keys().next().value ?? about)
    proof.catch(() => kept.delete(about))
    return proof
  }
}

/** The issuer of a roles proof could not be asked for its keys in time: nothing can be said about what it states. */
export class RolesNotKnown extends Error {
  override readonly name = 'RolesNotKnown'
  readonly code = 'ROLES_NOT_KNOWN'
}

/**
 * The regional and national roles that a good proof states; none for a proof that is missing, late, unreadable, of another
 * issuer, about another person or for another member. Throws RolesNotKnown when the issuer's keys cannot be had within the
 * second that a key source waits: somebody who may is never told that he may not.
 */
export async function readRolesProof(proof: unknown, want: RolesWant): Promise<readonly Membership[]> {
  const signature = await verifyCompact(proof, { type: ROLES_PROOF_TYPE, keys: want.keys })
  if (signature.kind === 'rejected') {
    if (signature.fault === 'keys-unavailable') throw new RolesNotKnown('The directory did not answer with its keys.')
    return []
  }
  const claims = readClaims(signature.payload, proofClaims)
  if (!claims || claims.sub !== want.person) return []
  const fault = claimFault(claims, {
    issuer: DIRECTORY_ISSUER,
    audience: want.audience,
    longestLifeSeconds: ROLES_PROOF_SECONDS,
    graceSeconds: 0,
    now: want.now,
  })
  if (fault) return []
  return claims.roles.flatMap(({ role: word, scope, from, to }) => {
    const role = PROVABLE.find((each) => each === word)
    return role ? [{ role, from, ...(scope === undefined ? {} : { scope }), ...(to === undefined ? {} : { to }) }] : []
  })
}
