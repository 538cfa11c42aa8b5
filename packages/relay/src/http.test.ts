import { CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { handMadeWire, memoryPeers, standingClock, type TestMember, testMember } from './members-for-tests.ts'
import { PeersUnknown } from './peers.ts'
import type { Wire } from './receive.ts'
import type { Relay } from './relay.ts'

const world = { clock: standingClock(), peers: memoryPeers() }
let spoke: TestMember
let pool: TestMember
let relay: Relay

beforeAll(async () => {
  spoke = await testMember('spoke', world)
  pool = await testMember('pool', world)
  relay = await pool.relay()
})
afterAll(async () => {
  await spoke[Symbol.asyncDispose]()
  await pool[Symbol.asyncDispose]()
})

const requestOf = ({ envelope, signature, body }: Wire, headers: Record<string, string> = {}) =>
  new Request('http://pool/inbox', {
    method: 'POST',
    headers: { 'oh-envelope': Buffer.from(envelope).toString('base64url'), 'oh-signature': signature, ...headers },
    body: Buffer.from(body),
  })
const answerTo = async (request: Request, to = relay) => {
  const answer = await to.inbox(request)
  return { status: answer.status, body: await answer.json(), retryAfter: answer.headers.get('retry-after') }
}

it('answers 201 when taken in and 200 when it had been, naming the message', async () => {
  const wire = await handMadeWire(spoke, pool.member)
  const { id } = JSON.parse(new TextDecoder().decode(wire.envelope))
  expect(await answerTo(requestOf(wire))).toMatchObject({ status: 201, body: { id } })
  expect(await answerTo(requestOf(wire))).toMatchObject({ status: 200, body: { id } })
})

it('answers 409 to a gap', async () => {
  const wire = await handMadeWire(spoke, pool.member, { envelope: { seq: 2 } })
  expect(await answerTo(requestOf(wire))).toMatchObject({ status: 409, body: { code: 'gap' } })
})

it('refuses a body above 256 KiB by its header alone and while reading', async () => {
  const wire = await handMadeWire(spoke, pool.member)
  let read = 0
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      read += 1
      controller.enqueue(new Uint8Array(64 * 1024))
    },
  })
  const streamed = (headers: Record<string, string>) =>
    new Request('http://pool/inbox', { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit)
  const headers = Object.fromEntries(requestOf(wire).headers)
  const tooLarge = { status: 413, body: { code: 'too-large' } }
  expect(
    await answerTo(requestOf({ ...wire, body: new Uint8Array(10) }, { 'content-length': `${256 * 1024 + 1}` })),
  ).toMatchObject(tooLarge)
  expect(await answerTo(streamed(headers))).toMatchObject(tooLarge)
  expect(read).toBeLessThan(8)
})

it.each([
  ['no envelope', { 'oh-envelope': '' }],
  ['an envelope with padding', { 'oh-envelope': 'e30=' }],
  ['an endless envelope', { 'oh-envelope': 'e30K'.repeat(3_000) }],
  ['a packed body', { 'content-encoding': 'gzip' }],
])('refuses %s', async (_what, headers) => {
  const wire = await handMadeWire(spoke, pool.member)
  expect(await answerTo(requestOf(wire, headers))).toMatchObject({ status: 400, body: { code: 'bad-envelope' } })
})

it('tells a fault of its own by a code only, and when to come again', async () => {
  const wire = await handMadeWire(spoke, pool.member)
  const handlers = {
    [CONSENT_WITHDRAWN_V1]: async () => {
      throw new Error('select secret from notes')
    },
  }
  await using failing = await pool.relay({ handlers })
  await using blind = await pool.relay({ peers: { find: () => Promise.reject(new PeersUnknown('away')) } })
  for (const each of [failing, blind])
    expect(await answerTo(requestOf(wire), each)).toEqual({ status: 503, body: { code: 'try-later' }, retryAfter: '5' })
})
