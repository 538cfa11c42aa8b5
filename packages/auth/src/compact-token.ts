import { CompactSign, compactVerify, errors } from 'jose'
import type { KeySource } from './key-source.ts'
import type { SigningKey } from './signing-key.ts'
import { ALGORITHM, readTokenShape, type ShapeFault } from './token-shape.ts'

export type SignatureFault = ShapeFault | 'key-unknown' | 'keys-unavailable' | 'bad-signature'

export type SignatureReading =
  | { readonly kind: 'verified'; readonly payload: Uint8Array }
  | { readonly kind: 'rejected'; readonly fault: SignatureFault }

/**
 * Checks shape and signature of a compact JWS and gives the signed bytes. `type` is the exact `typ` wanted; undefined
 * means none. The key is the one the source holds under the header's `kid`; nothing else in the token can choose a key.
 * A bad token is a value, never an exception.
 */
export async function verifyCompact(
  token: unknown,
  want: { type: string | undefined; keys: KeySource },
): Promise<SignatureReading> {
  const shape = readTokenShape(token, want.type)
  if (shape.kind === 'rejected') return shape
  const lookup = await want.keys.find(shape.kid)
  if (lookup.kind !== 'found') return { kind: 'rejected', fault: lookup.kind === 'unknown' ? 'key-unknown' : 'keys-unavailable' }
  try {
    const { payload } = await compactVerify(shape.token, lookup.key, { algorithms: [ALGORITHM] })
    return { kind: 'verified', payload }
  } catch (fault) {
    if (fault instanceof errors.JOSEError) return { kind: 'rejected', fault: 'bad-signature' }
    throw fault
  }
}

/** A compact JWS over the claims as JSON, signed with ES256; the header names type and key. */
export function signCompact(key: SigningKey, type: string, claims: object): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: ALGORITHM, typ: type, kid: key.kid })
    .sign(key.privateKey)
}
