import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, submitter, wordsOf } from '../network/acts.ts'
import { codesOf, postGraphql } from '../network/caller.ts'
import { foundIn } from '../network/leaks.ts'
import { ESCALATION, type Nurse, newWorker, nurseAt } from '../network/nurse.ts'
import { PLANTED, QK1, RWE } from '../network/people.ts'
import { specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'
import { NO_IDS, ODD_BUT_LAWFUL, UNLAWFUL } from './naughty-strings.ts'

let net: Network
let asha: Nurse
let callum: Nurse
let caseId = ''
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
  callum = nurseAt(net.as(RWE.secondNurse), RWE.trust)
  caseId = (await asha.readyCase('Quilla Featherstone', '77050')).id
})
afterAll(() => net?.[Symbol.asyncDispose]())

const count = async (table: string): Promise<number> =>
  Number((await net.spokeDatabase('RWE').admin.unsafe(`select count(*) as many from ${table}`))[0]?.many)
const notes = async () =>
  (await asha.readCase(caseId, 'notes(first: 100) { rows { words } }')).notes.rows.map(({ words }: { words: string }) => words)

describe('free text', () => {
  it.each(ODD_BUT_LAWFUL.map((text) => [JSON.stringify(text.slice(0, 40)), text]))(
    '%s is kept and given back byte by byte',
    async (_name, text) => {
      const written = await asha.writes(caseId, text)
      expect(Buffer.from(written.words).equals(Buffer.from(text))).toBe(true)
      expect(await notes()).toContain(text)
      expect(net.logLines.join('\n')).not.toContain(
        JSON.stringify(text).slice(1, -1).length > 6 ? JSON.stringify(text).slice(1, -1) : '\u0000',
      )
    },
  )

  it.each([
    ['without its byte-order mark', 'dose\ufeff 5 mg', 'dose 5 mg'],
    ['with a line break for the one that word processors write', 'first\u000bsecond', 'first\nsecond'],
  ])('is kept %s', async (_how, typed, kept) => {
    expect((await asha.writes(caseId, typed)).words).toBe(kept)
  })

  it.each(UNLAWFUL)('with %s is refused in words, and nothing is kept', async (_what, text, word) => {
    const before = await count('note')
    const refused = await asha.submit('writeNote', '... on NoteWritten { note { id } }', { caseId, words: text })
    expect(wordsOf(refused)).toContain(`note-${word}`)
    for (const { sentence } of refused.reasons ?? []) expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(await count('note')).toBe(before)
  })

  it('is held to the same rules in every other field that takes it', async () => {
    const worker = newWorker('RWE', 'Odo Featherstone', '77051')
    const BAD = 'a\u202eb'
    const referral = { newWorker: worker, source: 'line-manager', reason: 'stress', words: 'Why?', workerTold: true }
    const bell = specialistAt(net.as(QK1.bell), QK1.ics)
    const before = await Promise.all([count('referral'), count('worker'), count('escalation'), count('confidentiality_gate')])
    const refer = (change: Record<string, unknown>) =>
      asha.submit('makeReferral', '... on ReferralMade { referral { id } }', { ...referral, ...change })
    const refusals = [
      await refer({ words: BAD }),
      await refer({ words: 'x'.repeat(601) }),
      await refer({ words: `a${'\u0301'.repeat(30_000)}` }),
      await refer({ words: '' }),
      await refer({ background: BAD }),
      await refer({ newWorker: { ...worker, fullName: BAD } }),
      await refer({ newWorker: { ...worker, fullName: 'two\nlines' } }),
      await refer({ newWorker: { ...worker, staffNumber: 'x'.repeat(31) } }),
      await refer({ newWorker: { ...worker, department: '' } }),
      await refer({ newWorker: { ...worker, employer: 'RT5' } }),
      await refer({ newWorker: { ...worker, host: 'not a trust' } }),
      await asha.consents(caseId, { evidence: BAD }),
      await asha.consents(caseId, { evidence: 'x'.repeat(1_001) }),
      await asha.escalates(caseId, { question: 'x'.repeat(601) }),
      await asha.escalates(caseId, { summary: BAD }),
      await asha.escalates(caseId, { addedReasons: [{ rule: 'advice-to-the-nurse', because: BAD }] }),
      await asha.escalates(caseId, { category: 'no-such-category', urgency: 'never', seeWorker: 'perhaps' }),
      await asha.escalates(caseId, { exclusions: [{ specialistId: 'x', why: 'objection' }] }),
      await asha.escalates(caseId, { question: 'Is Quilla Featherstone fit for the ward?' }),
      await asha.escalates(caseId, { question: 'Is 77050 fit for the ward?' }),
      await refer({ newWorker: { ...worker, staffGroup: BAD } }),
    ]
    for (const refused of refusals) {
      expect(wordsOf(refused).length).toBeGreaterThan(0)
      for (const { sentence } of refused.reasons ?? []) expect(sentence).toMatch(/^[A-Z].*\.$/)
    }
    expect(wordsOf(refusals.at(16) ?? { __typename: '' })).toEqual(['category-unknown', 'urgency-unknown', 'see-worker-unknown'])
    expect(wordsOf(refusals.at(18) ?? { __typename: '' })).toEqual(['names-the-worker'])
    expect(await Promise.all([count('referral'), count('worker'), count('escalation'), count('confidentiality_gate')])).toEqual(
      before,
    )
    expect(await bell.offers()).toEqual([])
  })

  it('is looked for as text, never run as a search of its own', async () => {
    const SEARCH = 'query ($search: String!) { workers(trust: "RWE", search: $search) { fullName } }'
    for (const search of ['%%', '__', "' or '1'='1", 'zz\\', 'x'.repeat(5_000), 'a\u0000b', '🙂🙂']) {
      const answer = await net.as(RWE.nurse).ask(SEARCH, { search })
      expect([search.slice(0, 20), codesOf(answer).includes('INTERNAL_SERVER_ERROR')]).toEqual([search.slice(0, 20), false])
      expect(answer.data?.workers ?? []).toEqual([])
    }
  })
})

