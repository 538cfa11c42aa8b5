import type { LondonDate } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookAppointment } from '../appointments/book-appointment.ts'
import { ask } from '../testing/ask.ts'
import { aCase, aSlot, newKey, onRecord, people, person } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import type { Enrolled } from '../workers/new-worker.ts'
import { type CloseAsk, closeCase } from './close-case.ts'

let test: TestSpoke
let marta: Enrolled
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  marta = await onRecord(test)
})
afterAll(() => test[Symbol.asyncDispose]())

const close = (who: string, caseId: string, different: Partial<CloseAsk> = {}) =>
  closeCase(test.spoke, person(who), {
    idempotencyKey: newKey(),
    caseId,
    expectedVersion: 1,
    outcome: 'advice-only',
    ...different,
  })
const READ = 'query ($id: ID!) { case(trust: "RWE", id: $id) { allowedActions } }'
const rowOf = async (id: string) =>
  (await test.database.admin`select state, version, next_due_on::text from "case" where id = ${id}`)[0]

describe('closing', () => {
  it('ends the case with its outcome and stops its clocks', async () => {
    const found = await aCase(test, marta.worker.id)
    const done = await close('nurse', found.id)
    expect(done).toMatchObject({
      kind: 'done',
      case: { state: 'closed', outcome: 'advice-only', closedOn: '2026-11-23', nextDueOn: null },
    })
    expect(await rowOf(found.id)).toEqual({ state: 'closed', version: 2, next_due_on: '9999-12-31' })
  })

  it.each([
    ['an unknown outcome', { outcome: 'constructor' }, ['outcome-unknown']],
    ['an outcome about fitness before the worker was seen', { outcome: 'fit-for-full-duties' }, ['outcome-needs-an-assessment']],
    ['a missing review date', { outcome: 'temporarily-unfit' }, ['outcome-needs-an-assessment', 'review-date-missing']],
    ['a review date in the past', { reviewOn: '2026-11-23' as LondonDate }, ['review-date-not-in-future']],
  ])('with %s is refused and changes nothing but the audit', async (_name, different, words) => {
    const found = await aCase(test, marta.worker.id)
    const refused = await close('nurse', found.id, different)
    expect(refused).toMatchObject({ kind: 'refused', reasons: words.map((word) => ({ word })) })
    expect(await rowOf(found.id)).toMatchObject({ state: 'awaiting-appointment', version: 1 })
    expect((await test.audited()).at(-1)).toMatchObject({ action: 'case.manage', outcome: 'refused', reasons: words })
  })

  it('leaves a case that no longer moves', async () => {
    const found = await aCase(test, marta.worker.id)
    await close('nurse', found.id)
    const again = await close('nurse', found.id, { expectedVersion: 2 })
    expect(again).toMatchObject({ kind: 'refused', reasons: [{ word: 'case-closed' }] })
    const slotId = await aSlot(test, '2026-12-01T10:00:00Z')
    const form = { idempotencyKey: newKey(), caseId: found.id, expectedVersion: 2, slotId }
    expect(await bookAppointment(test.spoke, person('nurse'), form)).toMatchObject({
      kind: 'refused',
      reasons: [{ word: 'case-closed' }],
    })
    const { data } = await ask(test.spoke, 'nurse', READ, { id: found.id })
    expect(data.case.allowedActions).toEqual(['set-staff-group'])
  })

  it('is forbidden to the administrator, the manager and the worker', async () => {
    const found = await aCase(test, marta.worker.id)
    for (const who of ['administrator', 'manager', 'worker']) expect(await close(who, found.id)).toEqual({ kind: 'forbidden' })
    expect(await rowOf(found.id)).toMatchObject({ version: 1 })
  })

  it('by a nurse whose role has ended is forbidden at once, a repeat included', async () => {
    await test.grant('leaver', 'Lea Vyer', 'oh-nurse')
    const found = await aCase(test, marta.worker.id)
    const form = { idempotencyKey: newKey() }
    expect((await close('leaver', found.id, form)).kind).toBe('done')
    await test.end('leaver', 'oh-nurse')
    expect(await close('leaver', found.id, form)).toEqual({ kind: 'forbidden' })
  })
})

