import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCase } from '../cases/close-case.ts'
import { ask } from '../testing/ask.ts'
import { aCase, newKey, onRecord, people, person } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'

let test: TestSpoke
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  await onRecord(test)
  await onRecord(test, { manager: 'manager' }, { fullName: 'Jaya 100% Iqbal_', staffNumber: 'A-77' })
})
afterAll(() => test[Symbol.asyncDispose]())

const SEARCH =
  'query ($search: String!) { workers(trust: "RWE", search: $search, first: 60) { fullName assignments { department employerName } } }'
const find = (who: string, search: string) => ask(test.spoke, who, SEARCH, { search })

describe('the search for workers', () => {
  it.each([
    ['marta', 'Marta Nowak'],
    ['mar now', 'Marta Nowak'],
    ['304122', 'Marta Nowak'],
    ['100%', 'Jaya 100% Iqbal_'],
    ['a-7', 'Jaya 100% Iqbal_'],
  ])('finds by %s', async (search, name) => {
    const { data } = await find('nurse', search)
    expect(data.workers.map(({ fullName }: { fullName: string }) => fullName)).toEqual([name])
    expect(data.workers[0].assignments).toEqual([
      { department: 'Ward 12, respiratory', employerName: 'University Hospitals of Leicester NHS Trust' },
    ])
  })

  it('shows the cases of those it found, open ones first, and nobody else’s', async () => {
    const { worker } = await onRecord(test, { manager: 'manager' }, { fullName: 'Case Holder' })
    const [first, second] = [await aCase(test, worker.id), await aCase(test, worker.id)]
    const form = { idempotencyKey: newKey(), caseId: second.id, expectedVersion: 1, outcome: 'advice-only' }
    await closeCase(test.spoke, person('nurse'), form)
    const document =
      '{ workers(trust: "RWE", search: "case holder", first: 5) { cases { id stateTitle referral { reasonTitle } } } }'
    const { data } = await ask(test.spoke, 'nurse', document)
    const referral = { reasonTitle: 'Long-term or frequent absence' }
    expect(data.workers).toEqual([
      {
        cases: [
          { id: first.id, stateTitle: 'Waiting for an appointment', referral },
          { id: second.id, stateTitle: 'Closed', referral },
        ],
      },
    ])
    const closed = await ask(test.spoke, 'administrator', document)
    expect(closed.data.workers[0].cases.map((row: { referral: unknown }) => row.referral)).toEqual([
      { reasonTitle: null },
      { reasonTitle: null },
    ])
    const team = await ask(test.spoke, 'manager', '{ myTeam(trust: "RWE") { cases { id } } }')
    expect(team.data.myTeam.every(({ cases }: { cases: null }) => cases === null)).toBe(true)
  })

  it.each(['%%', '__', "' or 1=1 --"])('takes %s as letters', async (search) => {
    expect((await find('nurse', search)).data.workers).toEqual([])
  })

  it('is recorded with all that it found, and nothing of what was typed', async () => {
    await find('administrator', 'iqbal')
    const last = (await test.audited()).findLast(({ resource }) => resource === 'worker')
    expect(last).toMatchObject({ actor: 'administrator', resource: 'worker', outcome: 'allowed', reasons: ['search'] })
    expect(last?.resource_ids).toHaveLength(1)
    expect(JSON.stringify(await test.audited())).not.toContain('iqbal')
  })

  it('wants at least two readable characters', async () => {
    for (const search of ['m', ' m ', 'ab\u0000', 'a'.repeat(101)])
      expect((await find('nurse', search)).errors[0].extensions.code).toBe('BAD_USER_INPUT')
  })

  it('is hidden from managers and workers and forbidden to strangers', async () => {
    for (const [who, code] of [
      ['manager', 'NOT_FOUND'],
      ['worker', 'NOT_FOUND'],
      ['stranger', 'FORBIDDEN'],
    ] as const)
      expect((await find(who, 'marta')).errors[0].extensions.code).toBe(code)
  })

  it('of more than 50 different records in 10 minutes is marked, and forgotten after that time', async () => {
    const marked = async () => (await test.audited()).findLast(({ resource }) => resource === 'worker')?.reasons
    for (let at = 0; at < 49; at += 1) await onRecord(test, {}, { fullName: `Owl ${at}` })
    await find('nurse-2', 'owl')
    expect(await marked()).toEqual(['search'])
    const { worker } = await onRecord(test, { manager: 'manager' }, { fullName: 'Late One' })
    const found = await aCase(test, worker.id)
    const read = 'query ($id: ID!) { case(trust: "RWE", id: $id) { id } }'
    await ask(test.spoke, 'nurse-2', read, { id: found.id })
    expect((await test.audited()).at(-1)).toMatchObject({ action: 'case.read', reasons: [] })
    await find('nurse-2', 'marta')
    expect(await marked()).toEqual(['search', 'many-records'])
    test.clock.forward(11)
    await find('nurse-2', 'marta')
    expect(await marked()).toEqual(['search'])
  })
})
