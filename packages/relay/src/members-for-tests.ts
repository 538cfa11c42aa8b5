import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import {
  addMilliseconds,
  asMemberId,
  type Clock,
  type EscalationId,
  type Instant,
  type MemberId,
  type MessageId,
} from '@oh/kernel'
import { CONSENT_WITHDRAWN_V1, type Envelope, ESCALATION_ROUTED_V1 } from '@oh/messages'
import { asActor, connect, type ScopedTx } from '@oh/postgres'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { type Keyring, newKeyringFile, openKeyring } from '@oh/vault'
import { sql } from 'drizzle-orm'
import { generateKeyPair } from 'jose'
import type { Handlers } from './arrival.ts'
import type { Route } from './http.ts'
import type { Peer, Peers } from './peers.ts'
import { type MessageToPost, post } from './post.ts'
import type { Wire } from './receive.ts'
import { type Relay, type RelayOptions, startRelay } from './relay.ts'
import { messagePayload, type SigningKey, sha256, signDetached } from './sign.ts'

/** An id a test knows to be well-formed. */
export function memberNamed(id: string): MemberId {
  const member = asMemberId(id)
  if (!member) throw new RangeError(`${id} is no member id`)
  return member
}

/** A clock that stands still until it is moved. */
export function standingClock(start = '2026-03-10T09:00:00.000Z'): Clock & { advance(milliseconds: number): void } {
  let now = start as Instant
  const clock = () => now
  return Object.assign(clock, {
    advance: (milliseconds: number) => {
      now = addMilliseconds(now, milliseconds)
    },
  })
}

/** A registry in memory, whose rows a test may change. */
export function memoryPeers(): Peers & { readonly rows: Map<MemberId, Peer> } {
  const rows = new Map<MemberId, Peer>()
  return { rows, find: async (member) => rows.get(member) }
}

/** What happens on the way to a member. */
interface Road {
  /** Away: connections are cut. */
  away: boolean
  /** The request is worked on, the answer never arrives. */
  losesAnswers: boolean
  /** Waits before the work, to hold messages in flight. */
  hold: () => Promise<void>
}

export interface TestMember extends AsyncDisposable {
  readonly member: MemberId
  readonly database: TestDatabase
  readonly keyring: Keyring
  readonly signingKey: SigningKey
  readonly road: Road
  /** Ids of messages in the order their requests came in, repetitions included. */
  readonly arrivals: Envelope[]
  /** The most requests to the inbox that were worked on at once. */
  mostAtOnce(): number
  relay(options?: Partial<RelayOptions>): Promise<Relay>
  post(message: Omit<MessageToPost, 'correlation'>): Promise<MessageId>
  /** Sequence numbers that took effect, by subject, in the order they did. */
  effects(): Promise<Record<string, number[]>>
}

