import { createServer } from 'node:http'
import type { PersonId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  memberNamed,
  memoryPeers,
  newSubject,
  secondConnection,
  standingClock,
  type TestMember,
  testMember,
  withdrawal,
} from './members-for-tests.ts'
import { claimHeads } from './outbox.store.ts'
import { parkedMessages } from './parked.reads.ts'
import { retryMessage } from './parked.store.ts'
import { PeersUnknown } from './peers.ts'
import type { Relay } from './relay.ts'

const RELAY = { kind: 'system', part: 'relay' } as const
const ADMINISTRATOR = { kind: 'person', person: 'administrator' as PersonId } as const
const clock = standingClock()
const peers = memoryPeers()
let spoke: TestMember
let pool: TestMember
let relay: Relay

beforeAll(async () => {
  spoke = await testMember('spoke', { clock, peers })
  pool = await testMember('pool', { clock, peers })
  relay = await spoke.relay()
  await pool.relay()
})
afterEach(() => {
  Object.assign(pool.road, { away: false, losesAnswers: false, hold: async () => undefined })
  pool.arrivals.length = 0
})
afterAll(async () => {
  await spoke[Symbol.asyncDispose]()
  await pool[Symbol.asyncDispose]()
})

const postMany = async (subjects: readonly ReturnType<typeof newSubject>[], each: number) => {
  for (let round = 0; round < each; round++)
    await Promise.all(subjects.map((subject) => spoke.post(withdrawal(pool.member, subject))))
}
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
const seqsThatArrived = (subject: string) =>
  pool.arrivals.filter((envelope) => envelope.subject === subject).map(({ seq }) => seq)
const rowOf = async (id: string) => (await spoke.database.admin`select * from outbox_message where id = ${id}`)[0]
const effectsOf = async (subject: string) => (await pool.effects())[subject]

describe('pushing', () => {
  it('delivers every message of every case in order, each once, at most 32 at a time', async () => {
    const subjects = upTo(40).map(() => newSubject())
    await postMany(subjects, 3)
    // nothing is answered before the window is full
    const full = new Promise<void>((isFull) => {
      pool.road.hold = async () => {
        if (pool.mostAtOnce() === 32) isFull()
        await full
      }
    })
    expect(await relay.settle()).toBe(120)
    const effects = await pool.effects()
    for (const subject of subjects) {
      expect(effects[subject]).toEqual([1, 2, 3])
      expect(seqsThatArrived(subject)).toEqual([1, 2, 3])
    }
    expect(pool.mostAtOnce()).toBe(32)
    expect(await relay.status()).toEqual({ waiting: 0, oldestWaitingSeconds: undefined, parked: 0 })
  })
  it('sends nothing twice and nothing out of order from two processes at once', async () => {
    await using db = secondConnection(spoke)
    await using other = await spoke.relay({ db })
    const subjects = upTo(12).map(() => newSubject())
    await postMany(subjects, 6)
    await Promise.all([relay.settle(), other.settle()])
    await Promise.all([relay.settle(), other.settle()])
    for (const subject of subjects) expect(seqsThatArrived(subject)).toEqual(upTo(6))
  })
  it('erases the body when it is acknowledged and keeps id and hash', async () => {
    const id = await spoke.post(withdrawal(pool.member))
    expect((await rowOf(id))?.sealed_body).not.toBeNull()
    await relay.settle()
    expect(await rowOf(id)).toMatchObject({ id, state: 'acknowledged', sealed_body: null, claim: null, claimed_until: null })
    expect((await rowOf(id))?.body_sha256).toHaveLength(32)
  })
})

describe('trouble on the way', () => {
  it('has one effect when the answer was lost', async () => {
    const message = withdrawal(pool.member)
    pool.road.losesAnswers = true
    const id = await spoke.post(message)
    expect(await relay.settle()).toBe(0)
    expect(await effectsOf(message.subject)).toEqual([1])
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', reason: 'unreachable', claim: null, attempts: 1 })
    pool.road.losesAnswers = false
    clock.advance(2_000)
    expect(await relay.settle()).toBe(1)
    expect(seqsThatArrived(message.subject)).toEqual([1, 1])
    expect(await effectsOf(message.subject)).toEqual([1])
  })
  it('loses nothing while the other side is away, and delivers all in order when it is back', async () => {
    const subjects = upTo(8).map(() => newSubject())
    pool.road.away = true
    await postMany(subjects, 2)
    for (let hour = 0; hour < 3_600; hour += 300) {
      expect(await relay.settle()).toBe(0)
      clock.advance(300_000)
    }
    expect(await relay.status()).toMatchObject({ waiting: 16, oldestWaitingSeconds: 3_600, parked: 0 })
    expect(pool.arrivals).toHaveLength(0)
    pool.road.away = false
    expect(await relay.settle()).toBe(16)
    for (const subject of subjects) expect(await effectsOf(subject)).toEqual([1, 2])
  })
  it('knocks with one message after five failures and hurries the rest when it is answered', async () => {
    const subjects = upTo(6).map(() => newSubject())
    pool.road.away = true
    await postMany(subjects, 1)
    await relay.settle()
    clock.advance(9_000)
    pool.road.away = false
    expect(await relay.settle()).toBe(0)
    clock.advance(1_000)
    expect(await relay.settle()).toBe(6)
  })
  it('tries what waits within seconds of the other side’s return, however long it was away and however often we began anew', async () => {
    const id = await spoke.post(withdrawal(pool.member))
    pool.road.away = true
    for (let starts = 0; starts < 12; starts++) {
      await using again = await spoke.relay({ random: () => 0.99 })
      expect(await again.settle()).toBe(0)
      clock.advance(300_000)
    }
    await using again = await spoke.relay({ random: () => 0.99 })
    expect(await again.settle()).toBe(0)
    pool.road.away = false
    clock.advance(10_000)
    expect(await again.settle()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'acknowledged' })
  })
  it('tries at once after a start what an earlier process had put off', async () => {
    pool.road.away = true
    const id = await spoke.post(withdrawal(pool.member))
    await relay.settle()
    await spoke.database.admin`update outbox_message set due_at = due_at + interval '5 minutes' where id = ${id}`
    pool.road.away = false
    await using again = await spoke.relay()
    expect(await again.settle()).toBe(1)
  })
  it('tries again within seconds when it was the directory that could not be asked', async () => {
    let isAway = true
    const find: typeof peers.find = async (member) => {
      if (isAway) throw new PeersUnknown('away')
      return peers.find(member)
    }
    await using cut = await spoke.relay({ peers: { find }, random: () => 0.99 })
    await spoke.post(withdrawal(pool.member))
    for (let tries = 0; tries < 12; tries++) {
      expect(await cut.settle()).toBe(0)
      clock.advance(300_000)
    }
    expect(await cut.settle()).toBe(0)
    isAway = false
    clock.advance(10_000)
    expect(await cut.settle()).toBe(1)
  })
  it('takes over what a killed process had claimed, when the claim has run out', async () => {
    const id = await spoke.post(withdrawal(pool.member))
    await asActor(spoke.database.db, RELAY, (tx) => claimHeads(tx, { destination: pool.member, most: 32, even: 'due' }))
    clock.advance(29_999)
    expect(await relay.settle()).toBe(0)
    clock.advance(1)
    expect(await relay.settle()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'acknowledged' })
  })
})

