import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { isUuid } from '@oh/kernel'
import { ESCALATION_ROUTED_V1 } from '@oh/messages'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HandOverAsk } from './hand-over.ts'
import {
  handMadeWire,
  memoryPeers,
  newSubject,
  note,
  routing,
  standingClock,
  type TestMember,
  testMember,
} from './members-for-tests.ts'
import type { Wire } from './receive.ts'

const world = { clock: standingClock(), peers: memoryPeers() }
let spoke: TestMember
let pool: TestMember
/** What the other side answers with, request by request, and what it was asked. */
const answers: Wire[][] = []
const asked: HandOverAsk[] = []

const server = createServer(async (incoming, outgoing) => {
  asked.push(JSON.parse(await text(incoming)))
  const messages = (answers.shift() ?? []).map(({ envelope, signature, body }) => ({
    envelope: Buffer.from(envelope).toString('base64url'),
    signature,
    body: Buffer.from(body).toString('base64url'),
  }))
  outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ messages }))
})

beforeAll(async () => {
  spoke = await testMember('spoke', world)
  pool = await testMember('pool', world)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const row = world.peers.rows.get(pool.member)
  if (!row) throw new Error('the pool is registered')
  world.peers.rows.set(pool.member, { ...row, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
afterAll(async () => {
  await spoke[Symbol.asyncDispose]()
  await pool[Symbol.asyncDispose]()
  server.closeAllConnections()
  server.close()
})

const wireOf = (envelope: Record<string, unknown> = {}) => {
  const subject = newSubject()
  const changes = { type: 'escalation-routed', subject, ...envelope }
  return handMadeWire(pool, spoke.member, { envelope: changes, body: routing(spoke.member, subject).body })
}
const subjectOf = ({ envelope }: Wire): string => JSON.parse(Buffer.from(envelope).toString()).subject
const bytes = (words: string) => Buffer.from(words)

it('takes in what stands behind a message whose id is none, and reports on ids only', async () => {
  await using relay = await spoke.relay({ pollFrom: async () => [pool.member], handlers: { [ESCALATION_ROUTED_V1]: note } })
  const good = await wireOf()
  const known = randomUUID()
  const malformed = [
    await wireOf({ id: 'not-an-id' }),
    await wireOf({ id: 7 }),
    await wireOf({ id: null }),
    await wireOf({ id: `${randomUUID()} ` }),
    await wireOf({ id: ['a', 'b'] }),
    { ...(await wireOf()), envelope: bytes('{') },
    { ...(await wireOf()), envelope: bytes('"text"') },
    { ...(await wireOf()), envelope: bytes('') },
  ]
  answers.push([...malformed, { ...(await wireOf({ id: known })), signature: 'forged' }, good])
  expect(await relay.settle()).toBe(1)
  expect(await spoke.effects()).toEqual({ [subjectOf(good)]: [1] })
  const reports = asked.flatMap(({ acknowledged, refused }) => [...acknowledged, ...refused.map(({ id }) => id)])
  expect(reports).toContain(known)
  expect(reports.filter((id) => !isUuid(id))).toEqual([])

  const next = await wireOf()
  answers.push([next])
  expect(await relay.settle()).toBe(1)
  expect(await spoke.effects()).toMatchObject({ [subjectOf(next)]: [1] })
})
