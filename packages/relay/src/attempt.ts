import { type Envelope, splitMessageName } from '@oh/messages'
import type { OutboxRow } from './outbox.store.ts'
import type { RelayPorts } from './ports.ts'
import type { Wire } from './receive.ts'
import { messagePayload, sha256, signDetached } from './sign.ts'

/**
 * One attempt at a message: its envelope with this attempt's time and key, and a fresh signature over envelope and body.
 * Throws IntegrityFault when the stored body is not the one that was posted.
 */
export async function signAttempt(
  ports: Pick<RelayPorts, 'db' | 'member' | 'keyring' | 'signingKey'>,
  row: OutboxRow,
): Promise<Wire> {
  if (!row.sealedBody) throw new Error('An open message has no body.')
  const body = ports.keyring.openBody(row.id, row.sealedBody)
  const envelope = new TextEncoder().encode(JSON.stringify(envelopeOf(ports, row)))
  const signature = await signDetached(ports, 'oh-message', messagePayload(envelope, sha256(body)))
  return { envelope, signature, body }
}

function envelopeOf(ports: Pick<RelayPorts, 'db' | 'member' | 'signingKey'>, row: OutboxRow): Envelope {
  const name = splitMessageName(row.name)
  if (!name) throw new Error('A message in the outbox has no name.')
  return {
    id: row.id,
    ...name,
    source: ports.member,
    destination: row.destination,
    subject: row.subject,
    seq: row.seq,
    epoch: row.epoch,
    keyId: ports.signingKey.kid,
    correlation: row.correlation,
    occurredAt: row.occurredAt,
    attemptedAt: ports.db.clock(),
  }
}