describe('what is still to be done on a case', () => {
  const taskOn = async (caseId: string, kind: string) =>
    test.database
      .admin`insert into task (id, case_id, kind, created_at) values (${newKey()}, ${caseId}, ${kind}, ${test.clock.now()})`
  const openOn = async (caseId: string) => {
    const rows = await test.database.admin`select kind from task where case_id = ${caseId} and done_at is null`
    return rows.map(({ kind }) => kind)
  }

  it('ends with it when it is routine, by whoever closes it, and can be read afterwards', async () => {
    const found = await aCase(test, marta.worker.id)
    await taskOn(found.id, 'consent-withdrawn')
    await taskOn(found.id, 'escalation-not-placed')
    expect((await close('nurse', found.id)).kind).toBe('done')
    expect(await openOn(found.id)).toEqual([])
    const TASKS = `query ($id: ID!) { case(trust: "RWE", id: $id) { openTasks { kind } endedTasks { title endedAt endedByName } } }`
    const { data } = await ask(test.spoke, 'nurse', TASKS, { id: found.id })
    const ended = { endedAt: '2026-11-23T09:42:00.000Z', endedByName: 'Asha Mistry' }
    expect(data.case.openTasks).toEqual([])
    expect(data.case.endedTasks).toHaveLength(2)
    expect(data.case.endedTasks).toContainEqual({ title: 'Consent withdrawn: decide how to go on', ...ended })
  })

  it('keeps it open while a decision about safety waits', async () => {
    const found = await aCase(test, marta.worker.id)
    await taskOn(found.id, 'decide-on-withdrawal')
    expect(await close('nurse', found.id)).toMatchObject({ kind: 'refused', reasons: [{ word: 'safety-decision-open' }] })
    expect(await rowOf(found.id)).toMatchObject({ state: 'awaiting-appointment', version: 1 })
    expect(await openOn(found.id)).toEqual(['decide-on-withdrawal'])
  })
})

describe('a form made on an older version', () => {
  it('is told in sentences what a colleague has done since, and changes nothing', async () => {
    const found = await aCase(test, marta.worker.id)
    const slotId = await aSlot(test, '2026-12-01T11:00:00Z')
    test.clock.set('2026-11-23T12:05:00Z')
    await bookAppointment(test.spoke, person('nurse-2'), {
      idempotencyKey: newKey(),
      caseId: found.id,
      expectedVersion: 1,
      slotId,
    })
    const document = `mutation ($input: CloseCaseInput!) { closeCase(input: $input) { __typename ... on Stale {
      currentVersion changedAt changedByName changes } } }`
    const input = { trust: 'RWE', idempotencyKey: newKey(), caseId: found.id, expectedVersion: 1, outcome: 'advice-only' }
    const { data } = await ask(test.spoke, 'nurse', document, { input })
    expect(data.closeCase).toEqual({
      __typename: 'Stale',
      currentVersion: 2,
      changedAt: '2026-11-23T12:05:00.000Z',
      changedByName: 'Callum Doyle',
      changes: ['Callum Doyle booked an appointment at 12:05pm'],
    })
    expect(await rowOf(found.id)).toMatchObject({ state: 'booked', version: 2 })
    expect((await test.audited()).at(-1)).toMatchObject({ outcome: 'refused', reasons: ['stale'] })
    test.clock.set('2026-11-24T08:00:00Z')
    const nextDay = await close('nurse', found.id)
    expect(nextDay).toMatchObject({ changes: ['Callum Doyle booked an appointment on 23 November 2026 at 12:05pm'] })
    test.clock.set('2026-11-23T09:42:00Z')
  })

  it('of two nurses who close at once, one closes and the other is told', async () => {
    const found = await aCase(test, marta.worker.id)
    const both = await Promise.all([close('nurse', found.id), close('nurse-2', found.id)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'stale'])
  })
})

describe('one form, one effect', () => {
  it('gives the first answer again, also when both arrive at once', async () => {
    const found = await aCase(test, marta.worker.id)
    const form = { idempotencyKey: newKey() }
    const [one, two] = await Promise.all([close('nurse', found.id, form), close('nurse', found.id, form)])
    expect(one.kind).toBe('done')
    expect(two).toEqual(one)
    expect(await close('nurse', found.id, form)).toEqual(one)
    expect(await rowOf(found.id)).toMatchObject({ version: 2 })
  })

  it('refuses the key under another input or another operation, and keeps keys apart by person', async () => {
    const [first, second] = [await aCase(test, marta.worker.id), await aCase(test, marta.worker.id)]
    const form = { idempotencyKey: newKey() }
    await close('nurse', first.id, form)
    const used = { kind: 'refused', reasons: [{ word: 'key-used-before' }] }
    expect(await close('nurse', second.id, form)).toMatchObject(used)
    expect(await close('nurse', first.id, { ...form, outcome: 'withdrew' })).toMatchObject(used)
    const slotId = await aSlot(test, '2026-12-01T12:00:00Z')
    const booking = { ...form, caseId: second.id, expectedVersion: 1, slotId }
    expect(await bookAppointment(test.spoke, person('nurse'), booking)).toMatchObject(used)
    expect(await close('nurse-2', second.id, form)).toMatchObject({ kind: 'done' })
  })

  it('lets a refused form be sent again once it is put right, and wants a key that is one', async () => {
    const found = await aCase(test, marta.worker.id)
    const form = { idempotencyKey: newKey() }
    expect((await close('nurse', found.id, { ...form, outcome: 'fit-for-full-duties' })).kind).toBe('refused')
    expect((await close('nurse', found.id, form)).kind).toBe('done')
    await expect(close('nurse', found.id, { idempotencyKey: 'again' })).rejects.toThrow('Open it again')
  })
})
