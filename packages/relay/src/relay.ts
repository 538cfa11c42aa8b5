import type { MemberId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { Agent } from 'undici'
import { handOverRoute, inboxRoute, type Route } from './http.ts'
import { OUTBOX_CHANNEL } from './outbox.store.ts'
import { type RelayStatus, relayStatus } from './parked.reads.ts'
import { pause } from './pause.ts'
import { createPoller, type Poller } from './poll.ts'
import { AS_RELAY, type RelayPorts } from './ports.ts'
import { createPusher, type Pusher } from './push.ts'
import { ANY, createWakes, type Wakes } from './wakes.ts'

export interface RelayOptions extends Omit<RelayPorts, 'random'> {
  /** Which members hold messages for us to fetch, asked anew every few seconds. A pool gives none. */
  readonly pollFrom?: () => Promise<readonly MemberId[]>
  /** Default: chance. */
  readonly random?: () => number
  /** `on-settle` leaves all sending and fetching to `settle`, so that a test decides what happens when. Default `always`. */
  readonly runs?: 'always' | 'on-settle'
}

/** A member's messages: what it sends, fetches and takes in. Disposing stops cleanly; start it before and stop it before the HTTP server. */
export interface Relay extends AsyncDisposable {
  /** Mount at `POST /inbox`. */
  readonly inbox: Route
  /** Mount at `POST /hand-over`. */
  readonly handOver: Route
  /** Pushes and polls until nothing waits that can move; resolves to how many messages were sent or taken in. */
  settle(): Promise<number>
  status(): Promise<RelayStatus>
}

const TICK_MS = 1_000
const PEERS_AGAIN_MS = 5_000

/**
 * Starts pushing what waits for listening members, polling members that hold something for us, and answering theirs. The
 * service's clock is its database's. Disposing aborts long-polls on both sides, lets attempts under way finish (at most
 * 10 s) and leaves nothing claimed.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const ports: RelayPorts = { ...options, random: options.random ?? Math.random }
  const stop = new AbortController()
  const wakes = createWakes()
  const unlisten = await ports.db.listen(OUTBOX_CHANNEL, wakes.signal)
  const agent = new Agent({ connect: { timeout: 3_000 }, headersTimeout: 40_000, bodyTimeout: 40_000, connections: 64 })
  const pusher = createPusher(ports, agent)
  const pollers = new Map<MemberId, Poller>()
  const pollerOf = (member: MemberId): Poller => {
    const poller = pollers.get(member) ?? createPoller(ports, member, agent, stop.signal)
    pollers.set(member, poller)
    return poller
  }
  const pollFrom = async (): Promise<readonly MemberId[]> => {
    try {
      return (await options.pollFrom?.()) ?? []
    } catch (fault) {
      // the registry is away: asked again soon
      ports.log.warn('poll-failed', { fault })
      return []
    }
  }
  const loops =
    options.runs === 'on-settle'
      ? []
      : [pushAlways(ports, pusher, wakes, stop.signal), pollAlways(pollFrom, pollerOf, stop.signal)]
  let stopped: Promise<void> | undefined
  const stopAll = async () => {
    stop.abort()
    await Promise.all([pusher.stop(), ...loops])
    await unlisten()
    await agent.close()
  }
  return {
    inbox: inboxRoute(ports),
    handOver: handOverRoute(ports, wakes, stop.signal),
    settle: () => settle(ports, pusher, async () => (await pollFrom()).map(pollerOf)),
    status: () => asActor(ports.db, AS_RELAY, relayStatus),
    [Symbol.asyncDispose]: () => (stopped ??= stopAll()),
  }
}

async function pushAlways(ports: RelayPorts, pusher: Pusher, wakes: Wakes, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const seen = wakes.count(ANY)
    await pusher.start().catch((fault: unknown) => ports.log.warn('push-fault', { fault }))
    await wakes.after(ANY, seen, TICK_MS, stop)
  }
}

/** One loop per member to poll. One begun goes on to the end: a member that serves us no longer may still hold messages. */
async function pollAlways(
  pollFrom: () => Promise<readonly MemberId[]>,
  pollerOf: (member: MemberId) => Poller,
  stop: AbortSignal,
): Promise<void> {
  const loops = new Map<MemberId, Promise<void>>()
  while (!stop.aborted) {
    for (const member of await pollFrom()) if (!loops.has(member)) loops.set(member, pollerOf(member).run())
    await pause(PEERS_AGAIN_MS, stop)
  }
  await Promise.all(loops.values())
}

async function settle(ports: RelayPorts, pusher: Pusher, pollers: () => Promise<Poller[]>): Promise<number> {
  for (let total = 0; ; ) {
    const pushed = await pusher.settle()
    const polled = await Promise.all((await pollers()).map((poller) => poller.settle().catch(reported(ports))))
    const moved = polled.reduce((sum, count) => sum + count, pushed)
    total += moved
    if (moved === 0) return total
  }
}

/** A member that is away cannot move anything: settling goes on without it. */
const reported = (ports: RelayPorts) => (fault: unknown) => {
  ports.log.warn('poll-failed', { fault })
  return 0
}
