import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../testing/ask.ts'
import { accept, aReferral, details, newKey, onRecord, people, person, referralAsk } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import type { Enrolled } from '../workers/new-worker.ts'
import { makeReferral } from './make-referral.ts'

let test: TestSpoke
let marta: Enrolled
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  marta = await onRecord(test)
})
afterAll(() => test[Symbol.asyncDispose]())

const words = (answer: object) =>
  'reasons' in answer ? (answer.reasons as { word: string }[]).map(({ word }) => word) : [(answer as { kind: string }).kind]
const refer = (who: string, different: Parameters<typeof referralAsk>[0] = {}) =>
  makeReferral(test.spoke, person(who), referralAsk(different))
const countRows = async (table: string) => Number((await test.database.admin.unsafe(`select count(*) from ${table}`))[0]?.count)

describe('a manager', () => {
  it('refers a worker of the own team, and the audit says whose record it was', async () => {
    const made = await refer('manager', { workerId: marta.worker.id })
    expect(made).toMatchObject({
      kind: 'done',
      referral: { state: 'received', words: 'When can we expect Marta back on the ward?' },
    })
    expect((await test.audited()).at(-1)).toMatchObject({
      actor: 'manager',
      action: 'referral.create',
      subject: marta.worker.id,
      outcome: 'allowed',
    })
  })

  it('is refused when the worker has not been told and shown it', async () => {
    expect(words(await refer('manager', { workerId: marta.worker.id, workerTold: false }))).toEqual(['worker-not-told'])
    expect((await test.audited()).at(-1)).toMatchObject({ outcome: 'refused', reasons: ['worker-not-told'] })
  })

  it('cannot refer a worker of another team, and is not told that there is one', async () => {
    const [other, missing] = await Promise.all([
      refer('manager-2', { workerId: marta.worker.id }),
      refer('manager-2', { workerId: newKey() }),
    ])
    expect(other).toEqual({ kind: 'hidden' })
    expect(missing).toEqual(other)
  })

  it('gives the details of a worker who is not on the list, and manages the job from then on', async () => {
    const made = await refer('manager-2', { newWorker: details({ fullName: 'Nia Owen', staffNumber: '4711' }) })
    expect(made).toMatchObject({ kind: 'done', referral: { worker: { fullName: 'Nia Owen' } } })
    const team = await ask(test.spoke, 'manager-2', '{ myTeam(trust: "RWE") { fullName } }')
    expect(team.data.myTeam).toEqual([{ fullName: 'Nia Owen' }])
  })

  it('never makes a self-referral for a worker', async () => {
    const self = await refer('manager', { workerId: marta.worker.id, source: 'self', reason: 'self-referral' })
    expect(words(self)).toEqual(['hidden'])
    const reason = await refer('manager', { workerId: marta.worker.id, reason: 'self-referral' })
    expect(words(reason)).toEqual(['self-referral-by-someone-else'])
    const gp = await refer('manager', { workerId: marta.worker.id, source: 'gp' })
    expect(words(gp)).toEqual(['source-not-yours'])
  })
})

