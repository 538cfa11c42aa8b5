import { type AddressInfo, createServer, connect as openSocket, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor } from './as-actor.ts'
import { connect, type Db } from './connect.ts'
import { type TestDatabase, testDatabase, withParts } from './testing.ts'

const AS_TEST = { kind: 'system', part: 'relay' } as const
const CONNECTIONS = 4

let database: TestDatabase
let db: Db
/** Both ends of every connection that goes through the wire now. */
const ends = new Set<readonly [Socket, Socket]>()
let isDown = false

/** The wire to the database, which a test may cut as a crash of the server cuts it. */
const wire = createServer((near) => {
  if (isDown) return void near.resetAndDestroy()
  const server = new URL(database.serviceUrl)
  const far = openSocket(Number(server.port), server.hostname)
  const pair = [near, far] as const
  ends.add(pair)
  for (const [one, other] of [pair, [far, near]] as const) {
    one
      .on('error', () => undefined)
      .on('close', () => {
        other.destroy()
        ends.delete(pair)
      })
    one.pipe(other)
  }
})

beforeAll(async () => {
  database = await testDatabase('spoke')
  await database.admin.unsafe('create table drop_in (number serial, word text); grant insert, select on drop_in to oh_app')
  await database.admin.unsafe('grant usage on sequence drop_in_number_seq to oh_app')
  await new Promise<void>((ready) => wire.listen(0, '127.0.0.1', ready))
  const through = new URL(withParts(database.serviceUrl, {}))
  through.hostname = '127.0.0.1'
  through.port = `${(wire.address() as AddressInfo).port}`
  db = connect(through.href, { name: 'broken-wire', connections: CONNECTIONS })
})
afterAll(async () => {
  await db.close()
  wire.close()
  await database[Symbol.asyncDispose]()
})

const cuts = {
  'closed in order': ([near]: readonly [Socket, Socket]) => near.end(),
  'closed at once': ([near]: readonly [Socket, Socket]) => near.destroy(),
  'reset as by a crash': ([near]: readonly [Socket, Socket]) => near.resetAndDestroy(),
}

/** Some work in one transaction, with a pause that is none of the database's between its statements. */
const work = (word: string) =>
  asActor(db, AS_TEST, async (tx) => {
    await tx.sql.execute(sql`insert into drop_in (word) values (${word})`)
    await new Promise((later) => setImmediate(later))
    await tx.sql.execute(sql`select pg_sleep(0.002), ${'x'.repeat(2_000)}::text`)
    await tx.sql.execute(sql`insert into drop_in (word) values (${word})`)
  })

describe.each(Object.entries(cuts))('while connections are %s under load', (_how, cut) => {
  it('what is under way is rejected whole, the process lives, and every connection works again', async () => {
    const done: string[] = []
    const failed: string[] = []
    let next = 0
    let isOver = false
    const loop = async () => {
      while (!isOver) {
        const word = `${_how} ${next++}`
        await work(word).then(
          () => done.push(word),
          () => failed.push(word),
        )
      }
    }
    const load = Promise.all(Array.from({ length: CONNECTIONS * 3 }, loop))
    for (let round = 0; round < 25; round++) {
      const before = done.length + failed.length
      while (done.length + failed.length < before + CONNECTIONS) await new Promise((later) => setImmediate(later))
      for (const pair of ends) cut(pair)
    }
    isOver = true
    await load
    expect(failed.length).toBeGreaterThan(0)

    // each keeps its connection until all have one, so that a connection lost to the pool would be missed
    const pids = new Set<unknown>()
    let allThere = () => {}
    const all = new Promise<void>((resolve) => {
      allThere = resolve
    })
    const together = Array.from({ length: CONNECTIONS }, () =>
      asActor(db, AS_TEST, async (tx) => {
        const [row] = await tx.sql.execute(sql`select pg_backend_pid() as pid`)
        pids.add(row?.pid)
        if (pids.size === CONNECTIONS) allThere()
        await all
      }),
    )
    await Promise.all(together)
    expect(pids.size).toBe(CONNECTIONS)

    const rows = await database.admin`select word, count(*)::int as many from drop_in group by word`
    expect(rows.filter(({ many }) => many !== 2)).toEqual([])
    const kept = new Set(rows.map(({ word }) => word))
    expect(done.filter((word) => !kept.has(word))).toEqual([])
  })
})

it('while the server is down a request is refused, and soon after it is back they are answered again', async () => {
  isDown = true
  for (const [near] of ends) near.resetAndDestroy()
  const answer = () =>
    work('once up').then(
      () => 'answered',
      () => 'refused',
    )
  expect(await Promise.all(Array.from({ length: CONNECTIONS * 2 }, answer))).not.toContain('answered')
  isDown = false
  await expect.poll(answer, { timeout: 20_000 }).toBe('answered')
  expect(await database.admin`select word from drop_in where word = 'once up'`).toHaveLength(2)
})
