import { addMilliseconds, asMemberId, type Instant, isUuid, type MemberId, type MessageId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { IntegrityFault } from '@oh/vault'
import { isRefusalCode, REFUSALS, type RefusedReception, refuse } from './answers.ts'
import { signAttempt } from './attempt.ts'
import { firstSeen } from './inbox.store.ts'
import { fieldsIn, jsonIn } from './json.ts'
import { acknowledge, headsToHandOver, lockWaiting, type OutboxRow, recordFailure } from './outbox.store.ts'
import { AS_RELAY, type RelayPorts } from './ports.ts'
import type { Wire } from './receive.ts'
import { type Failure, nextTry } from './retry-policy.ts'
import { isFresh, verifyDetached } from './verify.ts'
import type { Wakes } from './wakes.ts'

/** What a member that opens every connection itself asks, signed: here is what became of the last ones, what else is there? */
export interface HandOverAsk {
  readonly id: string
  readonly member: MemberId
  readonly destination: MemberId
  /** Taken in for good: their bodies may go. */
  readonly acknowledged: readonly MessageId[]
  /** Not taken in, and why: tried again later or parked, by the code. */
  readonly refused: readonly { readonly id: MessageId; readonly code: string }[]
  /** How long to wait for a message when there is none, 0 to 25. */
  readonly waitSeconds: number
  readonly attemptedAt: Instant
}

interface HandedOver {
  readonly kind: 'handed-over'
  readonly messages: readonly Wire[]
}

export type HandOverPorts = Pick<RelayPorts, 'db' | 'member' | 'keyring' | 'signingKey' | 'peers' | 'random' | 'log'>

const LONGEST_WAIT_SECONDS = 25
const MOST_MESSAGES = 32
const MOST_BYTES = 1024 * 1024
const MOST_IDS = 256
/** Longer than a signed request is fresh. */
const REMEMBERED_MS = 600_000
/** The other side is there and asks again: what it could not take in just now waits 16 seconds at most, not minutes. */
const MOST_ATTEMPTS_COUNTED = 4
/** A notification can be missed while the database restarts. */
const LOOK_AGAIN_MS = 2_000

/**
 * Answers one signed request for messages: writes down what was acknowledged (erasing bodies) and refused, then hands
 * over the first due message of each case, each signed anew. With none it waits for a commit that brings one, as long
 * as was asked, or until aborted. Handed-over messages stay until a later request acknowledges them.
 */
export async function handOver(
  ports: HandOverPorts,
  request: { readonly bytes: Uint8Array; readonly signature: string; readonly abort: AbortSignal },
  wakes: Wakes,
): Promise<HandedOver | RefusedReception> {
  const ask = await verifyAsk(ports, request)
  if (ask.kind === 'refused') return ask
  const { member, waitSeconds } = ask
  if (!(await applyReport(ports, ask))) return refuse('replayed')
  const until = performance.now() + waitSeconds * 1_000
  for (;;) {
    const seen = wakes.count(member)
    const messages = await nextMessages(ports, member)
    const left = until - performance.now()
    if (messages.length > 0 || left <= 0 || request.abort.aborted) return { kind: 'handed-over', messages }
    await wakes.after(member, seen, Math.min(left, LOOK_AGAIN_MS), request.abort)
  }
}

async function verifyAsk(
  ports: HandOverPorts,
  { bytes, signature }: { readonly bytes: Uint8Array; readonly signature: string },
): Promise<({ readonly kind: 'asked' } & HandOverAsk) | RefusedReception> {
  const now = ports.db.clock()
  const verified = await verifyDetached({ signature, payload: bytes, purpose: 'oh-hand-over' }, ports.peers, now)
  if (verified.kind === 'refused') return verified
  const ask = readAsk(jsonIn(bytes))
  if (!ask) return refuse('bad-shape')
  if (ask.member !== verified.peer.id) return refuse('wrong-source')
  if (ask.destination !== ports.member) return refuse('wrong-destination')
  return isFresh(ask.attemptedAt, now) ? { kind: 'asked', ...ask } : refuse('attempt-expired')
}

function readAsk(json: unknown): HandOverAsk | undefined {
  const { id, member, destination, acknowledged, refused, waitSeconds, attemptedAt } = fieldsIn(json)
  const from = typeof member === 'string' ? asMemberId(member) : undefined
  const to = typeof destination === 'string' ? asMemberId(destination) : undefined
  if (!from || !to || typeof id !== 'string' || !isUuid(id)) return undefined
  if (typeof attemptedAt !== 'string' || Number.isNaN(Date.parse(attemptedAt))) return undefined
  if (typeof waitSeconds !== 'number' || !(waitSeconds >= 0 && waitSeconds <= LONGEST_WAIT_SECONDS)) return undefined
  if (!isListOf(acknowledged, isMessageId) || !isListOf(refused, isRefused)) return undefined
  return { id, member: from, destination: to, acknowledged, refused, waitSeconds, attemptedAt: attemptedAt as Instant }
}

const isMessageId = (value: unknown): value is MessageId => typeof value === 'string' && isUuid(value)
const isRefused = (value: unknown): value is HandOverAsk['refused'][number] =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'code' in value &&
  isMessageId(value.id) &&
  typeof value.code === 'string'

function isListOf<Item>(value: unknown, is: (item: unknown) => item is Item): value is readonly Item[] {
  return Array.isArray(value) && value.length <= MOST_IDS && value.every(is)
}

/** False when the same signed request came before. */
function applyReport(ports: HandOverPorts, ask: HandOverAsk): Promise<boolean> {
  return asActor(ports.db, AS_RELAY, async (tx) => {
    const request = { id: ask.id, member: ask.member, receivedAt: tx.now }
    if (!(await firstSeen(tx, request, addMilliseconds(tx.now, -REMEMBERED_MS)))) return false
    await acknowledge(tx, ask.member, ask.acknowledged)
    const codes = new Map(ask.refused.map(({ id, code }) => [id, code]))
    for (const row of await lockWaiting(tx, ask.member, [...codes.keys()])) {
      const failure = refusalOf(codes.get(row.id))
      const history = { ...row, attempts: Math.min(row.attempts, MOST_ATTEMPTS_COUNTED) }
      await recordFailure(tx, row, failure.reason, nextTry(history, failure, ports.random()))
      ports.log.warn('message-not-taken', { member: ask.member, messageId: row.id, messageName: row.name, code: failure.reason })
    }
    return true
  })
}

/** A newer member may know codes that we do not: then the message is tried again. */
function refusalOf(code: string | undefined): Failure {
  return isRefusalCode(code) ? { reason: code, lasts: REFUSALS[code].lasts } : { reason: 'unknown', lasts: 'passing' }
}

async function nextMessages(ports: HandOverPorts, member: MemberId): Promise<Wire[]> {
  const rows = await asActor(ports.db, AS_RELAY, (tx) => headsToHandOver(tx, member, MOST_MESSAGES))
  const messages: Wire[] = []
  let size = 0
  for (const row of rows) {
    const wire = await signed(ports, row)
    size += wire?.body.byteLength ?? 0
    // the rest stays due and goes with the next request
    if (wire && (messages.length === 0 || size <= MOST_BYTES)) messages.push(wire)
  }
  return messages
}

/** Undefined for a body that does not open; it is written down and parked like any other lasting failure. */
async function signed(ports: HandOverPorts, row: OutboxRow): Promise<Wire | undefined> {
  try {
    return await signAttempt(ports, row)
  } catch (fault) {
    if (!(fault instanceof IntegrityFault)) throw fault
    const failure: Failure = { reason: 'body-does-not-open', lasts: 'lasting' }
    await asActor(ports.db, AS_RELAY, (tx) => recordFailure(tx, row, failure.reason, nextTry(row, failure, ports.random())))
    ports.log.warn('message-not-taken', {
      member: row.destination,
      messageId: row.id,
      messageName: row.name,
      code: failure.reason,
    })
    return undefined
  }
}
