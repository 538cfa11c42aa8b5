import { randomUUID } from 'node:crypto'
import type { PersonId } from '@oh/kernel'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { type SQLWrapper, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessesTo, audit, searchAudit } from './index.ts'

const asha: Actor = { kind: 'person', person: 'asha' as PersonId }
const sealer: Actor = { kind: 'system', part: 'sealer' }
const [worker, ofList] = [randomUUID(), randomUUID()]
const access = { action: 'case.read', resource: 'case', outcome: 'allowed' } as const

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase('spoke')
  await database.admin`insert into audit_entry (id, at, actor, actor_kind, roles, action, resource, resource_ids, subject, outcome, reasons)
    select gen_random_uuid(), now(), 'x', 'person', '{}', 'case.read', 'case', array[gen_random_uuid()::text], gen_random_uuid()::text, 'allowed', '{}'
    from generate_series(1, 5000)`
  await database.admin`insert into audit_touch (record, at, entry_id)
    select record, at, id from audit_entry, unnest(resource_ids || subject) as record`
  await asActor(database.db, asha, async (tx) => {
    await audit(tx, { ...access, ids: [worker, 'c1'], subject: worker })
    await audit(tx, { ...access, ids: ['c2', ofList] })
    await audit(tx, { ...access, ids: ['c3'] })
    await audit(tx, { ...access, ids: [] })
  })
  await database.admin`analyze audit_entry, audit_touch`
})
afterAll(() => database[Symbol.asyncDispose]())

const page = { first: 100 }

describe('the accesses to a record', () => {
  it('are found by its subject and by the ids of lists, each once', async () => {
    const found = await asActor(database.db, sealer, (tx) => accessesTo(tx, [worker, ofList], page))
    expect(found.map(({ resourceIds }) => resourceIds).toSorted()).toEqual(
      [
        [worker, 'c1'],
        ['c2', ofList],
      ].toSorted(),
    )
    const searched = { subject: ofList, notBy: 'somebody' as PersonId }
    expect(await asActor(database.db, sealer, (tx) => searchAudit(tx, searched, page))).toHaveLength(1)
  })

  it.each([
    ['a worker', { kind: 'person', person: 'worker' as PersonId } as Actor],
    ['the privacy officer’s part', sealer],
  ])('are looked up by index for %s: nobody else’s entries are read for it', async (_who, actor) => {
    const planOf = async (tx: ScopedTx, query: unknown) =>
      (await tx.sql.execute(sql`explain ${query as SQLWrapper}`)).map((row) => Object.values(row)[0]).join('\n')
    const plan = await asActor(database.db, actor, (tx) => planOf(tx, accessesTo(tx, [worker, ofList], page)))
    expect(plan).toContain('Index Only Scan using audit_touch')
    expect(plan).not.toMatch(/Seq Scan on audit_(entry|touch)/)
    expect(plan).not.toContain('audit_entry_at')
  })
})
