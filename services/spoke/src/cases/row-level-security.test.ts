import { randomUUID } from 'node:crypto'
import type { MemberId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BELL, person, type Scene, SETHI, scene } from '../escalations/testing/scene.ts'

let s: Scene
let caseId: string
beforeAll(async () => {
  s = await scene()
  const sent = await s.escalated()
  caseId = sent.caseId
  await s.accepted(sent.id)
  await s.tells('opinion-given.v1', await s.opinion(sent.id))
})
afterAll(() => s[Symbol.asyncDispose]())

const rowsFor = (who: Actor, table: string) => asActor(s.spoke.db, who, (tx) => tx.sql.execute(sql.raw(`select 1 from ${table}`)))
const member = (id: string) => ({ kind: 'member', member: id as MemberId }) as const

it.each([
  ['nurse', person('nurse'), true],
  ['worker', person('worker'), true],
  ['the manager who referred', person('manager'), true],
  ['the specialist who accepted', person(BELL), true],
  ['the pool it was sent to', member('pool-00000000a001'), true],
  ['the administrator', person('administrator'), false],
  ['another manager', person('manager-2'), false],
  ['another specialist', person(SETHI), false],
  ['another pool', member('pool-0000000000ff'), false],
  ['the privacy officer', person('privacy'), false],
])('the key of a record is within reach of %s as the matrix says', async (_who, actor, isIn) => {
  expect((await rowsFor(actor, 'record_key')).length).toBe(isIn ? 1 : 0)
})

it.each(['confidentiality_gate', 'opinion', 'note', 'escalation_reason'])('an administrator sees no row of %s', async (table) => {
  expect(await rowsFor(person('administrator'), table)).toHaveLength(0)
})

it('another pool, whatever message it signs, sees no case, escalation, task or opinion', async () => {
  for (const table of ['"case"', 'case_move', 'escalation', 'task', 'opinion', 'worker'])
    expect(await rowsFor(member('pool-0000000000ff'), table), table).toHaveLength(0)
})

it('nobody hands a row on to somebody else by changing it', async () => {
  const handOn = (who: string) =>
    asActor(s.spoke.db, person(who), (tx) =>
      tx.sql.execute(sql`update "case" set worker_person = 'somebody-else' where id = ${caseId} returning 1`),
    )
  await expect(handOn('worker')).rejects.toMatchObject({ cause: { message: expect.stringContaining('row-level security') } })
})

it('the register lets nobody take a role: it is read, never written', async () => {
  const grant = asActor(s.spoke.db, { kind: 'system', part: 'registry' }, (tx) =>
    tx.sql.execute(
      sql`insert into membership (id, person, person_name, role, from_on, granted_by) values (${randomUUID()}, 'x', 'X', 'oh-nurse', '2020-01-01', 'x')`,
    ),
  )
  await expect(grant).rejects.toMatchObject({ cause: { message: expect.stringContaining('row-level security') } })
})