describe('a referral form', () => {
  it.each([
    ['words left out', { words: ' \n ' }, 'question-missing'],
    ['words too long', { words: 'a'.repeat(601) }, 'question-too-long'],
    ['background too long', { background: 'a'.repeat(4001) }, 'background-too-long'],
    ['a hidden direction mark', { words: 'Off \u202Esince\u202C May?' }, 'text-unprintable'],
    ['a control character', { words: 'Off\u0007 since May?' }, 'text-unprintable'],
    ['an absence in the future', { absentSince: '2026-11-24' as never }, 'absence-in-future'],
    ['an unknown source', { source: 'the-moon' }, 'source-unknown'],
    ['an unknown reason', { reason: 'constructor' }, 'reason-unknown'],
    ['a job that is not the worker’s', { assignmentId: newKey() }, 'no-such-job'],
  ])('with %s is refused, and nothing is kept', async (_name, different, word) => {
    const before = await countRows('referral')
    expect(words(await refer('manager', { workerId: marta.worker.id, ...different }))).toEqual([word])
    expect(await countRows('referral')).toBe(before)
  })

  it.each([
    ['What you would like to know', { words: 'Off\u0007 since May?' }],
    ['Background', { background: 'Off \u202Esince\u202C May' }],
  ])('names the field that holds hidden characters: %s', async (title, different) => {
    const refused = await refer('manager', { workerId: marta.worker.id, ...different })
    expect('reasons' in refused ? refused.reasons : []).toEqual([
      {
        word: 'text-unprintable',
        sentence: `${title}: Remove the hidden or control characters near ‘Off’. Type the text again instead of pasting it.`,
      },
    ])
  })

  it.each([
    ['no name', { fullName: ' ' }, 'full-name-empty'],
    ['a name of 121 characters', { fullName: 'n'.repeat(121) }, 'full-name-too-long'],
    ['a name with a control character', { fullName: 'Nia\u0000 Owen' }, 'full-name-unprintable'],
    ['a birth date in the future', { bornOn: '2031-01-01' as never }, 'born-on-not-possible'],
    ['an employer that the service does not serve', { employer: 'RX1' }, 'employer-not-served'],
    ['a place of work that is no trust code', { host: 'ward 12' }, 'host-not-a-trust'],
    ['a staff group that is none', { staffGroup: 'pilots' }, 'staff-group-unknown'],
  ])('with %s for a new worker is refused', async (_name, different, word) => {
    const before = await countRows('worker')
    expect(words(await refer('manager', { newWorker: details(different) }))).toEqual([word])
    expect(await countRows('worker')).toBe(before)
  })

  it.each([
    ['is kept with the job', 'midwives', 'Midwives'],
    ['that nobody knows is none', 'not-recorded', 'Not recorded'],
    ['left out is none', undefined, 'Not recorded'],
  ])('the staff group of a new worker %s, and the team is shown it', async (_is, staffGroup, title) => {
    const made = await refer('manager', { newWorker: details({ fullName: `Ada ${title}`, staffGroup }) })
    if (made.kind !== 'done') throw new Error(JSON.stringify(made))
    const shown = 'query ($id: ID!) { referral(trust: "RWE", id: $id) { assignment { staffGroup staffGroupTitle } } }'
    const { data } = await ask(test.spoke, 'nurse', shown, { id: made.referral.id })
    expect(data.referral.assignment).toEqual({ staffGroup: staffGroup ?? 'not-recorded', staffGroupTitle: title })
    const rows = await test.database.admin`select staff_group from assignment where id = ${made.referral.assignment.id}`
    expect(rows[0]?.staff_group).toBe(title === 'Midwives' ? 'midwives' : null)
  })

  it('tells every reason at once', async () => {
    const answer = await refer('manager', { newWorker: details({ fullName: '' }), workerTold: false, words: '' })
    expect(words(answer)).toEqual(['worker-not-told', 'question-missing', 'full-name-empty'])
  })

  it('with a date that does not exist is turned back in words', async () => {
    const document = 'mutation ($input: MakeReferralInput!) { makeReferral(input: $input) { __typename } }'
    const input = { trust: 'RWE', ...referralAsk({ workerId: marta.worker.id }), absentSince: '2026-02-30' }
    const { data, errors } = await ask(test.spoke, 'manager', document, { input })
    expect(data).toBeUndefined()
    expect(errors[0].message).toContain('Enter a date that exists')
  })

  it('sent twice makes one referral; the same key with other words is refused', async () => {
    const form = referralAsk({ workerId: marta.worker.id })
    const before = await countRows('referral')
    const [one, two] = await Promise.all([
      makeReferral(test.spoke, person('manager'), form),
      makeReferral(test.spoke, person('manager'), form),
    ])
    expect(one).toMatchObject({ kind: 'done' })
    expect(two).toEqual(one)
    expect(words(await makeReferral(test.spoke, person('manager'), { ...form, words: 'Something else?' }))).toEqual([
      'key-used-before',
    ])
    expect(await countRows('referral')).toBe(before + 1)
  })
})

