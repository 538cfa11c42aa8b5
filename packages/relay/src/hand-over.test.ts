import { randomUUID } from 'node:crypto'
import { ESCALATION_ROUTED_V1 } from '@oh/messages'
import { asActor } from '@oh/postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type HandOverAsk, handOver } from './hand-over.ts'
import {
  memberNamed,
  memoryPeers,
  newSubject,
  routing,
  silent,
  standingClock,
  type TestMember,
  testMember,
} from './members-for-tests.ts'
import { OUTBOX_CHANNEL } from './outbox.store.ts'
import { parkedMessages } from './parked.reads.ts'
import type { Relay } from './relay.ts'
import { signDetached } from './sign.ts'
import { createWakes, type Wakes } from './wakes.ts'

const RELAY = { kind: 'system', part: 'relay' } as const
const clock = standingClock()
const peers = memoryPeers()
let spoke: TestMember
let pool: TestMember
let atSpoke: Relay
let atPool: Relay

beforeAll(async () => {
  spoke = await testMember('spoke', { clock, peers })
  pool = await testMember('pool', { clock, peers })
  atPool = await pool.relay()
  atSpoke = await spoke.relay({ pollFrom: async () => [pool.member] })
})
afterEach(() => {
  Object.assign(pool.road, { away: false, losesAnswers: false })
})
afterAll(async () => {
  await spoke[Symbol.asyncDispose]()
  await pool[Symbol.asyncDispose]()
})

const rowOf = async (id: string) => (await pool.database.admin`select * from outbox_message where id = ${id}`)[0]
const effectsOf = async (subject: string) => (await spoke.effects())[subject]

async function ask(changes: Partial<HandOverAsk> = {}, signer = spoke): Promise<Request> {
  const asked: HandOverAsk = {
    id: randomUUID(),
    member: spoke.member,
    destination: pool.member,
    acknowledged: [],
    refused: [],
    waitSeconds: 0,
    attemptedAt: clock(),
    ...changes,
  }
  const body = Buffer.from(JSON.stringify(asked))
  const headers = { 'oh-signature': await signDetached(signer, 'oh-hand-over', body) }
  return new Request('http://pool/hand-over', { method: 'POST', headers, body })
}
const answerTo = async (request: Request) => {
  const answer = await atPool.handOver(request)
  return { status: answer.status, body: await answer.json() }
}

describe('messages that a spoke fetches', () => {
  it('come again within half a minute of its mending, however often it failed to take them in', async () => {
    await using failing = await testMember('spoke', { clock, peers }, '0000000000ef')
    await using patient = await testMember('pool', { clock, peers }, '0000000000ef')
    await patient.relay({ random: () => 0.99 })
    let mended = false
    const fails = async () => {
      if (!mended) throw new RangeError('the handler fails')
    }
    await using relay = await failing.relay({
      pollFrom: async () => [patient.member],
      handlers: { [ESCALATION_ROUTED_V1]: fails },
    })
    await patient.post(routing(failing.member))
    for (let tries = 0; tries < 12; tries++) {
      expect(await relay.settle()).toBe(0)
      clock.advance(300_000)
    }
    expect(await relay.settle()).toBe(0)
    mended = true
    clock.advance(30_000)
    expect(await relay.settle()).toBe(1)
  })
  it('are never pushed to it, and take effect in order when it asks', async () => {
    const subject = newSubject()
    for (const round of [1, 2, 3]) await pool.post(routing(spoke.member, subject, round))
    expect(await atPool.settle()).toBe(0)
    expect(await effectsOf(subject)).toBeUndefined()
    expect(await atSpoke.settle()).toBe(3)
    expect(await effectsOf(subject)).toEqual([1, 2, 3])
    expect(await atPool.status()).toMatchObject({ waiting: 0 })
  })
  it('lose their body at the pool with the acknowledgement', async () => {
    const id = await pool.post(routing(spoke.member))
    await atSpoke.settle()
    expect(await rowOf(id)).toMatchObject({ state: 'acknowledged', sealed_body: null })
  })
  it('take effect once when the answer of the pool was lost', async () => {
    const message = routing(spoke.member)
    await pool.post(message)
    pool.road.losesAnswers = true
    expect(await atSpoke.settle()).toBe(0)
    pool.road.losesAnswers = false
    expect(await atSpoke.settle()).toBe(1)
    expect(await effectsOf(message.subject)).toEqual([1])
  })
  it('take effect once when two polls of one spoke are handed the same', async () => {
    const message = routing(spoke.member)
    await pool.post(message)
    await using second = await spoke.relay({ pollFrom: async () => [pool.member] })
    await Promise.all([atSpoke.settle(), second.settle()])
    expect(await effectsOf(message.subject)).toEqual([1])
  })
  it('wait while the pool is away and all come when it is back', async () => {
    const subject = newSubject()
    for (const round of [1, 2]) await pool.post(routing(spoke.member, subject, round))
    pool.road.away = true
    expect(await atSpoke.settle()).toBe(0)
    pool.road.away = false
    expect(await atSpoke.settle()).toBe(2)
    expect(await effectsOf(subject)).toEqual([1, 2])
  })
  it('come again later when taking in failed, and are parked at the pool when the spoke never takes them', async () => {
    await using failing = await testMember('spoke', { clock, peers }, '0000000000ee')
    let mended = false
    await using relay = await failing.relay({
      pollFrom: async () => [pool.member],
      handlers: {
        [ESCALATION_ROUTED_V1]: async () => {
          if (!mended) throw new RangeError('the handler fails')
        },
      },
    })
    const id = await pool.post(routing(failing.member))
    expect(await relay.settle()).toBe(0)
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', reason: 'try-later', refusals: 0 })
    mended = true
    clock.advance(300_000)
    expect(await relay.settle()).toBe(1)

    await using deaf = await failing.relay({ pollFrom: async () => [pool.member], handlers: {} })
    const unwanted = await pool.post(routing(failing.member))
    for (let tries = 0; tries < 4; tries++) {
      expect(await deaf.settle()).toBe(0)
      clock.advance(300_000)
    }
    const parked = await asActor(pool.database.db, RELAY, (tx) => parkedMessages(tx, { first: 10 }))
    expect(parked).toMatchObject([{ id: unwanted, reason: 'not-allowed', attempts: 3, blocked: 0 }])
  })
})

