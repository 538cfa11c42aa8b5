import type { SigningKey } from '@oh/auth'
import type { PoolId } from '@oh/kernel'
import { type OpinionGivenV2, opinionGivenV1, opinionGivenV2 } from '@oh/messages'
import { CompactSign } from 'jose'

/**
 * What a signature covers: every field of the message but the signature, as JSON in the order of the message's shape; of
 * version 2 when it was countersigned.
 */
export function opinionBytes(opinion: Omit<OpinionGivenV2, 'signature'>): Uint8Array {
  const shape = opinion.countersignedPerson === undefined ? opinionGivenV1 : opinionGivenV2
  return new TextEncoder().encode(JSON.stringify(shape.omit({ signature: true }).parse(opinion)))
}

/** A detached JWS (`header..signature`) by the pool's registered key, for the author whom the bytes name, and for who countersigned. */
export async function signOpinion(
  { id, signingKey }: { readonly id: PoolId; readonly signingKey: SigningKey },
  opinion: Omit<OpinionGivenV2, 'signature'>,
): Promise<string> {
  const whole = await new CompactSign(opinionBytes(opinion))
    .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid, iss: id, typ: 'oh-opinion' })
    .sign(signingKey.privateKey)
  const [header, , signature] = whole.split('.')
  return `${header}..${signature}`
}
