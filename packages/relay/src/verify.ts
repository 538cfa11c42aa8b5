import { asMemberId, type Instant, type MemberId, millisecondsOf } from '@oh/kernel'
import { compactVerify, errors } from 'jose'
import { type RefusedReception, refuse } from './answers.ts'
import { fieldsIn, jsonIn } from './json.ts'
import type { Peer, Peers } from './peers.ts'
import type { Purpose } from './sign.ts'

/** Whose bytes these are, proven. */
export interface Verified {
  readonly kind: 'verified'
  readonly peer: Peer
  readonly keyId: string
}

const OLDEST_MS = 300_000
const SKEW_MS = 30_000
// ES256: 64 bytes are 86 characters; no padding, no white space, nothing between the two full stops
const DETACHED = /^([A-Za-z0-9_-]{2,700})\.\.([A-Za-z0-9_-]{86})$/

/**
 * Verifies a detached signature over raw bytes before anything in them is read. The key comes from the registry only and
 * must belong to the member the header names, hold at this moment, and its owner must be active. Throws PeersUnknown when
 * the registry cannot be asked.
 */
export async function verifyDetached(
  signed: { readonly signature: string; readonly payload: Uint8Array; readonly purpose: Purpose },
  peers: Peers,
  now: Instant,
): Promise<Verified | RefusedReception> {
  const parts = readDetached(signed.signature, signed.purpose)
  if (!parts) return refuse('bad-signature')
  const peer = await peers.find(parts.member, parts.keyId)
  if (!peer) return refuse('unknown-sender')
  if (peer.state !== 'active') return refuse('sender-not-active')
  const key = peer.keys.get(parts.keyId)
  const at = millisecondsOf(now)
  if (!key || at < key.from || (key.to !== undefined && at >= key.to)) return refuse('unknown-key')
  const payload = Buffer.from(signed.payload).toString('base64url')
  const holds = await signatureHolds(`${parts.header}.${payload}.${parts.signature}`, key.key)
  return holds ? { kind: 'verified', peer, keyId: parts.keyId } : refuse('bad-signature')
}

/** True when the attempt was made at most 5 min ago, or by a clock at most 30 s ahead of ours. */
export function isFresh(attemptedAt: Instant, now: Instant): boolean {
  const age = millisecondsOf(now) - millisecondsOf(attemptedAt)
  return age >= -SKEW_MS && age <= OLDEST_MS
}

interface Parts {
  readonly header: string
  readonly signature: string
  readonly member: MemberId
  readonly keyId: string
}

/** Strict shape before jose: two segments in canonical base64url, and a header of exactly the four fields we write. */
function readDetached(text: string, purpose: Purpose): Parts | undefined {
  const [, header, signature] = DETACHED.exec(text) ?? []
  if (header === undefined || signature === undefined || !isCanonical(header) || !isCanonical(signature)) return undefined
  const fields = fieldsIn(jsonIn(Buffer.from(header, 'base64url')))
  if (Object.keys(fields).sort().join() !== 'alg,iss,kid,typ') return undefined
  const { alg, iss, kid, typ } = fields
  const member = typeof iss === 'string' ? asMemberId(iss) : undefined
  if (alg !== 'ES256' || typ !== purpose || member === undefined || typeof kid !== 'string' || kid === '') return undefined
  return { header, signature, member, keyId: kid }
}

export function isCanonical(base64url: string): boolean {
  return Buffer.from(base64url, 'base64url').toString('base64url') === base64url
}

async function signatureHolds(compact: string, key: CryptoKey): Promise<boolean> {
  try {
    await compactVerify(compact, key, { algorithms: ['ES256'] })
    return true
  } catch (fault) {
    if (fault instanceof errors.JOSEError) return false
    throw fault
  }
}
