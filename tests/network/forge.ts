import { createHash, randomUUID } from 'node:crypto'
import type { SigningKey } from '@oh/auth'
import { CompactSign } from 'jose'
import type { Network } from './start-network.ts'

/** A message between members as it stands on the wire. */
export interface Wire {
  readonly envelope: string
  readonly signature: string
  readonly body: Buffer
}

export interface WireChanges {
  /** Fields of the envelope that differ from a right one. */
  readonly envelope?: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** Whose key signs, and in whose name; default the source's own. */
  readonly signer?: { readonly member: string; readonly key: SigningKey }
}

/** A message made by hand, right in every part unless the test changes one. */
export async function wireFrom(net: Network, source: string, destination: string, changes: WireChanges): Promise<Wire> {
  const signer = changes.signer ?? { member: source, key: await net.signingKey(source) }
  const now = net.clock.now()
  const envelope = {
    id: randomUUID(),
    type: 'case-escalated',
    version: 1,
    source,
    destination,
    subject: randomUUID(),
    seq: 1,
    epoch: 1,
    keyId: signer.key.kid,
    correlation: randomUUID(),
    occurredAt: now,
    attemptedAt: now,
    ...changes.envelope,
  }
  const bytes = Buffer.from(JSON.stringify(envelope))
  const body = Buffer.isBuffer(changes.body) ? changes.body : Buffer.from(JSON.stringify(changes.body))
  return { envelope: bytes.toString('base64url'), signature: await signatureOf(signer, bytes, body), body }
}

/** Detached ES256 over the envelope's bytes and the body's SHA-256, as members sign. */
async function signatureOf({ member, key }: NonNullable<WireChanges['signer']>, envelope: Buffer, body: Buffer): Promise<string> {
  const payload = Buffer.concat([envelope, createHash('sha256').update(body).digest()])
  const whole = await new CompactSign(payload)
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, iss: member, typ: 'oh-message' })
    .sign(key.privateKey)
  const [header, , signature] = whole.split('.')
  return `${header}..${signature}`
}

/** Hands a message in at a member's inbox; the answer as status and code. */
export async function handIn(url: string, { envelope, signature, body }: Wire): Promise<{ status: number; code?: string }> {
  const headers = { 'content-type': 'application/json', 'oh-envelope': envelope, 'oh-signature': signature }
  const answer = await fetch(`${url}/inbox`, { method: 'POST', headers, body: new Uint8Array(body) })
  const { code } = (await answer.json()) as { code?: string }
  return { status: answer.status, ...(code === undefined ? {} : { code }) }
}
