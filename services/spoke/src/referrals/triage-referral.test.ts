import { createHash, randomUUID } from 'node:crypto'
import { caseReferenceFrom, type LondonDate } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask } from '../testing/ask.ts'
import { accept, aReferral, details, newKey, onRecord, people, person, referralAsk } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import type { Enrolled } from '../workers/new-worker.ts'
import { makeReferral } from './make-referral.ts'
import { recordWorkerTold, type WorkerToldAsk } from './record-worker-told.ts'
import { type TriageAsk, triageReferral } from './triage-referral.ts'

let test: TestSpoke
let marta: Enrolled
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  marta = await onRecord(test)
})
afterAll(() => test[Symbol.asyncDispose]())

const triage = (who: string, referralId: string, different: Partial<TriageAsk> = {}) =>
  triageReferral(test.spoke, person(who), {
    idempotencyKey: newKey(),
    referralId,
    expectedVersion: 1,
    decision: 'accept',
    ...different,
  })
const stateOf = async (id: string) => (await test.database.admin`select state, version from referral where id = ${id}`)[0]
const casesOf = async (id: string) =>
  Number((await test.database.admin`select count(*) from "case" where referral_id = ${id}`)[0]?.count)

describe('accepting', () => {
  it('opens a case that waits for its first appointment, with the deadlines of the service', async () => {
    const { id } = await aReferral(test, marta.worker.id)
    const done = await triage('nurse', id)
    expect(done).toMatchObject({
      kind: 'done',
      referral: { state: 'accepted', case: { state: 'awaiting-appointment' } },
      case: {
        version: 1,
        state: 'awaiting-appointment',
        nextDueOn: '2026-12-07',
        moves: [{ event: 'opened', byName: 'Asha Mistry' }],
      },
    })
    expect((await test.audited()).slice(-2)).toMatchObject([
      { action: 'case.manage', resource: 'referral', resource_ids: [id], outcome: 'allowed', reasons: ['accept'] },
      { action: 'case.manage', resource: 'case', subject: marta.worker.id, outcome: 'allowed', reasons: ['opened'] },
    ])
  })

  it('draws another reference when the first is taken', async () => {
    const taken = await accept(test, (await aReferral(test, marta.worker.id)).id)
    const [unlucky, lucky] = [randomUUID(), randomUUID()]
    const referenceOf = (draw: string) => caseReferenceFrom(createHash('sha256').update(draw).digest())
    await test.database.admin`update "case" set reference = ${referenceOf(unlucky)} where id = ${taken.id}`
    const draws = [randomUUID(), unlucky, lucky]
    const { id } = await aReferral(test, marta.worker.id)
    const form = { idempotencyKey: newKey(), referralId: id, expectedVersion: 1, decision: 'accept' }
    const newId = () => draws.shift() ?? randomUUID()
    const done = await triageReferral({ ...test.spoke, newId }, person('nurse'), form)
    expect(done).toMatchObject({ case: { reference: referenceOf(lucky) } })
  })

  it('is refused while the worker has not been told', async () => {
    const letter = referralAsk({ workerId: marta.worker.id, source: 'gp', workerTold: false })
    const made = await makeReferral(test.spoke, person('administrator'), letter)
    if (made.kind !== 'done') throw new Error('not made')
    expect(await triage('nurse', made.referral.id)).toMatchObject({ kind: 'refused', reasons: [{ word: 'worker-not-told' }] })
    expect(await stateOf(made.referral.id)).toEqual({ state: 'received', version: 1 })
  })
})

describe('sending back', () => {
  it('tells the referrer why, and opens no case', async () => {
    const { id } = await aReferral(test, marta.worker.id)
    const done = await triage('nurse', id, { decision: 'send-back', words: 'Please say which duties are meant.' })
    expect(done).toMatchObject({ kind: 'done', case: null, referral: { state: 'sent-back' } })
    const document = 'query ($id: ID!) { referral(trust: "RWE", id: $id) { state sentBackBecause } }'
    const { data } = await ask(test.spoke, 'manager', document, { id })
    expect(data.referral).toEqual({ state: 'sent-back', sentBackBecause: 'Please say which duties are meant.' })
    expect(await casesOf(id)).toBe(0)
  })

  it.each([
    ['without a reason', ' ', 'send-back-not-explained'],
    ['with too long a reason', 'a'.repeat(601), 'send-back-unreadable'],
    ['with a control character', 'Say\u0000 which.', 'send-back-unreadable'],
  ])('%s is refused', async (_name, words, word) => {
    const { id } = await aReferral(test, marta.worker.id)
    expect(await triage('nurse', id, { decision: 'send-back', words })).toMatchObject({ kind: 'refused', reasons: [{ word }] })
    expect(await stateOf(id)).toEqual({ state: 'received', version: 1 })
  })
})

