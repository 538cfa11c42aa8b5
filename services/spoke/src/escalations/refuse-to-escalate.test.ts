import { randomUUID } from 'node:crypto'
import { ESCALATION_REFUSALS, ESCALATION_SENTENCES } from '@oh/escalation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCase } from '../cases/close-case.ts'
import type { EscalateAsk } from './escalate-case.ts'
import { newKey, OPINION_GIVEN_V1, person, type Scene, scene, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const lastAudit = async () => (await s.test.audited()).at(-1)

const SLIPS: [string, Partial<EscalateAsk>][] = [
  ['question-missing', { question: ' ' }],
  ['question-too-long', { question: 'a'.repeat(601) }],
  ['plan-missing', { nursePlan: '' }],
  ['summary-missing', { summary: '' }],
  ['text-too-long', { jobAndHazards: 'a'.repeat(2001) }],
  ['text-unprintable', { summary: 'hidden\u202e words' }],
  ['names-the-worker', { summary: 'Ms Nowak sleeps badly.' }],
  ['identifies-the-worker', { summary: 'Staff number 30412277.' }],
  ['identifies-the-worker', { summary: 'The sister’s number is 943 476 5919.', warningsSeen: true }],
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
]
const CLOSED_GATES: [string, object, string, number][] = [
  ['gate-expired', { lastDay: '2026-11-23' }, 'consent-to-pool-1', 2 * 24 * 60],
  ['consent-does-not-cover-the-pool', { forThePool: false }, 'consent-to-pool-1', 0],
  [
    'same-team-does-not-leave-the-service',
    { kind: 'same-team-care', workerToldAt: '2026-11-20T09:00:00.000Z' },
    'same-team-care-1',
    0,
  ],
]

const HIDDEN = 'hidden\u202e words'
const REMOVE = 'Remove the hidden or control characters near ‘hidden’. Type the text again instead of pasting it.'

it.each([
  ['text-unprintable', { summary: HIDDEN }, `Summary: ${REMOVE}`],
  [
    'text-unprintable',
    { question: HIDDEN, nursePlan: HIDDEN },
    `Your question: ${REMOVE} What do you think you should do?: ${REMOVE}`,
  ],
  ['text-too-long', { jobAndHazards: 'a'.repeat(2001) }, 'Job and hazards: Write 2,000 characters or fewer.'],
])('%s names each field in its sentence', async (word, different, sentence) => {
  const of = await s.newCase()
  await s.consent(of)
  const refused = await s.escalate(of, different)
  expect('reasons' in refused ? refused.reasons : []).toContainEqual({ word, sentence })
})

describe('a refusal', () => {
  const untouched = async (caseId: string) => {
    expect(await s.count('escalation', `case_id = '${caseId}'`)).toBe(0)
    expect(await s.count('outbox_message', `subject in (select id::text from escalation where case_id = '${caseId}')`)).toBe(0)
    expect(await s.count('case_move', `case_id = '${caseId}' and event = 'escalated'`)).toBe(0)
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

  it.each(SLIPS)('%s reaches the nurse as a word and a sentence', async (word, different) => {
    const of = await s.newCase()
    await s.consent(of)
    const refused = await s.escalate(of, different)
    expect(words(refused)).toContain(word)
    expect('reasons' in refused && refused.reasons.every(({ sentence }) => sentence.length > 10)).toBe(true)
    await untouched(of.id)
  })

  it.each(CLOSED_GATES)('%s keeps the case in the service', async (word, gate, textVersion, minutes) => {
    const of = await s.newCase()
    expect(await s.consent(of, { ...gate, textVersion })).toMatchObject({ kind: 'done' })
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
    const { caseId } = await s.escalated()
    expect(words(await s.escalate({ id: caseId }))).toEqual(['already-escalated'])
    const closed = await s.newCase()
    await s.consent(closed)
    const ask = { idempotencyKey: newKey(), caseId: closed.id, expectedVersion: 2, outcome: 'advice-only' }
    expect((await closeCase(s.spoke, person('nurse'), ask)).kind).toBe('done')
    expect(words(await s.escalate({ id: closed.id }))).toEqual(['case-closed'])
  })

  it('comes while a specialist’s opinion waits to be acted on', async () => {
    const { id, caseId } = await s.escalated()
    await s.accepted(id)
    await s.tells(OPINION_GIVEN_V1, await s.opinion(id))
    expect(words(await s.escalate({ id: caseId }))).toEqual(['opinion-not-acted-on'])
  })

  it('is shown here for every word of the rules, but those that recording a gate refuses before', () => {
    const elsewhere = [
      'gate-missing',
      'case-closed',
      'already-escalated',
      'opinion-not-acted-on',
      'gdpr-basis-missing',
      'consent-withdrawn',
    ]
    const shown = new Set<string>(
      [...SLIPS, ...CLOSED_GATES].map(([word]) => word).concat(elsewhere, 'in-house-physician-not-asked'),
    )
    expect(ESCALATION_REFUSALS.filter((word) => !shown.has(word))).toEqual([
      'gate-not-yet-valid',
      'law-not-named',
      'public-interest-without-senior-discussion',
      'public-interest-without-rationale',
      'public-interest-worker-not-informed',
    ])
  })
})
