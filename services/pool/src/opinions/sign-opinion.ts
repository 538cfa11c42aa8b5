import type { SigningKey } from '@oh/auth'
import type { PoolId } from '@oh/kernel'
import { type OpinionGivenV1, opinionGivenV1 } from '@oh/messages'
import { CompactSign } from 'jose'

/** What a signature covers: every field of the message but the signature, as JSON in the order of the message's shape. */
export function opinionBytes(opinion: Omit<OpinionGivenV1, 'signature'>): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(opinionGivenV1.omit({ signature: true }).parse(opinion)))
}

/** A detached JWS (`header..signature`) by the pool's registered key, for the author whom the bytes name. */
export async function signOpinion(
  { id, signingKey }: { readonly id: PoolId; readonly signingKey: SigningKey },
  opinion: Omit<OpinionGivenV1, 'signature'>,
): Promise<string> {
  const whole = await new CompactSign(opinionBytes(opinion))
    .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid, iss: id, typ: 'oh-opinion' })
    .sign(signingKey.privateKey)
  const [header, , signature] = whole.split('.')
  return `${header}..${signature}`
}
