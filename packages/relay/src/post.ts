import { randomUUID } from 'node:crypto'
import type { MemberId, MessageId, SubjectId } from '@oh/kernel'
import { composeMessage, type MessageBodies, type MessageName } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import type { Keyring } from '@oh/vault'
import { insertMessage, takePlace } from './outbox.store.ts'
import { sha256 } from './sign.ts'

interface Posted<Name extends MessageName> {
  readonly name: Name
  readonly destination: MemberId
  /** What the message is about: messages with one subject take effect in the order posted. */
  readonly subject: SubjectId
  readonly body: MessageBodies[Name]
  /** The same UUID along one whole thread. */
  readonly correlation: string
}
export type MessageToPost = { [Name in MessageName]: Posted<Name> }[MessageName]

/**
 * Puts a message in the outbox within the use case's own transaction: it goes out when, and only when, that commits. The
 * body is checked against its contract, written once as JSON, sealed by the member's keyring, and kept until the
 * destination has taken it in. Resolves to the message's id. Throws TypeError, naming fields and never values, for a body
 * that is not what its name promises.
 */
export async function post(tx: ScopedTx, message: MessageToPost, keyring: Keyring): Promise<MessageId> {
  const { name, destination, subject, correlation } = message
  const composed = composeMessage(name, message.body)
  if (composed.kind === 'fault') throw new TypeError(`${name} cannot be posted: ${[composed.fault, ...composed.paths].join(' ')}`)
  const body = new TextEncoder().encode(JSON.stringify(message.body))
  const id = randomUUID() as MessageId
  const { epoch, seq } = await takePlace(tx, destination, subject)
  await insertMessage(tx, {
    id,
    name,
    destination,
    subject,
    epoch,
    seq,
    correlation,
    occurredAt: tx.now,
    sealedBody: keyring.sealBody(id, body),
    bodySha256: sha256(body),
    state: 'waiting',
    dueAt: tx.now,
  })
  return id
}
