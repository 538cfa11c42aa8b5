import { CASE_ESCALATED_V1, CONSENT_WITHDRAWN_V1, caseEscalatedV1, caseEscalatedV1Sample } from '@oh/messages'
import { expect, it } from 'vitest'
import {
  memoryPeers,
  newSubject,
  note,
  routing,
  standingClock,
  type TestMember,
  testMember,
  withdrawal,
} from './members-for-tests.ts'

async function pair() {
  const world = { clock: standingClock(), peers: memoryPeers() }
  const spoke = await testMember('spoke', world)
  const pool = await testMember('pool', world)
  return {
    spoke,
    pool,
    [Symbol.asyncDispose]: async () => {
      await spoke[Symbol.asyncDispose]()
      await pool[Symbol.asyncDispose]()
    },
  }
}

/** Resolves when the number of effects is reached: looks each time a request has been worked on. */
async function effectOf(member: TestMember, subject: string, many: number): Promise<number[]> {
  for (;;) {
    const seqs = (await member.effects())[subject] ?? []
    if (seqs.length >= many) return seqs
    await new Promise((next) => setImmediate(next))
  }
}

it('sends and fetches by itself, woken by each commit', async () => {
  await using both = await pair()
  const { spoke, pool } = both
  await using _atPool = await pool.relay({ runs: 'always' })
  await using _atSpoke = await spoke.relay({ runs: 'always', pollFrom: async () => [pool.member] })
  const up = newSubject()
  const down = newSubject()
  for (const round of [1, 2, 3]) {
    await spoke.post(withdrawal(pool.member, up))
    await pool.post(routing(spoke.member, down, round))
  }
  expect(await effectOf(pool, up, 3)).toEqual([1, 2, 3])
  expect(await effectOf(spoke, down, 3)).toEqual([1, 2, 3])
})

it('sends other cases while the answer about one is slow', async () => {
  await using both = await pair()
  const { spoke, pool } = both
  await using _atPool = await pool.relay()
  await using _atSpoke = await spoke.relay({ runs: 'always' })
  let arrived = () => {}
  let release = () => {}
  const underWay = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  pool.road.hold = () => {
    pool.road.hold = async () => undefined
    arrived()
    return held
  }
  const slow = newSubject()
  const other = newSubject()
  await spoke.post(withdrawal(pool.member, slow))
  await underWay
  await spoke.post(withdrawal(pool.member, slow))
  await spoke.post(withdrawal(pool.member, other))
  expect(await effectOf(pool, other, 1)).toEqual([1])
  expect((await pool.effects())[slow]).toBeUndefined()
  release()
  expect(await effectOf(pool, slow, 2)).toEqual([1, 2])
})

it('stops cleanly: long-polls end at once, messages on their way are finished, nothing stays claimed', async () => {
  await using both = await pair()
  const { spoke, pool } = both
  const atPool = await pool.relay({ runs: 'always' })
  const atSpoke = await spoke.relay({ runs: 'always', pollFrom: async () => [pool.member] })
  let arrived = () => {}
  let release = () => {}
  const underWay = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  pool.road.hold = () => {
    arrived()
    return held
  }
  await spoke.post(withdrawal(pool.member))
  await underWay
  const began = performance.now()
  const stopped = atSpoke[Symbol.asyncDispose]()
  release()
  await stopped
  const rows = await spoke.database.admin`select state, claim, sealed_body from outbox_message`
  expect(rows).toEqual([{ state: 'acknowledged', claim: null, sealed_body: null }])
  await atPool[Symbol.asyncDispose]()
  // the poll under way would have waited 20 s
  expect(performance.now() - began).toBeLessThan(15_000)
})

it('leaves the text of a message nowhere in either database once it is acknowledged, and sealed until then', async () => {
  await using both = await pair()
  const { spoke, pool } = both
  const handlers = { [CASE_ESCALATED_V1]: note, [CONSENT_WITHDRAWN_V1]: note }
  await using _atPool = await pool.relay({ handlers })
  await using atSpoke = await spoke.relay()
  const planted = 'ZEBRA-PLANTED-7Q'
  const subject = newSubject()
  const sample = caseEscalatedV1.parse({ ...caseEscalatedV1Sample, escalationId: subject })
  const body = { ...sample, content: { ...sample.content, question: planted } }
  await spoke.post({ name: CASE_ESCALATED_V1, destination: pool.member, subject, body })
  expect(await tablesHolding(spoke, planted)).toEqual([])
  await atSpoke.settle()
  expect((await pool.effects())[subject]).toEqual([1])
  for (const member of [spoke, pool]) expect(await tablesHolding(member, planted)).toEqual([])
  const [row] = await spoke.database.admin`select sealed_body from outbox_message`
  expect(row?.sealed_body).toBeNull()
  await spoke.database.admin`update outbox_message set reason = ${planted}`
  expect(await tablesHolding(spoke, planted)).toEqual(['outbox_message'])
})

/** Tables in which the text stands, in plain, hexadecimal or base64. */
async function tablesHolding({ database }: TestMember, text: string): Promise<string[]> {
  const tables = await database.admin<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`
  const spellings = [text, Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64').slice(0, -4)]
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await database.admin<{ row: string }[]>`select t::text as row from ${database.admin(name)} t`
      return rows.some(({ row }) => spellings.some((spelling) => row.includes(spelling))) ? [name] : []
    }),
  )
  return found.flat()
}
