import { randomUUID } from 'node:crypto'
import { generateSigningKey, loadSigningKey, publicKeySet, staticKeys } from '@oh/auth'
import { addMilliseconds, type Clock, type Instant, londonDateOf, type MemberId, type PersonId, type TrustCode } from '@oh/kernel'
import { ownKeysOf } from '@oh/member'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { type Peer, type Relay, startRelay } from '@oh/relay'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { callerOf, type Pool } from '../context.ts'
import { inboxHandlers } from '../inbox.ts'
import { type KeptRouting, keepRouting } from '../offers/keep-routing.ts'
import { proofKeysOf } from '../proof-keys.ts'
import { seedPool } from '../seed.ts'
import { type HomeSpoke, homeSpoke } from './home-spoke.ts'
import { bell, guardian, HOME, ICS, moira, OTHER, POOL, shah } from './names.ts'
import { type People, peopleAt } from './people.ts'

const HOUR = 3_600_000
export const hours = (many: number): number => many * HOUR
export const days = (many: number): number => many * 24 * HOUR

export interface StandingClock extends Clock {
  advance(milliseconds: number): void
}

export interface TestPool extends AsyncDisposable, People {
  readonly pool: Pool
  readonly database: TestDatabase
  readonly clock: StandingClock
  /** Serves RX1 and RHA. */
  readonly spoke: HomeSpoke
  /** Serves RK5. */
  readonly other: HomeSpoke
  readonly relay: Relay
  readonly routing: KeptRouting
  /** The registry: a test may suspend a member in it. */
  readonly members: Map<MemberId, Peer>
  /** What is waiting for a spoke, in the order posted, with opened bodies. */
  outbox(): Promise<{ name: string; subject: string; body: Record<string, unknown> }[]>
  audit(action: string): Promise<{ actor: string; outcome: string; reasons: string[]; subject: string | null; ids: string[] }[]>
}

/** A standing clock: Tuesday 10 March 2026, nine in the morning. */
export function standingClock(start = '2026-03-10T09:00:00.000Z'): StandingClock {
  let now = start as Instant
  return Object.assign(() => now, {
    advance: (milliseconds: number) => {
      now = addMilliseconds(now, milliseconds)
    },
  })
}

/** A pool on a database of its own, seeded with two specialists in mental health and a coordinator, and two home spokes. */
export async function testPool(): Promise<TestPool> {
  const clock = standingClock()
  const database = await testDatabase('pool', { clock })
  await seedPool(database.db, {
    pool: { id: POOL, ics: ICS },
    specialists: [
      { person: bell, name: 'Dr Miriam Bell', skills: ['general', 'mental-health'], employer: 'RHA' as TrustCode },
      { person: shah, name: 'Dr Anil Shah', skills: ['general', 'mental-health'], employer: 'RK5' as TrustCode },
    ],
    memberships: [
      { person: moira, name: 'Moira Lennox', role: 'pool-coordinator' },
      { person: guardian, name: 'Ngozi Ward', role: 'privacy-officer' },
    ],
    today: londonDateOf(clock()),
  })
  let relay: Relay | undefined
  const inbox = () => (request: Request) => relay?.inbox(request) ?? Promise.reject(new Error('no relay'))
  const world = { clock, pool: POOL, inbox }
  const spoke = await homeSpoke(HOME, ['RX1', 'RHA'], world)
  const other = await homeSpoke(OTHER, ['RK5'], world)
  const members = new Map<MemberId, Peer>([spoke, other].map(({ id, peer }) => [id, peer]))
  const registry = {
    find: async (id: MemberId) => members.get(id),
    serving: async (code: string) => [...members.values()].find(({ serves }) => serves.some((row) => row.code === code)),
  }
  const keyring = openKeyring(POOL, newKeyringFile())
  const signingKey = await loadSigningKey(await generateSigningKey())
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const { db } = database
  const pool: Pool = {
    id: POOL,
    ics: ICS,
    db,
    keyring,
    newId: randomUUID,
    log,
    members: registry,
    proofKeys: proofKeysOf(registry, clock),
    ownKeys: ownKeysOf(registry, POOL, signingKey),
    directoryKeys: await staticKeys(publicKeySet([])),
    signingKey,
  }
  const handlers = inboxHandlers(pool)
  relay = await startRelay({ db, member: POOL, keyring, signingKey, peers: registry, handlers, log, runs: 'on-settle' })
  const started = relay
  return {
    ...peopleAt((person) => ({ pool, caller: callerOf(person) })),
    pool,
    database,
    clock,
    spoke,
    other,
    relay,
    routing: await keepRouting(pool, 'on-sweep'),
    members,
    outbox: async () => {
      const rows = await database.admin<{ id: string; name: string; subject: string; sealed_body: Uint8Array | null }[]>`
        select id, name, subject, sealed_body from outbox_message order by subject, epoch, seq`
      return rows.flatMap(({ id, name, subject, sealed_body }) =>
        sealed_body ? [{ name, subject, body: JSON.parse(Buffer.from(keyring.openBody(id, sealed_body)).toString()) }] : [],
      )
    },
    audit: async (action) =>
      database.admin`select actor, outcome, reasons, subject, resource_ids as ids from audit_entry where action = ${action}
        order by xmin::text::bigint, ctid`,
    [Symbol.asyncDispose]: async () => {
      await started[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** Both specialists in mental health: the one who has the offer of an escalation first. */
export async function askedFor(at: TestPool, id: string): Promise<{ person: PersonId; next: PersonId; offerId: string }> {
  for (const [person, next] of [
    [bell, shah],
    [shah, bell],
  ] as const) {
    const found = (await at.offers(person)).find(({ escalation }) => escalation.id === id)
    if (found) return { person, next, offerId: found.id }
  }
  throw new Error('It is on offer to nobody.')
}

/** An escalation that somebody has accepted, and opened when asked for. */
export async function acceptedBy(at: TestPool, upTo: 'accepted' | 'opened', change: Parameters<HomeSpoke['escalates']>[0] = {}) {
  const { id } = await at.spoke.escalates(change)
  const { person, next, offerId } = await askedFor(at, id)
  await at.accept(person, offerId)
  if (upTo === 'opened') await at.declare(person, id, false)
  return { id, person, next, offerId }
}
