import { randomUUID } from 'node:crypto'
import { asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, ask } from '../testing/ask.ts'
import { aCase, newKey, onRecord, people, person } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import { disclosureFloor } from './setting.reads.ts'

let test: TestSpoke
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  await test.grant('head', 'Ruth Pemberton', 'head-of-service')
  await test.grant('privacy', 'Rashid Karim', 'privacy-officer')
})
afterAll(() => test[Symbol.asyncDispose]())
beforeEach(async () => {
  test.clock.set('2026-11-23T09:42:00.000Z')
  await test.database.admin`delete from service_setting`
  await test.database.admin`truncate audit_entry`
})

const FLOOR = 'floor policyFloor changes { floor from setAt setByName because { word title } } reasons { word title }'
const READ = `{ disclosureFloor(trust: "RWE") { ${FLOOR} } }`
const SET = `mutation ($input: SetDisclosureFloorInput!) { result: setDisclosureFloor(input: $input) { __typename
  ... on DisclosureFloorSet { disclosureFloor { ${FLOOR} } } ... on Refused { reasons { word sentence } } } }`

const set = (different: Record<string, unknown> = {}, who = 'head') =>
  ask(test.spoke, who, SET, {
    input: { trust: 'RWE', idempotencyKey: newKey(), floor: 20, reason: 'small-service', ...different },
  })
const read = async (who = 'head') => (await ask(test.spoke, who, READ)).data?.disclosureFloor
const inForce = () => asActor(test.spoke.db, person('nurse'), disclosureFloor)
const wordsOf = ({ data }: { data: Answer }) => data.result.reasons.map(({ word }: { word: string }) => word)
const codesOf = ({ errors }: { errors: readonly Answer[] }) => errors.map(({ extensions }) => extensions.code)
const rows = async () => (await test.database.admin`select 1 from service_setting`).length

