import { randomUUID } from 'node:crypto'
import { ESCALATION_REFUSALS, ESCALATION_SENTENCES } from '@oh/escalation'
import { parseMessage } from '@oh/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCase } from '../cases/close-case.ts'
import { readEscalationsOfCase } from './read-escalations.ts'
import { newKey, PLANTED, person, type Scene, scene, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const lastAudit = async () => (await s.test.audited()).at(-1)
const sentBody = async (subject: string) => {
  const [row] = await s.test.database.admin`select id, sealed_body from outbox_message where subject = ${subject}`
  return row && s.spoke.keyring.openBody(row.id, row.sealed_body)
}

describe('sending a case up', () => {
  it('moves the case, keeps what was sent, posts the message and writes the audit, all at once', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const done = await s.escalate(of)
    expect(done).toMatchObject({
      kind: 'escalated',
      case: { state: 'escalated', version: 2 },
      escalation: { state: 'sent', acceptedName: null, content: { question: PLANTED.question } },
      warnings: [],
    })
    if (done.kind !== 'escalated') return
    const { id } = done.escalation
    expect(await s.count('outbox_message', `subject = '${id}' and name = 'case-escalated.v1'`)).toBe(1)
    expect(await lastAudit()).toMatchObject({
      actor: 'nurse',
      action: 'escalation.create',
      resource: 'escalation',
      resource_ids: [id],
      subject: s.marta.worker.id,
      outcome: 'allowed',
    })
    expect(done.escalation.reasons).toMatchObject([{ rule: 'uncertainty-or-outside-protocol', standing: 'fired' }])
    expect(done.case.nextDueOn).toBe(done.escalation.acceptBy)
  })

  it('posts a body that its contract takes, without name, number, birth date or reference', async () => {
    const { id, caseId } = await s.escalated({ exclusions: [{ specialistId: randomUUID(), why: 'objection' }] })
    const body = await sentBody(id)
    expect(parseMessage('case-escalated.v1', body)).toMatchObject({ kind: 'message', message: { body: { trust: 'RWE' } } })
    const text = Buffer.from(body ?? '').toString()
    const { fullName, staffNumber, bornOn } = s.marta.worker
    const [{ reference }] = await s.test.database.admin`select reference from "case" where id = ${caseId}`
    for (const word of [...fullName.split(' '), staffNumber, bornOn, reference, caseId, s.marta.worker.id])
      expect(text).not.toContain(word)
    expect(JSON.parse(text)).toMatchObject({
      ageBand: '35-44',
      department: 'Ward 12, respiratory',
      excluded: [{ why: 'objection' }],
    })
  })

  it('keeps reasons added and set aside with the nurse’s words, which stay in the trust', async () => {
    const { id } = await s.escalated({
      facts: { uncertainOrOutsideProtocol: true, workHazard: true },
      overruled: [{ rule: 'work-hazard', because: PLANTED.because }],
      addedReasons: [{ rule: 'advice-to-the-nurse', because: PLANTED.because }],
    })
    const [sent] = (await readEscalationsOfCase(s.spoke, person('nurse'), await caseOf(id))) ?? []
    expect(sent?.reasons.map(({ rule, standing, because }) => [rule, standing, because]).sort()).toEqual([
      ['advice-to-the-nurse', 'added', PLANTED.because],
      ['uncertainty-or-outside-protocol', 'fired', null],
      ['work-hazard', 'overruled', PLANTED.because],
    ])
    expect(Buffer.from((await sentBody(id)) ?? '').toString()).not.toContain('PLANTED-BECAUSE')
  })

  it('leaves no word of it in the clear in any table, the outbox included', async () => {
    await s.escalated({ addedReasons: [{ rule: 'advice-to-the-nurse', because: PLANTED.because }] })
    const dump = await s.dump()
    expect(dump).toContain(s.marta.worker.staffNumber)
    expect(dump).not.toContain('PLANTED')
  })

  it('gives the first answer again when the form is sent twice, and sends once', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const idempotencyKey = newKey()
    const first = await s.escalate(of, { idempotencyKey })
    const second = await s.escalate(of, { idempotencyKey })
    expect(second).toEqual(first)
    expect(await s.count('escalation', `case_id = '${of.id}'`)).toBe(1)
    expect(words(await s.escalate(of, { idempotencyKey, urgency: 'soon' }))).toEqual(['key-used-before'])
  })

  it('sends once when both clicks arrive at the same moment', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const idempotencyKey = newKey()
    const both = await Promise.all([s.escalate(of, { idempotencyKey }), s.escalate(of, { idempotencyKey })])
    expect(both.map(({ kind }) => kind)).toEqual(['escalated', 'escalated'])
    expect(await s.count('escalation', `case_id = '${of.id}'`)).toBe(1)
  })
})