describe('dates', () => {
  const NO_DAYS = [
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2025-02-29',
    '26-01-01',
    '2026-1-1',
    'tomorrow',
    '',
    '2026-11-23T09:00:00Z',
  ]
  it.each(NO_DAYS)('%j does not exist and is refused before anything is done', async (day) => {
    const before = await count('referral')
    const slots = await net
      .as(RWE.nurse)
      .ask('query ($from: LondonDate!) { slots(trust: "RWE", from: $from, first: 5) { rows { id } } }', { from: day })
    expect([slots.data?.slots ?? null, slots.errors.length > 0, codesOf(slots).includes('INTERNAL_SERVER_ERROR')]).toEqual([
      null,
      true,
      false,
    ])
    const form = {
      newWorker: { ...newWorker('RWE', 'Odo Featherstone', '77052'), bornOn: day },
      source: 'line-manager',
      reason: 'stress',
    }
    const input = { trust: 'RWE', idempotencyKey: randomUUID(), ...form, words: 'Why?', workerTold: true }
    const made = await net
      .as(RWE.nurse)
      .ask('mutation ($input: MakeReferralInput!) { makeReferral(input: $input) { __typename } }', { input })
    expect([made.data?.makeReferral ?? null, made.errors.length > 0, codesOf(made).includes('INTERNAL_SERVER_ERROR')]).toEqual([
      null,
      true,
      false,
    ])
    expect(await count('referral')).toBe(before)
  })

  it('that cannot be meant are refused in words', async () => {
    const refer = (worker: Record<string, unknown>, more: Record<string, unknown> = {}) =>
      asha.submit('makeReferral', '... on ReferralMade { referral { id } }', {
        newWorker: { ...newWorker('RWE', 'Odo Featherstone', '77053'), ...worker },
        source: 'line-manager',
        reason: 'stress',
        words: 'Why?',
        workerTold: true,
        ...more,
      })
    expect(wordsOf(await refer({ bornOn: '2026-11-24' }))).toEqual(['born-on-not-possible'])
    expect(wordsOf(await refer({ bornOn: '1850-01-01' }))).toEqual(['born-on-not-possible'])
    expect(wordsOf(await refer({}, { absentSince: '2030-01-01' })).length).toBeGreaterThan(0)
    expect(wordsOf(await refer({}, { receivedOn: '2030-01-01' })).length).toBeGreaterThan(0)
    expect(wordsOf(await asha.consents(caseId, { lastDay: '2020-01-01' }))).toEqual(['last-day-not-ahead'])
    expect(wordsOf(await asha.consents(caseId, { lastDay: '2031-01-01' }))).toEqual(['last-day-too-far'])
  })
})

