import { randomUUID } from 'node:crypto'
import type { MemberId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdrawConsent } from '../consents/withdraw-consent.ts'
import { BELL, newKey, person, type Scene, SETHI, scene } from '../escalations/testing/scene.ts'

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

describe('a manager of the line', () => {
  const seen = async () => ({
    workers: (await rowsFor(person('manager-2'), 'worker')).length,
    assignments: (await rowsFor(person('manager-2'), 'assignment')).length,
  })
  const holds = (from: string, to: string | null) =>
    s.test.database.admin`update assignment set manager_person = 'manager-2', from_on = ${from}, to_on = ${to}
      where worker_id = ${s.marta.worker.id}`

  it.each([
    ['sees the worker while the assignment holds', '2020-01-01', null, 1],
    ['sees the worker on its last day but one', '2020-01-01', '2026-11-24', 1],
    ['sees nobody on the day it ends', '2020-01-01', '2026-11-23', 0],
    ['sees nobody after it has ended', '2020-01-01', '2021-01-01', 0],
    ['sees nobody before it begins', '2026-11-24', null, 0],
  ])('%s', async (_what, from, to, many) => {
    await holds(from, to)
    expect(await seen()).toEqual({ workers: many, assignments: many })
  })

  it('who referred still sees whom, after the line has ended', async () => {
    await s.test.database.admin`update assignment set manager_person = 'manager', from_on = '2020-01-01', to_on = '2021-01-01'
      where worker_id = ${s.marta.worker.id}`
    expect(await rowsFor(person('manager'), 'worker')).toHaveLength(1)
  })
})

it('nobody hands a row on to somebody else by changing it', async () => {
  const handOn = (who: string) =>
    asActor(s.spoke.db, person(who), (tx) =>
      tx.sql.execute(sql`update "case" set worker_person = 'somebody-else' where id = ${caseId} returning 1`),
    )
  await expect(handOn('worker')).rejects.toMatchObject({ cause: { message: expect.stringContaining('row-level security') } })
})

it('the specialist who accepted is out of reach of every row from the withdrawal of consent on', async () => {
  const tables = ['"case"', 'worker', 'assignment', 'record_key', 'confidentiality_gate']
  for (const table of tables) expect((await rowsFor(person(BELL), table)).length, table).toBeGreaterThan(0)
  const ask = { idempotencyKey: newKey(), caseId, consequencesVersion: 'withdrawal-consequences-1' }
  expect((await withdrawConsent(s.spoke, person('worker'), ask)).kind).toBe('withdrawn')
  for (const table of tables) expect(await rowsFor(person(BELL), table), table).toHaveLength(0)
})

it('the register lets nobody take a role: it is read, never written', async () => {
  const grant = asActor(s.spoke.db, { kind: 'system', part: 'registry' }, (tx) =>
    tx.sql.execute(
      sql`insert into membership (id, person, person_name, role, from_on, granted_by) values (${randomUUID()}, 'x', 'X', 'oh-nurse', '2020-01-01', 'x')`,
    ),
  )
  await expect(grant).rejects.toMatchObject({ cause: { message: expect.stringContaining('row-level security') } })
})
