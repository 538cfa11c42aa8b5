import type { LondonDate } from '@oh/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCase } from '../cases/close-case.ts'
import { ask } from '../testing/ask.ts'
import { aCase, newKey, onRecord, people, person } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import { setStaffGroup } from './set-staff-group.ts'

let test: TestSpoke
let caseId = ''
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  const { worker } = await onRecord(test)
  caseId = (await aCase(test, worker.id)).id
})
afterAll(() => test[Symbol.asyncDispose]())

const set = (who: string, staffGroup: string, of = caseId) =>
  setStaffGroup(test.spoke, person(who), { idempotencyKey: newKey(), caseId: of, staffGroup })
const READ =
  'query ($id: ID!) { case(trust: "RWE", id: $id) { version allowedActions assignment { staffGroup staffGroupTitle } } }'
const read = async (who = 'nurse') => (await ask(test.spoke, who, READ, { id: caseId })).data.case

it('is put right by a nurse, a physician and an administrator, and the case stays as it is', async () => {
  const { version } = await read()
  expect(await read()).toMatchObject({ assignment: { staffGroup: 'not-recorded' } })
  for (const [who, staffGroup] of [
    ['nurse', 'doctors'],
    ['physician', 'midwives'],
    ['administrator', 'nurses'],
  ] as const) {
    expect((await read(who)).allowedActions).toContain('set-staff-group')
    expect(await set(who, staffGroup)).toMatchObject({ kind: 'done' })
    expect(await read()).toMatchObject({ version, assignment: { staffGroup } })
    expect((await test.audited()).findLast(({ action }) => action === 'assignment.setStaffGroup')).toMatchObject({
      outcome: 'allowed',
      actor: who,
    })
  }
})

it('can be taken back to what nobody has said', async () => {
  expect(await set('nurse', 'not-recorded')).toMatchObject({ kind: 'done' })
  expect(await read()).toMatchObject({ assignment: { staffGroup: 'not-recorded' } })
})

it.each(['', 'astronauts', 'constructor'])('refuses %j, which is no group, and changes nothing', async (word) => {
  await set('nurse', 'nurses')
  expect(await set('nurse', word)).toMatchObject({ kind: 'refused', reasons: [{ word: 'staff-group-unknown' }] })
  expect(await read()).toMatchObject({ assignment: { staffGroup: 'nurses' } })
})

it('is not the manager’s nor the worker’s to change, and whoever is out of the service finds nothing', async () => {
  await test.grant('head', 'Ruth Pemberton', 'head-of-service')
  for (const who of ['manager', 'worker', 'head']) expect(await set(who, 'doctors')).toEqual({ kind: 'forbidden' })
  expect(await set('nurse', 'doctors', newKey())).toEqual({ kind: 'hidden' })
})

it('nor a nurse’s on the record about herself', async () => {
  const { worker } = await onRecord(test, { person: 'nurse-2', manager: 'manager' }, { staffNumber: 'N-2' })
  const own = await aCase(test, worker.id)
  expect(await set('nurse-2', 'doctors', own.id)).toEqual({ kind: 'hidden' })
  expect(await set('nurse', 'doctors', own.id)).toMatchObject({ kind: 'done' })
})

it('can still be put right once the case is closed, when its month is about to be counted', async () => {
  const closing = {
    caseId,
    idempotencyKey: newKey(),
    expectedVersion: 1,
    outcome: 'advice-only',
    reviewOn: null as LondonDate | null,
  }
  expect((await closeCase(test.spoke, person('nurse'), closing)).kind).toBe('done')
  expect((await read()).allowedActions).toEqual(['set-staff-group'])
  expect(await set('nurse', 'clinical-support')).toMatchObject({ kind: 'done' })
  expect(await read()).toMatchObject({ assignment: { staffGroup: 'clinical-support' } })
})
