import { asActor } from '@oh/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
import { raiseEpoch } from './outbox.store.ts'
import { type MessageToPost, post } from './post.ts'
import { outboxMessage } from './relay.table.ts'

const RELAY = { kind: 'system', part: 'relay' } as const
const ROUTING = { kind: 'system', part: 'routing' } as const
const POOL = memberNamed('pool-00000000000a')
let spoke: TestMember

beforeAll(async () => {
  spoke = await testMember('spoke', { clock: standingClock(), peers: memoryPeers() })
})
afterAll(() => spoke[Symbol.asyncDispose]())

const toPost = (message: ReturnType<typeof withdrawal>): MessageToPost => ({ ...message, correlation: newSubject() })
const rowsOf = (subject: string) =>
  spoke.database.admin`select * from outbox_message where subject = ${subject} order by epoch, seq`

describe('posting', () => {
  it('leaves a row with the commit and none without it', async () => {
    const kept = withdrawal(POOL)
    const lost = withdrawal(POOL)
    await spoke.post(kept)
    const failing = asActor(spoke.database.db, ROUTING, async (tx) => {
      await post(tx, toPost(lost), spoke.keyring)
      throw new RangeError('the use case failed')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await rowsOf(kept.subject)).toHaveLength(1)
    expect(await rowsOf(lost.subject)).toHaveLength(0)
  })
  it('numbers a subject without gaps, whoever posts at once and whatever is rolled back', async () => {
    const message = withdrawal(POOL)
    await using second = secondConnection(spoke)
    const attempts = Array.from({ length: 24 }, (_, index) =>
      asActor(index % 2 ? second : spoke.database.db, ROUTING, async (tx) => {
        await post(tx, toPost(message), spoke.keyring)
        if (index % 3 === 0) throw new RangeError('the use case failed')
      }).catch((fault: unknown) => expect(fault).toBeInstanceOf(RangeError)),
    )
    await Promise.all(attempts)
    expect((await rowsOf(message.subject)).map(({ seq }) => seq)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1))
  })
  it('numbers each subject and each destination by itself', async () => {
    const message = withdrawal(POOL)
    const elsewhere = { ...message, destination: memberNamed('pool-0000000000cc') }
    for (const each of [message, elsewhere, message]) await spoke.post(each)
    expect((await rowsOf(message.subject)).map(({ destination, seq }) => [destination, seq])).toEqual(
      expect.arrayContaining([
        [POOL, 1],
        [POOL, 2],
        [elsewhere.destination, 1],
      ]),
    )
  })
  it('begins at 1 again in a higher epoch', async () => {
    const message = withdrawal(POOL)
    await spoke.post(message)
    await spoke.post(message)
    const epoch = await asActor(spoke.database.db, RELAY, raiseEpoch)
    await spoke.post(message)
    expect((await rowsOf(message.subject)).map((row) => [row.epoch, row.seq])).toEqual([
      [1, 1],
      [1, 2],
      [epoch, 1],
    ])
  })
})

describe('the outbox', () => {
  it('seals the body and keeps its hash', async () => {
    const message = withdrawal(POOL)
    await spoke.post(message)
    const [row] = await rowsOf(message.subject)
    expect(Buffer.from(row?.sealed_body).toString('latin1')).not.toContain(message.subject)
    expect(new TextDecoder().decode(spoke.keyring.openBody(row?.id, row?.sealed_body))).toBe(JSON.stringify(message.body))
    expect(row?.body_sha256).toHaveLength(32)
  })
  it('refuses a body its contract does not know, naming the field and not its value', async () => {
    const message = withdrawal(POOL)
    const posted = spoke.post({ ...message, body: { ...message.body, diagnosis: 'planted' } } as typeof message)
    await expect(posted).rejects.toThrow('consent-withdrawn.v1 cannot be posted: unknown-field diagnosis')
    expect(await rowsOf(message.subject)).toHaveLength(0)
  })
  it('lets nobody but the relay and an administrator see the outbox', async () => {
    const seen = (actor: Parameters<typeof asActor>[1]) =>
      asActor(spoke.database.db, actor, (tx) => tx.sql.select({ id: outboxMessage.id }).from(outboxMessage).limit(1))
    expect(await seen(RELAY)).toHaveLength(1)
    expect(await seen(ROUTING)).toHaveLength(0)
    expect(await seen({ kind: 'member', member: POOL })).toHaveLength(0)
  })
})