describe('asking for messages', () => {
  it('waits at the pool and is answered as soon as a message is committed', async () => {
    await atSpoke.settle()
    const wakes = createWakes()
    const unlisten = await pool.database.db.listen(OUTBOX_CHANNEL, wakes.signal)
    let waits = () => {}
    const waiting = new Promise<void>((resolve) => {
      waits = resolve
    })
    const watched: Wakes = {
      ...wakes,
      // only a commit wakes it here, not the look that it takes by itself after a while
      after: (member, seen, _milliseconds, abort) => {
        waits()
        return wakes.after(member, seen, 25_000, abort)
      },
    }
    const { keyring, signingKey, member } = pool
    const ports = { db: pool.database.db, member, keyring, signingKey, peers, random: () => 0, log: silent }
    const asked = await ask({ waitSeconds: 25 })
    const bytes = new Uint8Array(await asked.arrayBuffer())
    const signature = asked.headers.get('oh-signature') ?? ''
    const answer = handOver(ports, { bytes, signature, abort: asked.signal }, watched)
    await waiting
    const began = performance.now()
    await pool.post(routing(spoke.member))
    expect(await answer).toMatchObject({ kind: 'handed-over', messages: [{}] })
    expect(performance.now() - began).toBeLessThan(20_000)
    await unlisten()
    await atSpoke.settle()
  })
  it('ends at once when the pool stops', async () => {
    const stopping = await pool.relay()
    const answer = stopping.handOver(await ask({ waitSeconds: 25 }))
    await stopping[Symbol.asyncDispose]()
    expect(await (await answer).json()).toEqual({ messages: [] })
  })
  it('is answered with nothing when nothing comes', async () => {
    expect(await answerTo(await ask({ waitSeconds: 0.05 }))).toEqual({ status: 200, body: { messages: [] } })
  })
  it('gives a copied request nothing', async () => {
    await pool.post(routing(spoke.member))
    const request = await ask()
    expect((await answerTo(request.clone() as Request)).body.messages).toHaveLength(1)
    expect(await answerTo(request)).toEqual({ status: 409, body: { code: 'replayed' } })
    await atSpoke.settle()
  })
  it('is refused when stale, altered, meant for another pool, signed by another, or of another shape', async () => {
    const codeOf = async (request: Request) => (await answerTo(request)).body.code
    expect(await codeOf(await ask({ attemptedAt: '2026-01-01T00:00:00.000Z' as HandOverAsk['attemptedAt'] }))).toBe(
      'attempt-expired',
    )
    expect(await codeOf(await ask({ destination: spoke.member }))).toBe('wrong-destination')
    expect(await codeOf(await ask({}, pool))).toBe('wrong-source')
    expect(await codeOf(await ask({ waitSeconds: 26 }))).toBe('bad-shape')
    expect(await codeOf(await ask({ acknowledged: ['x'] as unknown as HandOverAsk['acknowledged'] }))).toBe('bad-shape')
    const good = await ask()
    const altered = new Request(good.url, { method: 'POST', headers: good.headers, body: `${await good.text()} ` })
    expect(await codeOf(altered)).toBe('bad-signature')
  })
  it('acknowledges nothing that was for another member', async () => {
    const id = await pool.post({ ...routing(spoke.member), destination: memberNamed('spoke-0000000000dd') })
    expect((await answerTo(await ask({ acknowledged: [id as HandOverAsk['acknowledged'][number]] }))).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ state: 'waiting' })
  })
})