describe('a self-referral', () => {
  const MANAGER_SEES = `{ myReferrals(trust: "RWE", first: 100) { rows { id source case { reference } } pageInfo { hasNextPage endCursor } } }`

  it('is made by the worker on the own record and shows in no list or count of the manager', async () => {
    const before = await ask(test.spoke, 'manager', MANAGER_SEES)
    const made = await refer('worker', {
      source: 'self',
      reason: 'stress',
      words: 'I am bullied by Gareth Pryce.',
      workerTold: false,
    })
    if (made.kind !== 'done') throw new Error(JSON.stringify(made))
    expect(made.referral).toMatchObject({ source: 'self', worker: { id: marta.worker.id } })
    const found = await accept(test, made.referral.id)

    const after = await ask(test.spoke, 'manager', MANAGER_SEES)
    expect(after.text).toBe(before.text)
    for (const [document, variables] of [
      ['query ($id: ID!) { case(trust: "RWE", id: $id) { reference } }', { id: found.id }],
      ['query ($id: ID!) { referral(trust: "RWE", id: $id) { words } }', { id: made.referral.id }],
      ['query ($id: String!) { caseByReference(trust: "RWE", reference: $id) { id } }', { id: found.reference }],
    ] as const) {
      const seen = await ask(test.spoke, 'manager', document, variables)
      const missing = await ask(test.spoke, 'manager', document, {
        id: document.includes('Reference') ? 'CCC-CCC-CCC' : newKey(),
      })
      expect(seen.text).toBe(missing.text)
      expect(seen.errors[0].extensions.code).toBe('NOT_FOUND')
    }
  })

  it('typed in by a nurse after a call is kept from the manager just as well', async () => {
    const made = await refer('nurse', { workerId: marta.worker.id, source: 'self', words: 'Rang today.' })
    if (made.kind !== 'done') throw new Error(JSON.stringify(made))
    const { data } = await ask(test.spoke, 'manager', MANAGER_SEES)
    expect(data.myReferrals.rows.map(({ id }: { id: string }) => id)).not.toContain(made.referral.id)
  })

  it('by a worker who is not on record yet opens a record of the own', async () => {
    await test.grant('worker-2', 'Kofi Asante', 'worker')
    expect(words(await refer('worker-2', { source: 'self', workerTold: false }))).toEqual(['worker-missing'])
    const made = await refer('worker-2', { source: 'self', workerTold: false, newWorker: details({ fullName: 'Kofi Asante' }) })
    expect(made).toMatchObject({ kind: 'done', referral: { worker: { fullName: 'Kofi Asante' } } })
    const [row] = await test.database.admin`select person from worker where full_name = 'Kofi Asante'`
    expect(row?.person).toBe('worker-2')
  })

  it('cannot be made about anybody else', async () => {
    const other = await onRecord(test, {}, { fullName: 'Somebody Else' })
    const about = { workerId: other.worker.id, source: 'self', workerTold: false }
    expect(words(await refer('worker', about))).toEqual(['hidden'])
    expect(words(await refer('worker', { ...about, workerId: newKey() }))).toEqual(['hidden'])
  })
})

describe('the OH team', () => {
  it('writes down a referral whose worker was not told, for triage to send back', async () => {
    const made = await refer('administrator', { workerId: marta.worker.id, source: 'gp', workerTold: false })
    expect(made).toMatchObject({ kind: 'done', referral: { workerTold: false, state: 'received' } })
  })
})

it('is forbidden to a stranger and to whoever has lost the role, at the next request', async () => {
  expect(await refer('stranger', { workerId: marta.worker.id })).toEqual({ kind: 'forbidden' })
  await test.grant('leaver', 'Lea Vyer', 'oh-nurse')
  expect(await refer('leaver', { workerId: marta.worker.id })).toMatchObject({ kind: 'done' })
  await test.end('leaver', 'oh-nurse')
  expect(await refer('leaver', { workerId: marta.worker.id })).toEqual({ kind: 'forbidden' })
  expect((await test.audited()).at(-1)).toMatchObject({ actor: 'leaver', outcome: 'forbidden' })
})

it('keeps the referrer’s own words for the referrer, with status and dates, and nothing of the case', async () => {
  const { id } = await aReferral(test, marta.worker.id, { words: 'Is Marta fit for nights?' })
  const found = await accept(test, id)
  const document = `query ($id: ID!) { case(trust: "RWE", id: $id) { reference stateTitle nextDueOn deadlines { dueOn } moves { byName }
    allowedActions outcome absentSince referral { words } worker { assignments { department } } notes(first: 1) { rows { words } } } }`
  const { data, errors } = await ask(test.spoke, 'manager', document, { id: found.id })
  expect(data.case).toEqual({
    reference: found.reference,
    stateTitle: 'Waiting for an appointment',
    nextDueOn: null,
    deadlines: [],
    moves: [],
    allowedActions: [],
    outcome: null,
    absentSince: null,
    referral: { words: 'Is Marta fit for nights?' },
    worker: { assignments: [{ department: 'Ward 12, respiratory' }] },
    notes: null,
  })
  expect(errors).toMatchObject([{ path: ['case', 'notes'], extensions: { code: 'FORBIDDEN' } }])
})