/** One member with a database, keys, a registry row and an HTTP server; its relays are started by the test. */
export async function testMember(
  kind: 'spoke' | 'pool',
  world: { readonly clock: Clock; readonly peers: ReturnType<typeof memoryPeers> },
  digits = '00000000000a',
): Promise<TestMember> {
  const member = memberNamed(`${kind}-${digits}`)
  const database = await testDatabase(kind, { clock: world.clock })
  await database.admin.unsafe(`create table effect (number serial, subject text, seq integer);
    grant insert on effect to oh_app; grant usage on sequence effect_number_seq to oh_app`)
  const keyring = openKeyring(member, newKeyringFile())
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const signingKey = { kid: `${kind}-key`, privateKey }
  const road: Road = { away: false, losesAnswers: false, hold: async () => undefined }
  const relays: Relay[] = []
  const server = await serve(road, () => relays[0])
  const key = { key: publicKey, from: Date.parse('2026-01-01T00:00:00.000Z') }
  world.peers.rows.set(member, {
    id: member,
    state: 'active',
    endpoint: server.url,
    serves: [],
    keys: new Map([[signingKey.kid, key]]),
  })
  const relay = async (options: Partial<RelayOptions> = {}) => {
    const own = { db: database.db, member, keyring, signingKey, peers: world.peers, handlers: takeNote, log: silent }
    const started = await startRelay({ ...own, random: () => 0, runs: 'on-settle', ...options })
    relays.push(started)
    return started
  }
  return {
    member,
    database,
    keyring,
    signingKey,
    road,
    arrivals: server.arrivals,
    mostAtOnce: server.mostAtOnce,
    relay,
    post: (message) =>
      asActor(database.db, { kind: 'system', part: 'routing' }, (tx) =>
        post(tx, { ...message, correlation: randomUUID() } as MessageToPost, keyring),
      ),
    effects: async () => {
      const rows = await database.admin<{ subject: string; seqs: number[] }[]>`
        select subject, array_agg(seq order by number) as seqs from effect group by subject`
      return Object.fromEntries(rows.map(({ subject, seqs }) => [subject, seqs]))
    },
    [Symbol.asyncDispose]: async () => {
      for (const started of relays) await started[Symbol.asyncDispose]()
      await server.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

export const silent = { info: () => undefined, warn: () => undefined }

/** A handler's effect that lives and dies with its transaction. */
export async function note(tx: ScopedTx, { envelope }: { readonly envelope: Envelope }): Promise<void> {
  await tx.sql.execute(sql`insert into effect (subject, seq) values (${envelope.subject}, ${envelope.seq})`)
}

const takeNote: Handlers = { [CONSENT_WITHDRAWN_V1]: note, [ESCALATION_ROUTED_V1]: note }

export const newSubject = () => randomUUID() as EscalationId

/** A message a spoke sends a pool. */
export function withdrawal(destination: MemberId, subject = newSubject()) {
  const body = { escalationId: subject, at: '2026-03-10T08:59:00.000Z' as Instant, safetyHold: false }
  return { name: CONSENT_WITHDRAWN_V1, destination, subject, body } as const
}

/** A message a pool sends a spoke. */
export function routing(destination: MemberId, subject = newSubject(), round = 1) {
  const body = { escalationId: subject, outcome: 'offered', round, at: '2026-03-10T08:59:00.000Z' as Instant } as const
  return { name: ESCALATION_ROUTED_V1, destination, subject, body } as const
}

/** Signed bytes made by hand, right unless the test changes something. */
export async function handMadeWire(
  from: TestMember,
  to: MemberId,
  changes: {
    readonly envelope?: Record<string, unknown>
    readonly body?: unknown
    readonly signer?: Partial<{ member: MemberId; signingKey: SigningKey }>
  } = {},
): Promise<Wire> {
  const subject = newSubject()
  const now = from.database.db.clock()
  const envelope = {
    id: randomUUID(),
    type: 'consent-withdrawn',
    version: 1,
    source: from.member,
    destination: to,
    subject,
    seq: 1,
    epoch: 1,
    keyId: from.signingKey.kid,
    correlation: randomUUID(),
    occurredAt: now,
    attemptedAt: now,
    ...changes.envelope,
  }
  const envelopeBytes = new TextEncoder().encode(JSON.stringify(envelope))
  const body = new TextEncoder().encode(JSON.stringify(changes.body ?? withdrawal(to, subject).body))
  const signature = await signDetached({ ...from, ...changes.signer }, 'oh-message', messagePayload(envelopeBytes, sha256(body)))
  return { envelope: envelopeBytes, signature, body }
}

/** The same database by a second set of connections, as a second process would have it. */
export function secondConnection(of: TestMember) {
  return connect(of.database.serviceUrl, { name: 'second', clock: of.database.db.clock })
}

async function serve(road: Road, relay: () => Relay | undefined) {
  const arrivals: Envelope[] = []
  let atOnce = 0
  let most = 0
  const server = createServer(async (incoming, outgoing) => {
    if (road.away) return void incoming.socket.destroy()
    const isInbox = incoming.url === '/inbox'
    if (isInbox) arrivals.push(JSON.parse(Buffer.from(`${incoming.headers['oh-envelope']}`, 'base64url').toString()))
    atOnce += isInbox ? 1 : 0
    most = Math.max(most, atOnce)
    if (isInbox) await road.hold()
    const running = relay()
    const route: Route = async (request) =>
      running ? (isInbox ? running.inbox(request) : running.handOver(request)) : new Response(null, { status: 503 })
    const answer = await route(asRequest(incoming, outgoing))
    atOnce -= isInbox ? 1 : 0
    if (road.losesAnswers) return void incoming.socket.destroy()
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    mostAtOnce: () => most,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function asRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, `${value}`]))
  const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>
  return new Request(`http://test${incoming.url}`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
    signal: gone.signal,
  } as RequestInit)
}
