import { instantOf, type PersonId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor, connect, type Db, TooMuchAtOnce } from './index.ts'
import { type TestDatabase, testDatabase } from './testing.ts'
import { createTurns } from './turns.ts'

const asha = 'asha' as PersonId
const ben = 'ben' as PersonId
let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await testDatabase('directory')
  db = open({ atOnce: 2, waiting: 3, waitMs: 60_000 })
})
afterAll(async () => {
  await db.close()
  await database[Symbol.asyncDispose]()
})

const open = (turns: { atOnce: number; waiting: number; waitMs: number }) =>
  connect(database.serviceUrl, { name: 'turns', clock: () => instantOf(Date.now()), turns })
function closedGate(): { readonly promise: Promise<void>; open(): void } {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open: () => open() }
}

/** Opens so many transactions of one person, each of which stays open until the gate does. */
function hold(on: Db, person: PersonId, count: number, gate: Promise<void>) {
  const begun: number[] = []
  const both = closedGate()
  const held = Array.from({ length: count }, (_, at) =>
    asActor(on, { kind: 'person', person }, async () => {
      begun.push(at)
      if (begun.length === 2) both.open()
      await gate
    }),
  )
  return { begun, held, bothBegun: both.promise }
}

describe('the transactions of one person', () => {
  it('run so many at once, the rest after them, while others are served', async () => {
    const gate = closedGate()
    const { begun, held, bothBegun } = hold(db, asha, 5, gate.promise)
    await bothBegun
    expect(await asActor(db, { kind: 'person', person: ben }, async () => 'served')).toBe('served')
    expect(await asActor(db, { kind: 'system', part: 'sealer' }, async () => 'served')).toBe('served')
    expect(begun.toSorted()).toEqual([0, 1])
    gate.open()
    await Promise.all(held)
    expect(begun.toSorted()).toEqual([0, 1, 2, 3, 4])
  })

  it('are refused where more would wait than may, and are taken again afterwards', async () => {
    const gate = closedGate()
    const { held, bothBegun } = hold(db, asha, 5, gate.promise)
    await bothBegun
    await expect(asActor(db, { kind: 'person', person: asha }, async () => undefined)).rejects.toBeInstanceOf(TooMuchAtOnce)
    gate.open()
    await Promise.all(held)
    expect(await asActor(db, { kind: 'person', person: asha }, async () => 'again')).toBe('again')
  })

  it('wait no longer than they may, and what has given up never begins', async () => {
    const hasty = open({ atOnce: 2, waiting: 3, waitMs: 1 })
    const gate = closedGate()
    const { begun, held, bothBegun } = hold(hasty, asha, 2, gate.promise)
    await bothBegun
    const late = asActor(hasty, { kind: 'person', person: asha }, async () => begun.push(9))
    await expect(late).rejects.toBeInstanceOf(TooMuchAtOnce)
    gate.open()
    await Promise.all(held)
    await asActor(hasty, { kind: 'person', person: asha }, async () => begun.push(3))
    expect(begun.toSorted()).toEqual([0, 1, 3])
    await hasty.close()
  })

  it('come in the order of asking', async () => {
    const { take } = createTurns({ atOnce: 1, waiting: 3, waitMs: 60_000 })
    const begun: number[] = []
    await Promise.all([0, 1, 2, 3].map((at) => take(asha, async () => begun.push(at))))
    expect(begun).toEqual([0, 1, 2, 3])
  })

  it('give their turn on when one of them fails', async () => {
    const failing = Array.from({ length: 5 }, () =>
      asActor(db, { kind: 'person', person: asha }, () => Promise.reject(new Error('no'))),
    )
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
    expect(await asActor(db, { kind: 'person', person: asha }, async () => 'again')).toBe('again')
  })
})