describe('the floor of a service', () => {
  it('is the policy’s while the service has set none', async () => {
    expect(await read()).toMatchObject({ floor: 8, policyFloor: 8, changes: [] })
  })

  it('is set by the head of service from today on, with a reason, and holds at once', async () => {
    const { data } = await set()
    const change = {
      floor: 20,
      from: '2026-11-23',
      setAt: '2026-11-23T09:42:00.000Z',
      setByName: 'Ruth Pemberton',
      because: { word: 'small-service', title: 'The service is small, and people could be recognised' },
    }
    expect(data.result).toMatchObject({
      __typename: 'DisclosureFloorSet',
      disclosureFloor: { floor: 20, policyFloor: 8, changes: [change] },
    })
    expect(await read()).toEqual(data.result.disclosureFloor)
    expect(await inForce()).toBe(20)
  })

  it('may be changed again, up or down to the policy’s; the last one counts and the others stay on record', async () => {
    await set({ floor: 20 })
    test.clock.forward(1)
    await set({ floor: 30 })
    expect(await inForce()).toBe(30)
    test.clock.forward(24 * 60)
    await set({ floor: 8, reason: 'no-longer-needed' })
    expect(await inForce()).toBe(8)
    const { changes } = await read()
    expect(changes.map(({ floor, from }: { floor: number; from: string }) => [floor, from])).toEqual([
      [8, '2026-11-24'],
      [30, '2026-11-23'],
      [20, '2026-11-23'],
    ])
  })

  it('shows the latest 20 changes', async () => {
    for (let floor = 9; floor < 31; floor += 1) {
      test.clock.forward(1)
      await set({ floor })
    }
    const { changes } = await read()
    expect([changes.length, changes[0].floor, changes[19].floor]).toEqual([20, 30, 11])
  })

  it('is obeyed by live figures in the next answer', async () => {
    const LIVE = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { capacity { openCases { value mark } } } } }`
    const openCases = async () =>
      (await ask(test.spoke, 'nurse', LIVE, { r: [{ __typename: 'Trust', odsCode: 'RWE' }] })).data._entities[0].capacity
        .openCases
    const { worker } = await onRecord(test)
    for (let at = 0; at < 9; at += 1) await aCase(test, worker.id)
    expect(await openCases()).toEqual({ value: 10, mark: null })
    await set({ floor: 10 })
    expect(await openCases()).toEqual({ value: null, mark: 'c' })
  })
})

describe('a floor that cannot be', () => {
  it.each([
    ['below the policy’s', { floor: 7 }, 'floor-below-policy'],
    ['none at all', { floor: 0 }, 'floor-below-policy'],
    ['less than nobody', { floor: -20 }, 'floor-below-policy'],
    ['more than a submission can carry', { floor: 1_001 }, 'floor-too-high'],
    ['the one in force', { floor: 8 }, 'floor-unchanged'],
    ['for a reason that nobody agreed', { reason: 'because' }, 'reason-unknown'],
    ['for no reason', { reason: '' }, 'reason-unknown'],
  ])('%s is refused in words, with a row in the audit, and nothing is changed', async (_what, different, word) => {
    const answer = await set(different)
    expect([wordsOf(answer), await rows(), await inForce()]).toEqual([[word], 0, 8])
    expect(answer.data.result.reasons[0].sentence).toMatch(/^[A-Z].*\.$/)
    expect(await test.audited()).toMatchObject([{ action: 'setting.change', outcome: 'refused', reasons: [word] }])
  })

  it('1,000 is the highest, and every reason of a refusal is told at once', async () => {
    expect((await set({ floor: 1_000 })).data.result.__typename).toBe('DisclosureFloorSet')
    expect(wordsOf(await set({ floor: 3, reason: 'x' }))).toEqual(['floor-below-policy', 'reason-unknown'])
  })

  it.each([
    ['half a person', { floor: 20.5 }],
    ['words', { floor: 'twenty' }],
    ['more than a number holds', { floor: 2 ** 40 }],
    ['nothing', { floor: null }],
    ['a form without a key', { idempotencyKey: 'again' }],
  ])('%s is no form', async (_what, different) => {
    const answer = await set(different)
    expect([answer.data?.result ?? null, answer.errors.length, await rows()]).toEqual([null, 1, 0])
  })

  it('is not set for a trust that this service does not serve', async () => {
    expect(codesOf(await set({ trust: 'RT5' }))).toEqual(['MISROUTED'])
    expect(await rows()).toBe(0)
  })
})

describe('a form sent twice', () => {
  it('takes effect once, one after the other and at the same moment', async () => {
    const idempotencyKey = randomUUID()
    const answers = [...(await Promise.all([set({ idempotencyKey }), set({ idempotencyKey })])), await set({ idempotencyKey })]
    expect(answers.map(({ data }) => data.result.__typename)).toEqual(Array.from({ length: 3 }, () => 'DisclosureFloorSet'))
    expect(await rows()).toBe(1)
    expect(wordsOf(await set({ idempotencyKey, floor: 25 }))).toEqual(['key-used-before'])
  })
})

describe('who may set and see the floor', () => {
  it('the head of service sets it, and the administrator who prepares submissions sees it', async () => {
    await set()
    expect(await read('administrator')).toMatchObject({ floor: 20 })
    expect(codesOf(await set({}, 'administrator'))).toEqual(['FORBIDDEN'])
  })

  it.each(['nurse', 'physician', 'privacy', 'manager', 'worker', 'stranger'])('not %s', async (who) => {
    expect(codesOf(await set({}, who))).toEqual(['FORBIDDEN'])
    expect(codesOf(await ask(test.spoke, who, READ))).toEqual(['FORBIDDEN'])
    expect(await rows()).toBe(0)
  })

  it('is written down: each change with its reason, each look, and each refusal', async () => {
    await set()
    await read()
    await set({}, 'nurse')
    const [setting] = await test.database.admin`select id from service_setting`
    expect(await test.audited()).toMatchObject([
      { actor: 'head', action: 'setting.change', outcome: 'allowed', reasons: ['small-service'], resource_ids: [setting?.id] },
      { actor: 'head', action: 'setting.read', outcome: 'allowed', resource: 'disclosure-floor' },
      { actor: 'nurse', action: 'setting.change', outcome: 'forbidden' },
    ])
  })

  it('by the database too: nobody else inserts a setting, and nobody changes or takes one away', async () => {
    await set()
    const as = (who: string, statement: string) =>
      asActor(test.spoke.db, person(who), async (tx) => (await tx.sql.execute(sql.raw(statement))).length)
    const insert = `insert into service_setting (id, kind, values, from_on, set_at, set_by)
      values ('${randomUUID()}', 'disclosure', '{"floor": 1}', '2026-11-23', now(), 'x') returning id`
    for (const who of ['nurse', 'administrator', 'stranger'])
      await expect(as(who, insert)).rejects.toMatchObject({ cause: { code: '42501' } })
    for (const statement of ["update service_setting set values = '{}' returning id", 'delete from service_setting returning id'])
      await expect(as('head', statement)).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