describe('a destination', () => {
  it('is believed only when its answer names the message', async () => {
    await using impostor = await testMember('spoke', { clock, peers: memoryPeers() }, '0000000000aa')
    const id = await impostor.post(withdrawal(pool.member))
    const server = createServer((_request, response) => response.end('<h1>Welcome to the guest network</h1>'))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    const known = peers.rows.get(pool.member)
    if (!known || typeof address !== 'object' || !address) throw new Error('the server listens')
    const misled = { find: async () => ({ ...known, endpoint: `http://127.0.0.1:${address.port}` }) }
    await (await impostor.relay({ peers: misled })).settle()
    server.close()
    const [row] = await impostor.database.admin`select * from outbox_message where id = ${id}`
    expect(row).toMatchObject({ state: 'waiting', reason: 'odd-answer' })
    expect(row?.sealed_body).not.toBeNull()
  })
  it('is waited for while it is not in the registry or not active', async () => {
    const unknown = await spoke.post({ ...withdrawal(pool.member), destination: memberNamed('pool-0000000000cc') })
    const row = peers.rows.get(pool.member)
    if (!row) throw new Error('the pool is registered')
    peers.rows.set(pool.member, { ...row, state: 'suspended' })
    const suspended = await spoke.post(withdrawal(pool.member))
    await relay.settle()
    peers.rows.set(pool.member, row)
    expect(await rowOf(unknown)).toMatchObject({ state: 'waiting', reason: 'unknown-destination' })
    expect(await rowOf(suspended)).toMatchObject({ state: 'waiting', reason: 'destination-not-active' })
    clock.advance(300_000)
    await relay.settle()
    expect(await rowOf(suspended)).toMatchObject({ state: 'acknowledged' })
  })
})

describe('a message the other side will never take', () => {
  it('is parked after three tries, seen with age and reason, blocks its own case only, and can be retried', async () => {
    await using deaf = await testMember('spoke', { clock, peers }, '0000000000ab')
    const subject = newSubject()
    await using refusing = await deaf.relay()
    await deaf.database.admin`insert into membership (id, person, person_name, role, from_on, granted_by)
      values (gen_random_uuid(), 'administrator', 'Ada', 'oh-administrator', '2026-01-01', 'seed')`
    const stuck = await deaf.post(withdrawal(pool.member, subject))
    await deaf.post(withdrawal(pool.member, subject))
    // the pool knows another key under this name, so that it refuses the signature
    const own = peers.rows.get(deaf.member)
    const theirs = peers.rows.get(pool.member)?.keys.get('pool-key')
    if (!own || !theirs) throw new Error('both are registered')
    peers.rows.set(deaf.member, { ...own, keys: new Map([['spoke-key', theirs]]) })
    for (let tries = 0; tries < 5; tries++) {
      await refusing.settle()
      clock.advance(60_000)
    }
    expect(pool.arrivals).toHaveLength(3)
    const [parked, ...none] = await asActor(deaf.database.db, ADMINISTRATOR, (tx) => parkedMessages(tx, { first: 10 }))
    expect(none).toEqual([])
    expect(parked).toMatchObject({ id: stuck, subject, reason: 'bad-signature', attempts: 3, blocked: 1, ageSeconds: 300 })
    expect(await refusing.status()).toMatchObject({ waiting: 1, parked: 1 })

    peers.rows.set(deaf.member, own)
    const elsewhere = withdrawal(pool.member)
    await deaf.post(elsewhere)
    expect(await refusing.settle()).toBe(1)
    expect(await effectsOf(elsewhere.subject)).toEqual([1])
    expect(await effectsOf(subject)).toBeUndefined()

    const retry = () => asActor(deaf.database.db, ADMINISTRATOR, (tx) => retryMessage(tx, stuck))
    expect(await retry()).toEqual({ kind: 'allowed' })
    expect(await retry()).toEqual({ kind: 'refused', reasons: ['not-parked'] })
    expect(await refusing.settle()).toBe(2)
    expect(await effectsOf(subject)).toEqual([1, 2])
  })
})