describe('two nurses on one case', () => {
  it('tells the second what the first did, and sends nothing twice', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const [a, b] = await Promise.all([s.escalate(of), s.escalate(of, {}, 'nurse-2')])
    const stale = [a, b].find(({ kind }) => kind === 'stale')
    expect([a.kind, b.kind].sort()).toEqual(['escalated', 'stale'])
    expect(stale).toMatchObject({ currentVersion: 2, changes: [expect.stringMatching(/escalated the case at 9:42am$/)] })
    expect(await s.count('escalation', `case_id = '${of.id}'`)).toBe(1)
  })
})

describe('a refusal', () => {
  const untouched = async (caseId: string) => {
    expect(await s.count('escalation', `case_id = '${caseId}'`)).toBe(0)
    expect(await s.count('outbox_message', `subject in (select id::text from escalation where case_id = '${caseId}')`)).toBe(0)
    expect(await s.count('case_move', `case_id = '${caseId}'`)).toBe(1)
    expect(await lastAudit()).toMatchObject({ action: 'escalation.create', outcome: 'refused', subject: s.marta.worker.id })
  }

  it('comes without a live gate, says why, and changes nothing but the audit', async () => {
    const of = await s.newCase()
    expect(await s.escalate(of)).toEqual({
      kind: 'refused',
      reasons: [{ word: 'gate-missing', sentence: ESCALATION_SENTENCES['gate-missing'] }],
    })
    await untouched(of.id)
  })

  it.each([
    ['question-missing', { question: ' ' }],
    ['question-too-long', { question: 'a'.repeat(601) }],
    ['plan-missing', { nursePlan: '' }],
    ['summary-missing', { summary: '' }],
    ['text-too-long', { jobAndHazards: 'a'.repeat(2001) }],
    ['text-unprintable', { summary: 'hidden\u202e words' }],
    ['names-the-worker', { summary: 'Ms Nowak sleeps badly.' }],
    ['identifies-the-worker', { summary: 'Staff number 30412277.' }],
    ['warnings-not-seen', { summary: 'Write to someone@example.org for more.' }],
    ['no-reason-to-escalate', { facts: {} }],
    ['added-reason-not-explained', { addedReasons: [{ rule: 'advice-to-the-nurse', because: ' ' }] }],
    [
      'overruled-without-reason',
      { facts: { uncertainOrOutsideProtocol: true, workHazard: true }, overruled: [{ rule: 'work-hazard', because: '' }] },
    ],
    [
      'reason-may-not-be-overruled',
      {
        facts: { regulatorConcern: true, adviceWanted: true },
        overruled: [{ rule: 'fitness-for-work-with-regulator-concern', because: 'no' }],
      },
    ],
    ['overruled-reason-not-there', { overruled: [{ rule: 'work-hazard', because: 'gone' }] }],
    ['specialists-not-shown', { specialistsShown: false }],
    ['objections-not-asked', { objectionsAsked: false }],
    ['category-unknown', { category: 'love' }],
    ['urgency-unknown', { urgency: 'now' }],
    ['see-worker-unknown', { seeWorker: 'perhaps' }],
    ['reason-unknown', { addedReasons: [{ rule: 'because', because: 'because' }] }],
    ['because-unreadable', { addedReasons: [{ rule: 'work-hazard', because: 'a'.repeat(501) }] }],
    ['exclusion-unknown', { exclusions: [{ specialistId: 'Dr Bell', why: 'objection' }] }],
    ['work-unknown', { facts: { work: 'gardening', uncertainOrOutsideProtocol: true } }],
  ])('%s reaches the nurse as a word and a sentence', async (word, different) => {
    const of = await s.newCase()
    await s.consent(of)
    const refused = await s.escalate(of, different)
    expect(words(refused)).toContain(word)
    expect('reasons' in refused && refused.reasons.every(({ sentence }) => sentence.length > 10)).toBe(true)
    await untouched(of.id)
  })

  it.each([
    ['gate-expired', { lastDay: '2026-11-23' }, 'consent-to-pool-1', 2 * 24 * 60],
    ['consent-does-not-cover-the-pool', { forThePool: false }, 'consent-to-pool-1', 0],
    [
      'same-team-does-not-leave-the-service',
      { kind: 'same-team-care', workerToldAt: '2026-11-20T09:00:00.000Z' },
      'same-team-care-1',
      0,
    ],
  ])('%s keeps the case in the service', async (word, gate, textVersion, minutes) => {
    const of = await s.newCase()
    expect(await s.consent(of, { ...(gate as object), textVersion })).toMatchObject({ kind: 'done' })
    s.test.clock.forward(minutes)
    expect(words(await s.escalate(of))).toEqual([word])
    s.test.clock.forward(-minutes)
  })

  it('says so when the service has fixed no lawful basis', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const none = { gdprBasis: { article6: '6(1)(e)', article9: '9(2)(h)', schedule1: ' ' }, consentHoldsDays: 90 }
    await s.test.database.admin`insert into service_setting (id, kind, values, from_on, set_at, set_by)
      values (${randomUUID()}, 'consent', ${s.test.database.admin.json(none)}, '2026-01-01', now(), 'test')`
    expect(words(await s.escalate(of))).toEqual(['gdpr-basis-missing'])
    await s.test.database.admin`delete from service_setting where kind = 'consent'`
  })

  it('asks the own physician first when the only reason is that the worker is a doctor', async () => {
    await s.test.database.admin`update assignment set is_doctor = true`
    const of = await s.newCase()
    await s.consent(of)
    const asked = { facts: {}, inHousePhysicianAsked: false }
    expect(words(await s.escalate(of, asked))).toEqual(['in-house-physician-not-asked'])
    expect(words(await s.escalate(of, asked, 'physician'))).toEqual(['escalated'])
    await s.test.database.admin`update assignment set is_doctor = false`
  })

  it('comes for a closed case and for one that is already with the specialists', async () => {
    const { caseId, version } = await s.escalated()
    expect(words(await s.escalate({ id: caseId, version }))).toEqual(['already-escalated'])
    const closed = await s.newCase()
    await s.consent(closed)
    const ask = { idempotencyKey: newKey(), caseId: closed.id, expectedVersion: 1, outcome: 'advice-only' }
    expect((await closeCase(s.spoke, person('nurse'), ask)).kind).toBe('done')
    expect(words(await s.escalate({ id: closed.id, version: 2 }))).toEqual(['case-closed'])
  })

  it('has a sentence for every word of the rules', () => {
    for (const word of ESCALATION_REFUSALS) expect(ESCALATION_SENTENCES[word].length).toBeGreaterThan(10)
  })
})

