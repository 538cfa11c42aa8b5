import { isSpokeId, type MemberId, millisecondsOf } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { IntegrityFault } from '@oh/vault'
import type { Dispatcher } from 'undici'
import { request } from 'undici'
import { signAttempt } from './attempt.ts'
import { fieldsIn, jsonIn } from './json.ts'
import { acknowledge, claimHeads, hurry, type OutboxRow, recordFailure, waitingDestinations } from './outbox.store.ts'
import { PeersUnknown } from './peers.ts'
import { AS_RELAY, type RelayPorts } from './ports.ts'
import { readAll } from './read-all.ts'
import type { Wire } from './receive.ts'
import { type Failure, failureOf, nextTry, OPEN, type Pace, paceAfter, windowOf } from './retry-policy.ts'

/** Sends what waits for members that listen. Spokes do not: they fetch (see `handOver`). */
export interface Pusher {
  /** Starts sending wherever something waits and nothing is being sent; does not wait for the answers. */
  start(): Promise<void>
  /** Sends until nothing that is due can move; resolves to the number of messages acknowledged. */
  settle(): Promise<number>
  /** Claims nothing more and waits for the answers under way. */
  stop(): Promise<void>
}

const WINDOW = 32
const ATTEMPT_MS = 10_000
const LARGEST_ANSWER = 4_096
/** Reasons that end the moment the peer answers anything. */
const AWAY_REASONS = ['unreachable', 'timed-out', 'peer-busy', 'try-later', 'directory-away']

export function createPusher(ports: RelayPorts, dispatcher: Dispatcher): Pusher {
  const lanes = new Map<MemberId, Lane>()
  const stop = new AbortController()
  const laneTo = (destination: MemberId): Lane => {
    const lane = lanes.get(destination) ?? createLane(ports, dispatcher, destination, stop.signal)
    lanes.set(destination, lane)
    return lane
  }
  const lanesWithWork = async (): Promise<Lane[]> => {
    const destinations = await asActor(ports.db, AS_RELAY, waitingDestinations)
    return destinations.filter((destination) => !isSpokeId(destination)).map(laneTo)
  }
  return {
    start: async () => {
      for (const lane of await lanesWithWork()) lane.run().catch((fault: unknown) => ports.log.warn('push-fault', { fault }))
    },
    settle: async () => {
      const moved = await Promise.all((await lanesWithWork()).map((lane) => lane.run()))
      return moved.reduce((sum, count) => sum + count, 0)
    },
    stop: async () => {
      stop.abort()
      await Promise.allSettled([...lanes.values()].map((lane) => lane.finished()))
    },
  }
}

/** The way to one destination: never more than one claim round at once, never more than a window of messages on it. */
interface Lane {
  /** Sends until nothing due is left; joins a run under way, which then looks once more. Resolves to how many were acknowledged. */
  run(): Promise<number>
  /** Resolves when no run is under way. */
  finished(): Promise<unknown>
}

function createLane(ports: RelayPorts, dispatcher: Dispatcher, destination: MemberId, stop: AbortSignal): Lane {
  const inFlight = new Set<Promise<void>>()
  let pace: Pace = OPEN
  let running: Promise<number> | undefined
  let hasBegun = false
  let lookAgain = false
  let wake = () => {}

  const send = async (row: OutboxRow): Promise<number> => {
    const failure = await attempt(ports, dispatcher, row)
    const before = pace
    pace = paceAfter(before, failure, millisecondsOf(ports.db.clock()))
    await settleAttempt(ports, row, failure, before, pace)
    return failure ? 0 : 1
  }
  const claim = async (): Promise<OutboxRow[]> => {
    const window = windowOf(pace, millisecondsOf(ports.db.clock()), WINDOW)
    const most = stop.aborted ? 0 : window.size - inFlight.size
    if (most <= 0) return []
    return asActor(ports.db, AS_RELAY, async (tx) => {
      // how long the peer was away is not remembered over a start: what was put off for it is tried anew
      if (!hasBegun) await hurry(tx, destination, AWAY_REASONS)
      hasBegun = true
      return claimHeads(tx, { destination, most, even: window.probe ? 'not yet due' : 'due' })
    })
  }
  const drain = async (): Promise<number> => {
    let moved = 0
    const begin = (row: OutboxRow) => {
      const sending = send(row)
        .then((acknowledged) => {
          moved += acknowledged
        })
        // the claim runs out by itself; the message is neither lost nor marked
        .catch((fault: unknown) => ports.log.warn('push-fault', { ...fieldsOf(row), fault }))
        .finally(() => inFlight.delete(sending))
      inFlight.add(sending)
    }
    try {
      for (;;) {
        lookAgain = false
        for (const row of await claim()) begin(row)
        if (lookAgain) continue
        if (inFlight.size === 0) {
          // in the same step as the look at what is left, so that nobody joins a run that looks no more
          running = undefined
          return moved
        }
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([...inFlight, woken])
      }
    } catch (fault) {
      await Promise.all(inFlight)
      running = undefined
      throw fault
    }
  }
  return {
    run: () => {
      lookAgain = true
      wake()
      running ??= drain()
      return running
    },
    finished: async () => running,
  }
}