describe('a form sent twice', () => {
  it('takes effect once and is answered alike, one after the other and at the same moment', async () => {
    const { id } = await asha.readyCase('Odo Featherstone', '77054')
    const key = randomUUID()
    const input = { caseId: id, expectedVersion: 2, ...ESCALATION }
    const send = () => asha.submit('escalateCase', '... on CaseEscalated { escalation { id } }', input, key)
    const answers = [...(await Promise.all([send(), send(), send()])), await send()]
    const ids = new Set(answers.map((answer) => done(answer, 'CaseEscalated').escalation.id))
    expect(ids.size).toBe(1)
    await net.settle()
    const { admin } = net.spokeDatabase('RWE')
    expect(await admin`select count(*)::int as many from escalation where case_id = ${id}`).toEqual([{ many: 1 }])
    expect(await admin`select count(*)::int as many from outbox_message where subject = ${[...ids][0] ?? ''}`).toEqual([
      { many: 1 },
    ])
  })

  it('with other answers under the same key is refused, and the first one stands', async () => {
    const key = randomUUID()
    const write = (words: string, nurse = asha) =>
      nurse.submit('writeNote', '... on NoteWritten { note { words } }', { caseId, words }, key)
    expect(done(await write('The first.'), 'NoteWritten').note.words).toBe('The first.')
    expect(wordsOf(await write('The second.'))).toEqual(['key-used-before'])
    expect(done(await write('The first.'), 'NoteWritten').note.words).toBe('The first.')
    // the key is the person's own: somebody else's form is somebody else's
    expect(done(await write('Of another.', callum), 'NoteWritten').note.words).toBe('Of another.')
    expect((await notes()).filter((words: string) => words === 'The first.')).toHaveLength(1)
  })

  it('as an escalation with another question is refused, and the pool is told of the first alone', async () => {
    const { id } = await asha.readyCase('Odo Featherstone', '77058')
    const key = randomUUID()
    const send = (question: string) => {
      const input = { caseId: id, expectedVersion: 2, ...ESCALATION, question }
      return asha.submit('escalateCase', '... on CaseEscalated { escalation { id } }', input, key)
    }
    const first = done(await send('Is the first question the one that counts?'), 'CaseEscalated').escalation.id
    expect(wordsOf(await send('Or is it the second?'))).toEqual(['key-used-before'])
    await net.settle()
    expect((await asha.readCase(id, 'escalations { id question }')).escalations).toEqual([
      { id: first, question: 'Is the first question the one that counts?' },
    ])
    const { admin } = net.poolDatabase('QK1')
    expect(await admin`select id from escalation where pseudonym = ${(await asha.sent(id)).pseudonym}`).toEqual([{ id: first }])
  })

  it('without a proper key is refused', async () => {
    const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { __typename } }'
    for (const idempotencyKey of ['', 'again', 'x'.repeat(5_000)]) {
      const answer = await net.as(RWE.nurse).ask(WRITE, { input: { trust: 'RWE', idempotencyKey, caseId, words: 'x' } })
      expect([answer.data?.writeNote ?? null, codesOf(answer)]).toEqual([null, ['BAD_USER_INPUT']])
    }
  })
})

