import { type Clock, type EscalationId, type Instant, instantOf, type PersonId, type PoolId, type SpokeId } from '@oh/kernel'
import { z } from 'zod'
import { claimFault, readClaims, secondsOf, timedClaims } from './claims.ts'
import { signCompact, verifyCompact } from './compact-token.ts'
import type { KeySource } from './key-source.ts'
import type { SigningKey } from './signing-key.ts'
import { visibleText } from './token-shape.ts'

export const CONSENT_PROOF_TYPE = 'consent-proof+jwt'
export const CONSENT_PROOF_SECONDS = 60

/**
 * Why a home spoke keeps the content closed: what shuts a confidentiality gate, a declared conflict, an opinion that the
 * trust has acted on, or that this person has not accepted it. An escalation the spoke does not know is `not-accepted-by-caller` too.
 */
export const CONSENT_REFUSALS = [
  'gate-missing',
  'consent-withdrawn',
  'gate-not-yet-valid',
  'gate-expired',
  'same-team-does-not-leave-the-service',
  'consent-does-not-cover-the-pool',
  'law-not-named',
  'public-interest-without-senior-discussion',
  'public-interest-without-rationale',
  'public-interest-worker-not-informed',
  'conflict-declared',
  'opinion-acted-on',
  'not-accepted-by-caller',
] as const
export type ConsentRefusal = (typeof CONSENT_REFUSALS)[number]

/** What the home spoke rules on: this escalation, at this pool, for this person. */
export interface ConsentSubject {
  readonly spoke: SpokeId
  readonly pool: PoolId
  readonly escalation: EscalationId
  readonly person: PersonId
}

export type ConsentRuling = { readonly kind: 'open' } | { readonly kind: 'refused'; readonly reason: ConsentRefusal }

/** What the reader knows by itself. Nothing here may come from the request that carried the proof. */
export interface ConsentWant extends ConsentSubject {
  /** The registered keys of that one home spoke. */
  readonly keys: KeySource
  readonly now: Clock
}

export type ConsentReading =
  | { readonly kind: 'open'; readonly until: Instant }
  | { readonly kind: 'closed'; readonly reason: ConsentRefusal | 'proof-missing' | 'proof-invalid' | 'keys-unavailable' }

const common = { ...timedClaims, sub: visibleText, escalation: visibleText }
const proofClaims = z.discriminatedUnion('ruling', [
  z.strictObject({ ...common, ruling: z.literal('open') }),
  z.strictObject({ ...common, ruling: z.literal('refused'), reason: z.enum(CONSENT_REFUSALS) }),
])

/**
 * The home spoke's signed ruling, good for 60 seconds. A refusal is signed too, so that the pool can tell the specialist
 * why in the spoke's own word.
 */
export function signConsentProof(key: SigningKey, subject: ConsentSubject, ruling: ConsentRuling, now: Instant): Promise<string> {
  const iat = secondsOf(now)
  return signCompact(key, CONSENT_PROOF_TYPE, {
    iss: subject.spoke,
    aud: subject.pool,
    sub: subject.person,
    escalation: subject.escalation,
    ruling: ruling.kind,
    ...(ruling.kind === 'refused' ? { reason: ruling.reason } : {}),
    jti: crypto.randomUUID(),
    iat,
    exp: iat + CONSENT_PROOF_SECONDS,
  })
}

/**
 * Opens content, or says why not. Every comparison is with the reader's own knowledge: its row names the home spoke, its
 * caller the person. A proof for another pool, person or escalation, by another spoke, late or unreadable is
 * `proof-invalid`; there is no grace after its 60 seconds. Never throws for a bad proof.
 */
export async function readConsentProof(proof: unknown, want: ConsentWant): Promise<ConsentReading> {
  const signature = await verifyCompact(proof, { type: CONSENT_PROOF_TYPE, keys: want.keys })
  if (signature.kind === 'rejected') return closedFor(signature.fault)
  const claims = readClaims(signature.payload, proofClaims)
  if (!claims || claims.sub !== want.person || claims.escalation !== want.escalation) return closed('proof-invalid')
  const fault = claimFault(claims, {
    issuer: want.spoke,
    audience: want.pool,
    longestLifeSeconds: CONSENT_PROOF_SECONDS,
    graceSeconds: 0,
    now: want.now(),
  })
  if (fault) return closed('proof-invalid')
  return claims.ruling === 'open' ? { kind: 'open', until: instantOf(claims.exp * 1000) } : closed(claims.reason)
}

type Closed = Extract<ConsentReading, { kind: 'closed' }>
const closed = (reason: Closed['reason']): Closed => ({ kind: 'closed', reason })

function closedFor(fault: string): Closed {
  if (fault === 'missing') return closed('proof-missing')
  return closed(fault === 'keys-unavailable' ? 'keys-unavailable' : 'proof-invalid')
}