describe('who may send a case up', () => {
  it('is no administrator, manager, worker or stranger, and none of them learns whether the case is there', async () => {
    const of = await s.newCase()
    const missing = { id: randomUUID() as typeof of.id, version: 1 }
    for (const [who, kind] of [
      ['administrator', 'forbidden'],
      ['manager', 'forbidden'],
      ['privacy', 'forbidden'],
      ['stranger', 'forbidden'],
      ['worker', 'hidden'],
    ] as const) {
      expect((await s.escalate(missing, {}, who)).kind).toBe(kind)
      expect((await s.escalate(of, {}, who)).kind).toBe(kind)
    }
    expect((await s.escalate(missing)).kind).toBe('hidden')
    expect(await lastAudit()).toMatchObject({ outcome: 'hidden', action: 'escalation.create' })
  })

  it('is no nurse whose own record it is', async () => {
    await s.test.grant('worker', 'Marta Nowak', 'oh-nurse')
    const of = await s.newCase()
    await s.consent(of)
    expect((await s.escalate(of, {}, 'worker')).kind).toBe('hidden')
    await s.test.end('worker', 'oh-nurse')
  })
})

async function caseOf(id: string) {
  const [row] = await s.test.database.admin`select case_id from escalation where id = ${id}`
  return row?.case_id
}