describe('a stale form', () => {
  it('tells the second nurse what the first one did, and changes nothing', async () => {
    const { id } = await asha.readyCase('Odo Featherstone', '77055')
    const version = await callum.versionOf(id)
    done(await asha.escalates(id), 'CaseEscalated')
    const stale = await callum.submit('closeCase', '... on CaseClosed { case { id } }', {
      caseId: id,
      expectedVersion: version,
      outcome: 'advice-only',
    })
    expect(stale).toMatchObject({ __typename: 'Stale', currentVersion: version + 1, changedByName: 'Asha Mistry' })
    expect(stale.changes).toEqual([expect.stringMatching(/^Asha Mistry escalated the case at \d+:\d\d[ap]m$/)])
    expect((await asha.readCase(id, 'state')).state).toBe('escalated')
  })

  it('about consent, made before the worker withdrew, is told of the withdrawal and opens nothing again', async () => {
    const { id } = await asha.readyCase('Odo Featherstone', '77059')
    const expectedVersion = await callum.versionOf(id)
    done(await asha.withdraws(id), 'ConsentWithdrawn')
    const stale = await callum.consents(id, { expectedVersion })
    expect(stale).toMatchObject({ __typename: 'Stale', changedByName: 'Asha Mistry', changes: [expect.stringMatching(/withdr/)] })
    expect((await asha.readCase(id, 'gate { standing }')).gate).toEqual({ standing: 'withdrawn' })
    expect(wordsOf(await asha.escalates(id))).toContain('consent-withdrawn')
    // whoever has seen it may record that the worker consents anew
    done(await callum.consents(id), 'GateRecorded')
    done(await asha.escalates(id), 'CaseEscalated')
  })

  it('of two nurses at the same moment lets one through and tells the other', async () => {
    const { id } = await asha.readyCase('Odo Featherstone', '77056')
    const close = (nurse: Nurse) =>
      nurse.submit('closeCase', '... on CaseClosed { case { id } }', { caseId: id, expectedVersion: 2, outcome: 'advice-only' })
    const types = (await Promise.all([close(asha), close(callum)])).map(({ __typename }) => __typename)
    expect(types.sort()).toEqual(['CaseClosed', 'Stale'])
  })
})

describe('a closed case', () => {
  it('is not escalated, not closed again, and not consented for: each refusal says so', async () => {
    const { id } = await asha.readyCase('Odo Featherstone', '77057')
    done(await asha.closes(id), 'CaseClosed')
    expect(wordsOf(await asha.escalates(id))).toContain('case-closed')
    expect(wordsOf(await asha.closes(id)).length).toBeGreaterThan(0)
    expect(wordsOf(await asha.acts(id, 'Too late.')).length).toBeGreaterThan(0)
    await net.settle()
    expect((await asha.readCase(id, 'state escalations { id }')).escalations).toEqual([])
  })
})

describe('pages', () => {
  const LISTS = [
    ['nurse-rwe', 'worklist(trust: "RWE", first: $first, after: $after)'],
    ['nurse-rwe', 'referrals(trust: "RWE", first: $first, after: $after)'],
    ['nurse-rwe', 'slots(trust: "RWE", from: "2026-11-24", first: $first, after: $after)'],
    ['nurse-rwe', 'sentEscalations(trust: "RWE", first: $first, after: $after)'],
    ['manager-rwe', 'myReferrals(trust: "RWE", first: $first, after: $after)'],
    ['privacy-officer-rwe', 'auditEntries(trust: "RWE", first: $first, after: $after)'],
    ['administrator-rwe', 'parkedMessages(trust: "RWE", first: $first, after: $after)'],
    ['specialist-qk1', 'offers(ics: "QK1", first: $first, after: $after)'],
    ['specialist-qk1', 'myEscalations(ics: "QK1", show: open, first: $first, after: $after)'],
    ['specialist-qk1', 'myEscalations(ics: "QK1", show: answered, first: $first, after: $after)'],
    ['coordinator-qk1', 'board(ics: "QK1", first: $first, after: $after)'],
  ] as const
  const ask = (who: string, field: string, first: number, after?: string) =>
    net.as(who).ask(`query ($first: Int!, $after: String) { list: ${field} { pageInfo { hasNextPage endCursor } } }`, {
      first,
      after: after ?? null,
    })

  it.each(LISTS)('of %s: %s hold 1 to 100 rows, and no other number', async (who, field) => {
    for (const first of [1, 100]) expect([first, (await ask(who, field, first)).errors]).toEqual([first, []])
    for (const first of [0, -1, 101, 2_147_483_647]) {
      const answer = await ask(who, field, first)
      expect([first, answer.data?.list ?? null, codesOf(answer)]).toEqual([first, null, ['BAD_USER_INPUT']])
    }
  })

  it.each(LISTS)('of %s: %s refuse a link that is none of theirs', async (who, field) => {
    const foreign = Buffer.from(JSON.stringify(['x', 'y', 'z', 'q'])).toString('base64url')
    const plain = [
      '',
      'x',
      '!!!',
      'null',
      "' or '1'='1",
      foreign,
      Buffer.from('[null]').toString('base64url'),
      'x'.repeat(5_000),
      'a\u0000b',
    ]
    for (const after of plain) {
      const answer = await ask(who, field, 5, after)
      const isAnswered = after === '' && answer.errors.length === 0
      if (!isAnswered)
        expect([after.slice(0, 20), answer.data?.list ?? null, codesOf(answer)]).toEqual([
          after.slice(0, 20),
          null,
          ['BAD_USER_INPUT'],
        ])
    }
  })
})

