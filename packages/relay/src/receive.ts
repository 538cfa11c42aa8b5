import { audit } from '@oh/audit'
import { memberKind, type Ruling } from '@oh/kernel'
import { type Envelope, type MessageReading, messageNameOf, parseMessage, readEnvelope, senderOf } from '@oh/messages'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Reception, type RefusalCode, type RefusedReception, refuse, type TurnedAway } from './answers.ts'
import type { Arrived, Handler } from './arrival.ts'
import { findReceipt, insertReceipt, lockPosition, movePosition } from './inbox.store.ts'
import type { Place } from './outbox.store.ts'
import { AS_RELAY, type RelayPorts } from './ports.ts'
import { messagePayload, sha256 } from './sign.ts'
import { isFresh, type Verified, verifyDetached } from './verify.ts'

/** A message as it stands on the wire: the exact bytes, nothing read yet. */
export interface Wire {
  readonly envelope: Uint8Array
  readonly signature: string
  readonly body: Uint8Array
}

export type ReceivePorts = Pick<RelayPorts, 'db' | 'member' | 'peers' | 'handlers' | 'log'>

/**
 * Takes one message in: proves sender and bytes, then, in one transaction as the sending member, checks that it is new
 * and next in its case, lets it take effect and writes its receipt. `taken-in` only after the commit; `already` for a
 * repetition of the same bytes; else refused with a code. Throws when the handler or the database fails: then nothing has
 * happened, and the sender should try again.
 */
export async function receive(ports: ReceivePorts, wire: Wire): Promise<Reception> {
  const bodySha256 = sha256(wire.body)
  const payload = messagePayload(wire.envelope, bodySha256)
  const now = ports.db.clock()
  const verified = await verifyDetached({ signature: wire.signature, payload, purpose: 'oh-message' }, ports.peers, now)
  const opened = verified.kind === 'refused' ? verified : open(ports, wire, verified)
  if (opened.kind === 'refused') {
    ports.log.warn('message-refused', {
      code: opened.code,
      ...(verified.kind === 'verified' ? { member: verified.peer.id } : {}),
    })
    if (verified.kind === 'verified') await auditRefusal(ports, verified, opened.code)
    return opened
  }
  const reception = await takeIn(ports, opened, bodySha256)
  const { id, source, correlation } = opened.message.envelope
  ports.log.info(reception.kind === 'refused' ? 'message-refused' : 'message-received', {
    member: source,
    messageId: id,
    messageName: opened.message.name,
    correlation,
    code: reception.kind === 'refused' ? reception.code : reception.kind,
  })
  return reception
}

interface Opened {
  readonly kind: 'opened'
  readonly message: Arrived
  readonly handler: Handler
}

/** Reads what is proven to be the sender's: is it his to say, for us, now, and something we understand? */
function open(ports: ReceivePorts, wire: Wire, { peer, keyId }: Verified): Opened | RefusedReception {
  const reading = readEnvelope(wire.envelope)
  if (reading.kind === 'fault') return refuse('bad-envelope')
  const { envelope } = reading
  if (envelope.source !== peer.id || envelope.keyId !== keyId) return refuse('wrong-source')
  if (envelope.destination !== ports.member) return refuse('wrong-destination')
  if (!isFresh(envelope.attemptedAt, ports.db.clock())) return refuse('attempt-expired')
  const name = messageNameOf(envelope)
  const parsed = parseMessage(name, wire.body)
  if (parsed.kind === 'fault') return refuse(codeOf(parsed.fault))
  const handler = ports.handlers[parsed.message.name] as Handler | undefined
  if (!handler || senderOf(name) !== memberKind(peer.id)) return refuse('not-allowed')
  return { kind: 'opened', message: { ...parsed.message, envelope }, handler }
}

function codeOf(fault: (MessageReading & { kind: 'fault' })['fault']): RefusalCode {
  if (fault === 'unknown-message' || fault === 'unknown-version') return 'unknown-version'
  return fault === 'too-large' ? 'too-large' : 'bad-shape'
}

/** The same id came twice at the same moment under two subjects: undone and asked for again, when it has a receipt to compare with. */
class ReceiptRace extends Error {
  override readonly name = 'ReceiptRace'
  readonly code = 'RECEIPT_RACE'
}

function takeIn(ports: ReceivePorts, { message, handler }: Opened, bodySha256: Uint8Array): Promise<Reception> {
  const { envelope, name } = message
  const { id, source, subject, seq, epoch, correlation } = envelope
  return asActor(ports.db, { kind: 'member', member: source }, async (tx) => {
    const position = await lockPosition(tx, source, subject)
    const known = await findReceipt(tx, id)
    if (known) {
      if (known.source === source && Buffer.from(known.bodySha256).equals(bodySha256)) return { kind: 'already' }
      return refuseWithAudit(tx, envelope, 'id-reused')
    }
    const misplaced = misplacement(position, envelope)
    if (misplaced === 'gap') return refuse('gap')
    if (misplaced) return refuseWithAudit(tx, envelope, misplaced)
    const ruling: Ruling<string> | TurnedAway | undefined = (await handler(tx, message)) ?? undefined
    if (ruling?.kind === 'turned-away') return refuseWithAudit(tx, envelope, ruling.code)
    const reasons = ruling?.kind === 'refused' ? [...ruling.reasons] : []
    const outcome = reasons.length > 0 ? 'refused' : 'taken-in'
    const receipt = { messageId: id, source, name, subject, epoch, seq, correlation, bodySha256, receivedAt: tx.now }
    if (!(await insertReceipt(tx, { ...receipt, outcome, reasons })))
      throw new ReceiptRace('A message id got two receipts at once.')
    await movePosition(tx, source, subject, { epoch, seq })
    if (outcome === 'refused') await auditReception(tx, envelope, reasons)
    return { kind: 'taken-in' }
  })
}

/** Within an epoch numbers follow each other; a higher epoch starts at 1; a lower one is a sender's past. */
function misplacement(position: Place, { epoch, seq }: Envelope): 'gap' | 'seq-reused' | 'older-epoch' | undefined {
  if (epoch < position.epoch) return 'older-epoch'
  const expected = epoch > position.epoch ? 1 : position.seq + 1
  if (seq > expected) return 'gap'
  return seq < expected ? 'seq-reused' : undefined
}

async function refuseWithAudit(tx: ScopedTx, envelope: Envelope, code: RefusalCode): Promise<RefusedReception> {
  await auditReception(tx, envelope, [code])
  return refuse(code)
}

function auditReception(tx: ScopedTx, { id, subject }: Envelope, reasons: readonly string[]): Promise<void> {
  return audit(tx, { action: 'message.receive', resource: 'message', ids: [id], subject, outcome: 'refused', reasons })
}

/** A known member's signed message that may not be read on: his key was used, so it is written down. */
function auditRefusal(ports: ReceivePorts, { peer, keyId }: Verified, code: RefusalCode): Promise<void> {
  return asActor(ports.db, AS_RELAY, (tx) =>
    audit(tx, { action: 'message.receive', resource: 'member', ids: [peer.id, keyId], outcome: 'refused', reasons: [code] }),
  )
}