it('refuses an unknown decision', async () => {
  const { id } = await aReferral(test, marta.worker.id)
  expect(await triage('nurse', id, { decision: 'shred' })).toMatchObject({
    kind: 'refused',
    reasons: [{ word: 'decision-unknown' }],
  })
})

it('tells the second of two nurses what the first has done', async () => {
  const { id } = await aReferral(test, marta.worker.id)
  const [one, two] = await Promise.all([triage('nurse-2', id), triage('nurse', id, { decision: 'send-back', words: 'No.' })])
  const [done, late] = one.kind === 'done' ? [one, two] : [two, one]
  const did = one.kind === 'done' ? 'Callum Doyle accepted the referral' : 'Asha Mistry sent the referral back'
  expect(done.kind).toBe('done')
  expect(late).toMatchObject({ kind: 'stale', currentVersion: 2, changes: [`${did} at 9:42am`] })
  expect(await casesOf(id)).toBe(one.kind === 'done' ? 1 : 0)
})

it('sent twice opens one case and answers the same again', async () => {
  const { id } = await aReferral(test, marta.worker.id)
  const form = { idempotencyKey: newKey() }
  const [one, two] = await Promise.all([triage('nurse', id, form), triage('nurse', id, form)])
  expect(one.kind).toBe('done')
  expect(two).toEqual(one)
  expect(await casesOf(id)).toBe(1)
})

it('is forbidden to the administrator and the manager, and hidden from a nurse whose own record it is', async () => {
  const { id } = await aReferral(test, marta.worker.id)
  expect(await triage('administrator', id)).toEqual({ kind: 'forbidden' })
  expect(await triage('manager', id)).toEqual({ kind: 'forbidden' })
  await test.grant('nurse-3', 'Nora Self', 'oh-nurse', 'worker')
  const own = await onRecord(test, { person: 'nurse-3', manager: 'manager' }, details({ fullName: 'Nora Self' }))
  const about = await aReferral(test, own.worker.id)
  expect(await triage('nurse-3', about.id)).toEqual({ kind: 'hidden' })
  expect(await triage('nurse-3', newKey())).toEqual({ kind: 'hidden' })
})

describe('a referral whose worker was not told', () => {
  it('is accepted once a nurse has recorded who told the worker, and when', async () => {
    const about = await aReferral(test, marta.worker.id)
    await test.database.admin`update referral set worker_told = false where id = ${about.id}`
    const told = (different: Partial<WorkerToldAsk> = {}, who = 'nurse') =>
      recordWorkerTold(test.spoke, person(who), {
        idempotencyKey: newKey(),
        referralId: about.id,
        expectedVersion: 1,
        toldByName: 'Gareth Pryce',
        toldOn: '2026-11-20' as LondonDate,
        ...different,
      })
    const wordsOf = (answer: object) =>
      'reasons' in answer ? (answer.reasons as { word: string }[]).map(({ word }) => word) : []
    expect(wordsOf(await triage('nurse', about.id))).toContain('worker-not-told')
    expect(wordsOf(await told({ toldByName: ' ', toldOn: '2027-01-01' as LondonDate }))).toEqual([
      'told-by-missing',
      'told-on-not-possible',
    ])
    expect(wordsOf(await told({ toldOn: '1999-01-01' as LondonDate }))).toEqual(['told-on-not-possible'])
    for (const who of ['administrator', 'manager', 'worker']) expect((await told({}, who)).kind).toBe('forbidden')
    expect(await told()).toMatchObject({
      kind: 'done',
      referral: {
        version: 2,
        workerTold: true,
        toldByName: 'Gareth Pryce',
        toldOn: '2026-11-20',
        toldRecordedByName: 'Asha Mistry',
      },
    })
    expect(await told()).toMatchObject({ kind: 'stale', changes: ['Asha Mistry recorded that the worker has been told'] })
    expect(wordsOf(await told({ expectedVersion: 2 }))).toEqual(['worker-already-told'])
    expect((await triage('nurse', about.id, { expectedVersion: 2 })).kind).toBe('done')
  })
})