describe('ids', () => {
  const READS = [
    ['nurse-rwe', 'case(trust: "RWE", id: $id) { id }'],
    ['nurse-rwe', 'referral(trust: "RWE", id: $id) { id }'],
    ['nurse-rwe', 'sentEscalation(trust: "RWE", id: $id) { id }'],
    ['nurse-rwe', 'caseByReference(trust: "RWE", reference: $id) { id }'],
    ['specialist-qk1', 'escalation(ics: "QK1", spokeId: "spoke-0123456789ab", id: $id) { id }'],
    ['specialist-qk1', 'escalation(ics: "QK1", spokeId: $id, id: "6f9619ff-8b86-4011-b42d-00cf4fc964ff") { id }'],
  ] as const
  it.each(READS)('for %s in %s: whatever is no id finds what an unknown one finds', async (who, field) => {
    const ask = (id: string) => {
      const type = field.includes('reference: $id') ? 'String!' : 'ID!'
      return net.as(who).ask(`query ($id: ${type}) { found: ${field} }`, { id })
    }
    const unknown = await ask(randomUUID())
    expect([unknown.data?.found ?? null, codesOf(unknown).includes('INTERNAL_SERVER_ERROR')]).toEqual([null, false])
    for (const id of NO_IDS) {
      const answer = await ask(id)
      expect([id.slice(0, 20), answer.text]).toEqual([id.slice(0, 20), unknown.text])
    }
  })

  it.each(['6f9619ff-8b86-4011-b42d-00cf4fc964ff', ...NO_IDS].map((id) => [id.slice(0, 40), id]))(
    'in forms: %j changes nothing and is no fault',
    async (_name, id) => {
      const nurse = submitter(net.as(RWE.nurse), { trust: RWE.trust })
      const bell = submitter(net.as(QK1.bell), { ics: QK1.ics })
      const old = { expectedVersion: 1 }
      const sent = [
        nurse('writeNote', '', { caseId: id, words: 'x' }),
        nurse('closeCase', '', { caseId: id, ...old, outcome: 'advice-only' }),
        nurse('triageReferral', '', { referralId: id, ...old, decision: 'accept' }),
        nurse('amendNote', '', { noteId: id, ...old, words: 'x' }),
        nurse('escalateCase', '', { caseId: id, ...old, ...ESCALATION }),
        nurse('bookAppointment', '', { caseId: id, ...old, slotId: id }),
        nurse('decideOnWithdrawal', '', { escalationId: id, decision: 'abide', rationale: 'x' }),
        bell('acceptOffer', '', { offerId: id }),
        bell('declineOffer', '', { offerId: id, reason: 'no-time' }),
        bell('declareConflict', '', { spokeId: id, escalationId: id, conflict: false }),
      ]
      for (const result of await Promise.allSettled(sent)) {
        expect(result.status).toBe('rejected')
        expect(result.status === 'rejected' ? String(result.reason) : '').toMatch(/"code":"(NOT_FOUND|BAD_USER_INPUT)"/)
      }
    },
  )
})

