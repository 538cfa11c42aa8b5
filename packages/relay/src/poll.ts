import { randomUUID } from 'node:crypto'
import { isUuid, type MemberId, type MessageId } from '@oh/kernel'
import { type Dispatcher, request } from 'undici'
import { isRefusalCode, type RefusalCode } from './answers.ts'
import type { HandOverAsk } from './hand-over.ts'
import { fieldsIn, jsonIn } from './json.ts'
import { pause } from './pause.ts'
import type { RelayPorts } from './ports.ts'
import { readAll } from './read-all.ts'
import { receive, type Wire } from './receive.ts'
import { delayAfter } from './retry-policy.ts'
import { signDetached } from './sign.ts'

/** Fetches messages from one member that holds them for us, over connections that we open. */
export interface Poller {
  /** Polls until stopped: waits at the other side for messages, and longer between tries while it is away. */
  run(): Promise<void>
  /** Fetches and takes in until the other side has nothing more for us; resolves to how many were acknowledged. */
  settle(): Promise<number>
}

/** The other side did not answer as agreed; nothing was lost, it is asked again. */
class PeerUnreachable extends Error {
  override readonly name = 'PeerUnreachable'
  readonly code = 'PEER_UNREACHABLE'
  /** What it answered, as a stable word. */
  readonly reason: string
  constructor(reason: string, options?: ErrorOptions) {
    super(`The other member cannot be asked: ${reason}.`, options)
    this.reason = reason
  }
}

const faultWords = (fault: unknown) => (fault instanceof PeerUnreachable ? { code: fault.reason } : { fault })

interface Report {
  readonly acknowledged: readonly MessageId[]
  readonly refused: readonly { readonly id: MessageId; readonly code: RefusalCode }[]
}

const NOTHING: Report = { acknowledged: [], refused: [] }
const WAIT_SECONDS = 20
const ANSWER_MS = 10_000
const LARGEST_ANSWER = 4 * 1024 * 1024
/** One short request per spoke: cheap enough to be back soon after a long absence. */
const LONGEST_PAUSE_DOUBLINGS = 4

export function createPoller(ports: RelayPorts, member: MemberId, dispatcher: Dispatcher, abort: AbortSignal): Poller {
  let unsent = NOTHING

  /** One request: reports on the last messages, takes in the next ones. Resolves to how many took effect. */
  const pollOnce = async (waitSeconds: number): Promise<number> => {
    const report = unsent
    unsent = NOTHING
    const messages = await ask(ports, member, dispatcher, report, waitSeconds, abort).catch((fault: unknown) => {
      unsent = both(report, unsent)
      throw fault
    })
    let acknowledged = 0
    for (const wire of messages) {
      const became = await takeIn(ports, wire)
      unsent = both(unsent, became)
      acknowledged += became.acknowledged.length
    }
    return acknowledged
  }
  const hasReport = () => unsent.acknowledged.length + unsent.refused.length > 0

  return {
    run: async () => {
      for (let failures = 0; !abort.aborted; ) {
        const began = performance.now()
        const waitSeconds = hasReport() ? 0 : WAIT_SECONDS
        try {
          await pollOnce(waitSeconds)
          failures = 0
          // an answer with nothing to report on, long before its time: the other side is stopping or makes no sense
          if (!hasReport() && waitSeconds > 0 && performance.now() - began < 1_000) await pause(1_000, abort)
        } catch (fault) {
          if (abort.aborted) return
          failures += 1
          ports.log.warn('poll-failed', { member, attempt: failures, ...faultWords(fault) })
          await pause(delayAfter(Math.min(failures, LONGEST_PAUSE_DOUBLINGS), ports.random()), abort)
        }
      }
    },
    settle: async () => {
      for (let total = 0; ; ) {
        total += await pollOnce(0)
        if (!hasReport()) return total
      }
    },
  }
}

const both = (one: Report, other: Report): Report => ({
  acknowledged: [...one.acknowledged, ...other.acknowledged],
  refused: [...one.refused, ...other.refused],
})

/** Lets one message take effect here; a fault of our own is reported as a passing no, so that others go on. */
async function takeIn(ports: RelayPorts, wire: Wire): Promise<Report> {
  const id = idOf(wire)
  try {
    const reception = await receive(ports, wire)
    if (id === undefined) return NOTHING
    return reception.kind === 'refused'
      ? { acknowledged: [], refused: [{ id, code: reception.code }] }
      : { acknowledged: [id], refused: [] }
  } catch (fault) {
    ports.log.warn('receive-fault', { ...(id === undefined ? {} : { messageId: id }), fault })
    return id === undefined ? NOTHING : { acknowledged: [], refused: [{ id, code: 'try-later' }] }
  }
}

/**
 * Only for telling the sender which message we speak of: nothing is believed that `receive` has not verified. What is no id
 * is not sent back: the other side would refuse the whole report, and with it every message behind this one.
 */
function idOf(wire: Wire): MessageId | undefined {
  const { id } = fieldsIn(jsonIn(wire.envelope))
  return typeof id === 'string' && isUuid(id) ? (id as MessageId) : undefined
}

async function ask(
  ports: RelayPorts,
  member: MemberId,
  dispatcher: Dispatcher,
  report: Report,
  waitSeconds: number,
  abort: AbortSignal,
): Promise<Wire[]> {
  const peer = await ports.peers.find(member)
  if (!peer?.endpoint || peer.state !== 'active') throw new PeerUnreachable('not-active')
  const asked: HandOverAsk = {
    id: randomUUID(),
    member: ports.member,
    destination: member,
    acknowledged: report.acknowledged,
    refused: report.refused,
    waitSeconds,
    attemptedAt: ports.db.clock(),
  }
  const body = Buffer.from(JSON.stringify(asked))
  const headers = { 'content-type': 'application/json', 'oh-signature': await signDetached(ports, 'oh-hand-over', body) }
  const signal = AbortSignal.any([abort, AbortSignal.timeout(waitSeconds * 1_000 + ANSWER_MS)])
  return exchange(`${peer.endpoint}/hand-over`, { dispatcher, method: 'POST', headers, body, signal })
}

async function exchange(url: string, options: Parameters<typeof request>[1]): Promise<Wire[]> {
  try {
    const answer = await request(url, options)
    const bytes = await readAll(answer.body, LARGEST_ANSWER)
    const { messages, code } = fieldsIn(bytes && jsonIn(bytes))
    if (answer.statusCode === 200 && Array.isArray(messages)) return messages.flatMap(readWire)
    throw new PeerUnreachable(isRefusalCode(code) ? code : `http-${answer.statusCode}`)
  } catch (cause) {
    throw cause instanceof PeerUnreachable ? cause : new PeerUnreachable('unreachable', { cause })
  }
}

function readWire(row: unknown): Wire[] {
  const { envelope, signature, body } = fieldsIn(row)
  if (typeof envelope !== 'string' || typeof signature !== 'string' || typeof body !== 'string') return []
  return [{ envelope: Buffer.from(envelope, 'base64url'), signature, body: Buffer.from(body, 'base64url') }]
}
