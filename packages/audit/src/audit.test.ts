import { generateKeyPairSync } from 'node:crypto'
import { type Instant, instantOf, type PersonId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { importJWK } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Access, audit, type HeadSigner, seal, verifyChain } from './index.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const keyId = 'k1'
const signer: HeadSigner = { keyId, key: (await importJWK(pair.privateKey.export({ format: 'jwk' }), 'ES256')) as CryptoKey }
const publicKey = (await importJWK(pair.publicKey.export({ format: 'jwk' }), 'ES256')) as CryptoKey
const keyOf = (id: string) => (id === keyId ? publicKey : undefined)

let database: TestDatabase
let time = 0
beforeEach(async () => {
  time = Date.parse('2026-11-23T09:00:00.000Z')
  database = await testDatabase('directory', { clock: (): Instant => instantOf(time) })
})
afterEach(() => database[Symbol.asyncDispose]())

const access = (change: Partial<Access> = {}): Access => ({
  action: 'case.read',
  resource: 'case',
  ids: ['c1'],
  subject: 'w1',
  outcome: 'allowed',
  ...change,
})
async function read(times: number) {
  for (let index = 0; index < times; index += 1) {
    time += 1_000
    await asActor(database.db, { kind: 'person', person: 'asha' as PersonId }, (tx) => audit(tx, access({ ids: [`c${index}`] })))
  }
}
const verify = () => verifyChain(database.db, keyOf)

describe('an audited access', () => {
  it('leaves no row when its transaction fails, and its row with it when it commits', async () => {
    const failing = asActor(database.db, { kind: 'person', person: 'asha' as PersonId }, async (tx) => {
      await audit(tx, access())
      throw new Error('away')
    })
    await expect(failing).rejects.toThrow('away')
    expect(await database.admin`select 1 from audit_entry`).toHaveLength(0)
    await read(1)
    const [entry] = await database.admin`select actor_kind, actor, action, outcome, subject from audit_entry`
    expect(entry).toEqual({ actor_kind: 'person', actor: 'asha', action: 'case.read', outcome: 'allowed', subject: 'w1' })
  })

  it('cannot be read back by an ordinary person, nor changed or deleted by the service', async () => {
    await read(1)
    const { auditEntry } = await import('./index.ts')
    const seen = await asActor(database.db, { kind: 'person', person: 'asha' as PersonId }, (tx) =>
      tx.sql.select().from(auditEntry),
    )
    expect(seen).toEqual([])
    const { sql } = await import('drizzle-orm')
    await expect(
      asActor(database.db, { kind: 'system', part: 'sealer' }, (tx) => tx.sql.execute(sql`delete from audit_entry`)),
    ).rejects.toMatchObject({
      cause: { code: '42501' },
    })
  })
})

describe('the chain', () => {
  it('numbers entries without gaps over several rounds and signs each head', async () => {
    await read(3)
    expect(await seal(database.db, signer)).toBe(3)
    expect(await seal(database.db, signer)).toBe(0)
    await read(2)
    expect(await seal(database.db, signer)).toBe(2)
    expect(await verify()).toEqual({ sealed: 5, heads: 2, breaks: [], overdue: 0, verifiedUpTo: 5, hasMore: false })
  })

  it('is made once by two sealers at once', async () => {
    await read(4)
    await Promise.all([seal(database.db, signer), seal(database.db, signer), seal(database.db, signer)])
    await seal(database.db, signer)
    expect(await verify()).toMatchObject({ sealed: 4, breaks: [] })
  })

  it('takes in an entry that committed later than a sealed younger one', async () => {
    await read(2)
    await seal(database.db, signer)
    time -= 5_000
    await asActor(database.db, { kind: 'person', person: 'late' as PersonId }, (tx) => audit(tx, access()))
    expect(await seal(database.db, signer)).toBe(1)
    expect(await verify()).toMatchObject({ sealed: 3, breaks: [] })
  })

  it.each([
    [
      'a changed entry',
      `update audit_entry set actor = 'someone else' where id = (select entry_id from audit_seal where number = 2)`,
      '2: does not match its entry',
    ],
    [
      'a deleted entry',
      'delete from audit_entry where id = (select entry_id from audit_seal where number = 2)',
      '2: its entry is gone',
    ],
    ['a deleted seal', 'delete from audit_seal where number = 2', '2: missing from the chain'],
    [
      'two entries changing places',
      'update audit_seal set number = number + 100 where number in (2, 3); update audit_seal set number = 105 - number where number > 100',
      '2: does not match its entry',
    ],
    ['a chain cut behind its head', 'delete from audit_seal where number = 4', 'head 4: the chain no longer leads to it'],
  ])('shows %s', async (_name, tampering, told) => {
    await read(4)
    await seal(database.db, signer)
    await database.admin.unsafe(tampering)
    expect((await verify()).breaks).toContain(told)
  })

  it('cut behind a head ends in a break, also for whoever walks it in parts', async () => {
    await read(6)
    await seal(database.db, signer)
    await database.admin.unsafe('delete from audit_seal where number > 2')
    const told: string[] = []
    let [after, hasMore, parts] = [0, true, 0]
    while (hasMore && parts < 10) {
      const part = await verifyChain(database.db, keyOf, [], { after, most: 1 })
      told.push(...part.breaks)
      ;[after, hasMore, parts] = [part.verifiedUpTo, part.hasMore, parts + 1]
    }
    expect({ parts, after }).toEqual({ parts: 3, after: 2 })
    expect(told).toEqual(['3: missing from the chain, which is said to lead to 6'])
  })

  it('shows a chain that was rewritten whole, by an anchor kept outside', async () => {
    await read(2)
    await seal(database.db, signer)
    const [head] = await database.admin<{ number: string; hash: Uint8Array }[]>`select number, hash from audit_head`
    const anchor = { number: Number(head?.number), hash: head?.hash ?? new Uint8Array() }
    await database.admin.unsafe(`delete from audit_seal; delete from audit_head; update audit_entry set actor = 'someone else'`)
    await seal(database.db, signer)
    expect((await verify()).breaks).toEqual([])
    expect((await verifyChain(database.db, keyOf, [anchor])).breaks).toEqual(['anchor 2: the chain no longer leads through it'])
  })

  it('counts what nobody sealed for ten seconds', async () => {
    await read(1)
    time += 11_000
    expect((await verify()).overdue).toBe(1)
  })
})
