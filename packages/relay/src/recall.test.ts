import { CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import { asActor } from '@oh/postgres'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REFUSALS, type RefusalCode } from './answers.ts'
import { memoryPeers, newSubject, standingClock, type TestMember, testMember, withdrawal } from './members-for-tests.ts'
import { recall } from './recall.store.ts'
import type { Relay } from './relay.ts'

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
afterAll(async () => {
  await spoke[Symbol.asyncDispose]()
  await pool[Symbol.asyncDispose]()
})

type Subject = ReturnType<typeof newSubject>
const takenBack = (subject: Subject) =>
  asActor(spoke.database.db, { kind: 'system', part: 'routing' }, (tx) =>
    recall(tx, { name: CONSENT_WITHDRAWN_V1, destination: pool.member, subject }),
  )
const rowOf = async (subject: Subject) =>
  (
    await spoke.database.admin`select state, attempts, reason, sealed_body is not null as has_body from outbox_message
    where subject = ${subject}`
  )[0]
const parkedFor = async (reason: string | null) => {
  const subject = newSubject()
  await spoke.post(withdrawal(pool.member, subject))
  await spoke.database.admin`update outbox_message
    set state = 'parked', attempts = 3, refusals = 3, parked_at = due_at, reason = ${reason} where subject = ${subject}`
  return subject
}

/** Refused for what they say: no attempt at them was ever taken in. */
const FOR_WHAT_IT_SAYS: readonly RefusalCode[] = [
  'not-allowed',
  'too-large',
  'unknown-version',
  'bad-shape',
  'not-our-pool',
  'not-served',
  'trust-not-served',
  'agreement-unknown',
  'session-unknown',
  'already-accepted',
  'already-answered',
  'case-not-waiting',
  'escalation-unknown',
  'not-accepted',
  'not-accepted-by-this-person',
  'not-the-subject',
  'signature-does-not-hold',
  'specialist-unknown',
]
/** Refused for their sender, key, hour or way, before anyone looked whether they were here; or because something is. */
const FOR_ANYTHING_ELSE = Object.keys(REFUSALS).filter((code) => !FOR_WHAT_IT_SAYS.includes(code as RefusalCode))

describe('a message that is taken back', () => {
  it('is erased when nobody ever tried to send it', async () => {
    const subject = newSubject()
    await spoke.post(withdrawal(pool.member, subject))
    expect(await takenBack(subject)).toBe(true)
    expect(await rowOf(subject)).toMatchObject({ state: 'recalled', has_body: false })
    expect(await takenBack(subject)).toBe(true)
  })
  it.each(FOR_WHAT_IT_SAYS)('is erased when it was refused for what it says: %s', async (code) => {
    const subject = await parkedFor(code)
    expect(await takenBack(subject)).toBe(true)
    expect(await rowOf(subject)).toMatchObject({ state: 'recalled', has_body: false })
  })
})

describe('a message that may have arrived', () => {
  it('is not taken back when it took effect, its answer was lost, and the sender was refused for himself after that', async () => {
    const subject = newSubject()
    await spoke.post(withdrawal(pool.member, subject))
    pool.road.losesAnswers = true
    await relay.settle()
    pool.road.losesAnswers = false
    expect((await pool.effects())[subject]).toEqual([1])

    const registered = peers.rows.get(spoke.member) ?? expect.fail('the spoke is not registered')
    const { publicKey } = await generateKeyPair('ES256')
    const from = Date.parse('2026-01-01T00:00:00.000Z')
    peers.rows.set(spoke.member, { ...registered, keys: new Map([['spoke-key', { key: publicKey, from }]]) })
    for (let tries = 0; tries < 3; tries += 1) {
      clock.advance(300_000)
      await relay.settle()
    }
    peers.rows.set(spoke.member, registered)
    expect(await rowOf(subject)).toMatchObject({ state: 'parked', attempts: 4, reason: 'bad-signature' })

    expect(await takenBack(subject)).toBe(false)
    expect(await rowOf(subject)).toMatchObject({ state: 'parked', has_body: true })
  })
  it.each([...FOR_ANYTHING_ELSE, 'body-does-not-open', 'http-403', null])(
    'is not taken back when it is parked: %s',
    async (reason) => {
      const subject = await parkedFor(reason)
      expect(await takenBack(subject)).toBe(false)
      expect(await rowOf(subject)).toMatchObject({ state: 'parked', has_body: true })
    },
  )
  it('is not taken back while it waits for its next attempt', async () => {
    const subject = newSubject()
    await spoke.post(withdrawal(pool.member, subject))
    pool.road.away = true
    await relay.settle()
    pool.road.away = false
    expect(await takenBack(subject)).toBe(false)
    expect(await rowOf(subject)).toMatchObject({ state: 'waiting', has_body: true })
  })
})