describe('a request that is no proper question', () => {
  const send = async (body: string, headers: Record<string, string> = {}, method = 'POST') => {
    const authorization = `Bearer ${await net.identity.token(RWE.nurse)}`
    const init = {
      method,
      headers: { 'content-type': 'application/json', authorization, ...headers },
      ...(method === 'POST' ? { body } : {}),
    }
    const answer = await fetch(`${net.gatewayUrl}/graphql`, init)
    return { status: answer.status, text: await answer.text() }
  }
  const me = JSON.stringify({ query: '{ me { person } }' })

  it('is refused with a status of its own', async () => {
    expect((await send(me)).status).toBe(200)
    expect((await send('{')).status).toBe(400)
    expect((await send('[]')).status).toBe(400)
    expect((await send(`[${me},${me}]`)).status).toBe(400)
    expect((await send('null')).status).toBe(400)
    expect((await send('['.repeat(50_000))).status).toBe(400)
    expect((await send(me, { 'content-type': 'text/plain' })).status).toBe(403)
    expect((await send(me, { 'content-type': 'text/plain', 'oh-csrf': '1' })).status).toBe(415)
    expect((await send(me, { 'content-encoding': 'gzip' })).status).toBe(415)
    expect((await send(JSON.stringify({ query: '{ me { person } }', variables: { x: 'x'.repeat(140_000) } }))).status).toBe(413)
    expect((await send('', {}, 'GET')).status).toBe(405)
  })

  it('never has its words repeated, nor is anything suggested', async () => {
    const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { __typename } }'
    const bad = [
      { input: { trust: 'RWE', wordz: PLANTED.note } },
      { input: { trust: 'RWE', idempotencyKey: randomUUID(), caseId, words: { text: PLANTED.note } } },
      { input: PLANTED.note },
      { input: [PLANTED.note] },
      {},
    ]
    for (const variables of bad) {
      const answer = await net.as(RWE.nurse).ask(WRITE, variables)
      expect([answer.data?.writeNote ?? null, codesOf(answer)]).toEqual([null, answer.errors.map(() => 'BAD_USER_INPUT')])
      expect(answer.errors.length).toBeGreaterThan(0)
      expect([foundIn(answer.text, [PLANTED.note]), /did you mean/i.test(answer.text)]).toEqual([[], false])
    }
    const misspelt = await net.as(RWE.nurse).ask('{ mee { person } }')
    expect([misspelt.data, /did you mean/i.test(misspelt.text)]).toEqual([undefined, false])
    expect(foundIn(net.logLines.join('\n'), [PLANTED.note])).toEqual([])
  })

  it('is refused when it is too deep, too wide or imitates what the gateway adds', async () => {
    const deep = `{ ics(code: "QK1") ${'{ trusts { ics '.repeat(6)}{ code }${' } }'.repeat(6)} }`
    const wide = `{ ${Array.from({ length: 40 }, (_, at) => `a${at}: me { person }`).join(' ')} }`
    for (const document of [deep, wide]) {
      const answer = await postGraphql(
        net.gatewayUrl,
        { authorization: `Bearer ${await net.identity.token(RWE.nurse)}` },
        document,
      )
      expect(codesOf(answer)).toContain('DOCUMENT_TOO_LARGE')
    }
    const imitation = await net
      .as(QK1.bell)
      .ask('{ offers(ics: "QK1", first: 5) { rows { escalation { consentProof: pseudonym spokeId: id } } } }')
    expect([imitation.data, imitation.errors.length > 0]).toEqual([undefined, true])
    const inside = await net.as(QK1.bell).ask('{ offers(ics: "QK1", first: 5) { rows { escalation { consentProof } } } }')
    expect([inside.data, inside.errors.length > 0]).toEqual([undefined, true])
  })
})
