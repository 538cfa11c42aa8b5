import { createHash } from 'node:crypto'
import type { MemberId } from '@oh/kernel'
import { CompactSign } from 'jose'

/** A member's key for signing (ES256), under the id the directory knows it by. The keys of `@oh/auth` fit. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
}

/** What a signature is for; it stands in the signature, so one made for one purpose never serves another. */
export type Purpose = 'oh-message' | 'oh-hand-over'

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}

/** What a message's signature covers: the envelope's exact bytes, then the body's SHA-256 (always 32 bytes, so no two pairs read alike). */
export function messagePayload(envelope: Uint8Array, bodySha256: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([envelope, bodySha256]))
}

/** A detached JWS (`header..signature`, RFC 7515 appendix F) by a member; the header names the member, the key and the purpose. */
export async function signDetached(
  signer: { readonly member: MemberId; readonly signingKey: SigningKey },
  purpose: Purpose,
  payload: Uint8Array,
): Promise<string> {
  const { kid, privateKey } = signer.signingKey
  const whole = await new CompactSign(payload)
    .setProtectedHeader({ alg: 'ES256', kid, iss: signer.member, typ: purpose })
    .sign(privateKey)
  const [header, , signature] = whole.split('.')
  return `${header}..${signature}`
}