/** Sends one message once; undefined when the peer has it now, else why not. Throws only when our own side fails. */
async function attempt(ports: RelayPorts, dispatcher: Dispatcher, row: OutboxRow): Promise<Failure | undefined> {
  try {
    const peer = await ports.peers.find(row.destination)
    if (!peer?.endpoint) return { reason: 'unknown-destination', lasts: 'passing' }
    if (peer.state !== 'active') return { reason: 'destination-not-active', lasts: 'passing' }
    return await deliver(dispatcher, `${peer.endpoint}/inbox`, row, await signAttempt(ports, row))
  } catch (fault) {
    if (fault instanceof PeersUnknown) return { reason: 'directory-away', lasts: 'away' }
    if (fault instanceof IntegrityFault) return { reason: 'body-does-not-open', lasts: 'lasting' }
    throw fault
  }
}

async function deliver(dispatcher: Dispatcher, url: string, row: OutboxRow, wire: Wire): Promise<Failure | undefined> {
  const answer = await exchange(dispatcher, url, wire)
  if ('reason' in answer) return answer
  const taken = answer.status === 201 || answer.status === 200
  // an answer from something in between must never erase a body, so it has to name the message
  if (taken && answer.id === row.id) return undefined
  if (taken) return { reason: 'odd-answer', lasts: 'passing' }
  return failureOf(answer.status, answer.code, answer.retryAfterSeconds)
}

interface Answer {
  readonly status: number
  readonly id: unknown
  readonly code: unknown
  readonly retryAfterSeconds: number | undefined
}

async function exchange(dispatcher: Dispatcher, url: string, wire: Wire): Promise<Answer | Failure> {
  const headers = {
    'content-type': 'application/json',
    'oh-envelope': Buffer.from(wire.envelope).toString('base64url'),
    'oh-signature': wire.signature,
  }
  const signal = AbortSignal.timeout(ATTEMPT_MS)
  try {
    const answer = await request(url, { dispatcher, method: 'POST', headers, body: Buffer.from(wire.body), signal })
    const bytes = await readAll(answer.body, LARGEST_ANSWER)
    const { id, code } = fieldsIn(bytes && jsonIn(bytes))
    const asked = Number(answer.headers['retry-after'])
    return { status: answer.statusCode, id, code, retryAfterSeconds: Number.isFinite(asked) ? asked : undefined }
  } catch {
    // nothing here but the wire can fail, and whatever it was, the message stays where it is
    return { reason: signal.aborted ? 'timed-out' : 'unreachable', lasts: 'away' }
  }
}

async function settleAttempt(
  ports: RelayPorts,
  row: OutboxRow,
  failure: Failure | undefined,
  before: Pace,
  after: Pace,
): Promise<void> {
  // that the peer is away says nothing about the message, however often it was tried: the peer's own count decides
  const history = failure?.lasts === 'away' ? { ...row, attempts: after.failures } : row
  await asActor(ports.db, AS_RELAY, async (tx) => {
    if (failure) await recordFailure(tx, row, failure.reason, nextTry(history, failure, ports.random()))
    else await acknowledge(tx, row.destination, [row.id])
    if (before.failures > 0 && failure?.lasts !== 'away') await hurry(tx, row.destination, AWAY_REASONS)
  })
  if (failure) ports.log.warn('message-not-taken', { ...fieldsOf(row), code: failure.reason })
  else ports.log.info('message-sent', fieldsOf(row))
}

function fieldsOf(row: OutboxRow) {
  const { id, name, destination, correlation, attempts } = row
  return { member: destination, messageId: id, messageName: name, correlation, attempt: attempts }
}