describe('the inbox', () => {
  const INBOX = `query ($state: String!, $first: Int!, $after: String) { referrals(trust: "RWE", state: $state, first: $first, after: $after) {
    rows { id reasonTitle worker { fullName } } pageInfo { hasNextPage endCursor } } }`

  it('pages through all that wait, the longest waiting first, with one audit row a page', async () => {
    const waiting = await test.database.admin`select id from referral where state = 'received' order by received_at, id`
    const seen: string[] = []
    let after: string | null = null
    const before = (await test.audited()).length
    let pages = 0
    do {
      const { data }: { data: Answer } = await ask(test.spoke, 'nurse', INBOX, { state: 'received', first: 3, after })
      seen.push(...data.referrals.rows.map(({ id }: { id: string }) => id))
      after = data.referrals.pageInfo.hasNextPage ? data.referrals.pageInfo.endCursor : null
      pages += 1
    } while (after)
    expect(seen).toEqual(waiting.map(({ id }) => id))
    const rows = (await test.audited()).slice(before)
    expect(rows).toHaveLength(pages)
    expect(rows.flatMap((row) => row.resource_ids)).toEqual(seen)
  })

  it('holds no words: they are read by opening one, which is recorded on its worker', async () => {
    const words = INBOX.replace('reasonTitle', 'reasonTitle words')
    expect((await ask(test.spoke, 'nurse', words, { state: 'received', first: 5 })).errors[0].message).toContain('words')
    const { data } = await ask(test.spoke, 'nurse', INBOX, { state: 'received', first: 1 })
    const OPEN = 'query ($id: ID!) { referral(trust: "RWE", id: $id) { reason reasonTitle words background absentSince } }'
    const { id } = data.referrals.rows[0]
    expect((await ask(test.spoke, 'nurse', OPEN, { id })).data.referral.words).toContain('Marta')
    expect((await test.audited()).at(-1)).toMatchObject({ action: 'referral.read', subject: expect.any(String) })
    expect((await ask(test.spoke, 'administrator', OPEN, { id })).data.referral).toEqual({
      reason: null,
      reasonTitle: null,
      words: null,
      background: null,
      absentSince: null,
    })
  })

  it('names no kind of health matter to the administrator, who still sees that somebody waits', async () => {
    const { data } = await ask(test.spoke, 'administrator', INBOX, { state: 'received', first: 5 })
    expect(data.referrals.rows.length).toBeGreaterThan(0)
    for (const row of data.referrals.rows)
      expect(row).toMatchObject({ reasonTitle: null, worker: { fullName: expect.any(String) } })
    const seen = await ask(test.spoke, 'nurse', INBOX, { state: 'received', first: 5 })
    for (const row of seen.data.referrals.rows) expect(row.reasonTitle).toEqual(expect.any(String))
    const CASES = '{ worklist(trust: "RWE", first: 5) { rows { referral { reason reasonTitle } } } }'
    for (const { referral } of (await ask(test.spoke, 'administrator', CASES)).data.worklist.rows)
      expect(referral).toEqual({ reason: null, reasonTitle: null })
  })

  it('is hidden from the manager and the worker, and refuses what it does not know in words', async () => {
    for (const who of ['manager', 'worker']) {
      const { data, errors } = await ask(test.spoke, who, INBOX, { state: 'received', first: 5 })
      expect(data.referrals).toBeNull()
      expect(errors[0].extensions.code).toBe('NOT_FOUND')
    }
    for (const bad of [
      { state: 'lost', first: 5 },
      { state: 'received', first: 0 },
      { state: 'received', first: 101 },
      { state: 'received', first: 5, after: 'x' },
    ]) {
      const { errors } = await ask(test.spoke, 'nurse', INBOX, bad)
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT')
    }
  })
})
