import type { Instant } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ESCALATION_REFUSALS,
  type EscalationAsk,
  type EscalationFacts,
  type EscalationRefusal,
  REFUSAL_RULES,
} from './refusal-rules.ts'
import { ruleOnEscalation } from './rule-on-escalation.ts'
import { aConsent, anAsk, aPublicInterestGate, clinicalFacts, escalationFacts } from './samples.ts'
import { ESCALATION_SENTENCES, sourceOfRefusal } from './sentences.ts'
import { SKILLS } from './words.ts'

/** A Wednesday. */
const now = '2026-03-11T10:00:00.000Z' as Instant
const words = (different: Partial<EscalationAsk['words']>) => ({ words: { ...anAsk().words, ...different } })
const { gate: _gate, ...withoutGate } = escalationFacts()
const { gdprBasis: _basis, ...withoutBasis } = escalationFacts()
const { seniorDiscussion: _talk, ...undiscussed } = aPublicInterestGate()

/** For each word: how the ask and the facts differ from an escalation that may go. */
const broken: Readonly<Record<EscalationRefusal, readonly [Partial<EscalationAsk>, EscalationFacts]>> = {
  'case-closed': [{}, escalationFacts({ caseState: 'closed' })],
  'already-escalated': [{}, escalationFacts({ caseState: 'escalated' })],
  'opinion-not-acted-on': [{}, escalationFacts({ caseState: 'opinion-received' })],
  'gdpr-basis-missing': [{}, withoutBasis],
  'gate-missing': [{}, withoutGate],
  'consent-withdrawn': [{}, escalationFacts({ gate: aConsent({ withdrawnAt: now }) })],
  'gate-not-yet-valid': [{}, escalationFacts({ gate: aConsent({ givenAt: '2026-03-12T00:00:00.000Z' as Instant }) })],
  'gate-expired': [{}, escalationFacts({ gate: aConsent({ expiresAt: now }) })],
  'same-team-does-not-leave-the-service': [
    {},
    escalationFacts({
      gate: {
        kind: 'same-team-care',
        givenAt: aConsent().givenAt,
        givenBy: aConsent().givenBy,
        textVersion: '1',
        workerToldAt: now,
      },
    }),
  ],
  'consent-does-not-cover-the-pool': [{}, escalationFacts({ gate: aConsent({ covers: 'this-service' }) })],
  'law-not-named': [
    {},
    escalationFacts({
      gate: { kind: 'required-by-law', givenAt: aConsent().givenAt, givenBy: aConsent().givenBy, textVersion: '1', law: '' },
    }),
  ],
  'public-interest-without-senior-discussion': [{}, escalationFacts({ gate: undiscussed })],
  'public-interest-without-rationale': [{}, escalationFacts({ gate: aPublicInterestGate({ rationale: '' }) })],
  'public-interest-worker-not-informed': [{}, escalationFacts({ gate: aPublicInterestGate({ worker: { notToldBecause: '' } }) })],
  'question-missing': [words({ question: ' ' }), escalationFacts()],
  'question-too-long': [words({ question: 'x'.repeat(601) }), escalationFacts()],
  'plan-missing': [words({ nursePlan: '' }), escalationFacts()],
  'summary-missing': [words({ summary: '' }), escalationFacts()],
  'text-too-long': [words({ adjustmentsTried: 'x'.repeat(2001) }), escalationFacts()],
  'text-unprintable': [words({ summary: 'a\u202Eb' }), escalationFacts()],
  'names-the-worker': [words({ summary: 'Zora Okonkwo is low.' }), escalationFacts()],
  'identifies-the-worker': [
    words({ summary: 'See record 204881.' }),
    escalationFacts({ worker: { givenName: 'Zora', familyName: 'Okonkwo', staffNumber: '204881' } }),
  ],
  'warnings-not-seen': [words({ summary: 'Ring 0116 496 0000.' }), escalationFacts()],
  'no-reason-to-escalate': [{}, escalationFacts({ clinical: clinicalFacts() })],
  'added-reason-not-explained': [{ added: [{ reason: 'work-hazard', because: ' ' }] }, escalationFacts()],
  'overruled-without-reason': [
    { overruled: [{ reason: 'work-hazard', because: '' }] },
    escalationFacts({ clinical: clinicalFacts({ uncertainOrOutsideProtocol: true, workHazard: true }) }),
  ],
  'reason-may-not-be-overruled': [
    { overruled: [{ reason: 'ill-health-retirement', because: 'Not yet.' }] },
    escalationFacts({ clinical: clinicalFacts({ illHealthRetirement: true }) }),
  ],
  'overruled-reason-not-there': [{ overruled: [{ reason: 'work-hazard', because: 'Gone.' }] }, escalationFacts()],
  'in-house-physician-not-asked': [
    {},
    escalationFacts({ clinical: clinicalFacts({ workerIsDoctor: true }), inHousePhysician: 'not-asked' }),
  ],
  'specialists-not-shown': [{}, escalationFacts({ specialistsShown: false })],
  'objections-not-asked': [{}, escalationFacts({ objectionsAsked: false })],
}

describe('an escalation is refused', () => {
  test.each(REFUSAL_RULES.map(({ refuses, source }) => [refuses, source] as const))('%s (%s)', (word) => {
    const [ask, facts] = broken[word]
    expect(ruleOnEscalation(anAsk(ask), facts, now)).toMatchObject({ kind: 'refused', reasons: [word] })
  })

  test('with every reason at once, and the fields and words they are about', () => {
    const ask = anAsk({ ...words({ question: '', nursePlan: '', summary: 'Zora rang 0116 496 0000' }), urgency: 'soon' })
    expect(ruleOnEscalation(ask, { ...withoutGate, caseState: 'closed' }, now)).toMatchObject({
      reasons: ['case-closed', 'gate-missing', 'question-missing', 'plan-missing', 'names-the-worker', 'warnings-not-seen'],
      fields: [{ field: 'question', reasons: ['empty'] }],
      finds: [{ field: 'summary', found: 'Zora' }, { kind: 'phone-like' }],
    })
  })

  test('has one row, one sentence and one source for each word', () => {
    expect(REFUSAL_RULES.map((rule) => rule.refuses)).toEqual(ESCALATION_REFUSALS)
    expect(Object.keys(ESCALATION_SENTENCES).sort()).toEqual([...ESCALATION_REFUSALS].sort())
    for (const word of ESCALATION_REFUSALS) {
      expect(ESCALATION_SENTENCES[word]).toMatch(/^[A-Z].+\.$/)
      expect(sourceOfRefusal(word)).toBeTruthy()
    }
  })
})

describe('an escalation may go', () => {
  test('from a case that waits, is booked or is in progress', () => {
    for (const caseState of ['awaiting-appointment', 'booked', 'in-progress'] as const) {
      expect(ruleOnEscalation(anAsk(), escalationFacts({ caseState }), now).kind).toBe('allowed')
    }
  })

  test.each([
    ['routine', '2026-03-13', '2026-03-25'],
    ['soon', '2026-03-13', '2026-03-18'],
    ['urgent', '2026-03-12', '2026-03-13'],
  ] as const)('%s is to be accepted by %s and answered by %s', (urgency, acceptBy, dueOn) => {
    expect(ruleOnEscalation(anAsk({ urgency }), escalationFacts(), now)).toMatchObject({ urgency, acceptBy, dueOn })
  })

  test('without the nurse’s own plan only when urgent', () => {
    expect(ruleOnEscalation(anAsk({ ...words({ nursePlan: '' }), urgency: 'urgent' }), escalationFacts(), now).kind).toBe(
      'allowed',
    )
  })

  test('in the public interest with a recorded senior discussion', () => {
    expect(ruleOnEscalation(anAsk(), escalationFacts({ gate: aPublicInterestGate() }), now).kind).toBe('allowed')
  })

  test('with a warning the nurse has looked at, which is kept', () => {
    const ask = anAsk({ ...words({ summary: 'Ring 0116 496 0000.' }), warningsSeen: true })
    expect(ruleOnEscalation(ask, escalationFacts(), now)).toMatchObject({
      kind: 'allowed',
      warnings: [{ kind: 'phone-like', found: '0116 496 0000' }],
    })
  })

  test('never with the worker’s name, whatever the nurse confirms', () => {
    const ask = anAsk({ ...words({ summary: 'Zora is low.' }), warningsSeen: true })
    expect(ruleOnEscalation(ask, escalationFacts(), now)).toMatchObject({ reasons: ['names-the-worker'] })
  })

  test('of a doctor once the in-house physician was asked, or at once when there is another reason', () => {
    const doctor = clinicalFacts({ workerIsDoctor: true })
    const both = clinicalFacts({ workerIsDoctor: true, illHealthRetirement: true })
    expect(ruleOnEscalation(anAsk(), escalationFacts({ clinical: doctor, inHousePhysician: 'asked' }), now).kind).toBe('allowed')
    expect(ruleOnEscalation(anAsk(), escalationFacts({ clinical: both, inHousePhysician: 'not-asked' }), now).kind).toBe(
      'allowed',
    )
  })

  test('keeps what it was ruled by', () => {
    expect(ruleOnEscalation(anAsk(), escalationFacts(), now)).toMatchObject({
      rulesVersion: 'escalation-rules-1',
      settingsVersion: 'escalation-settings-1',
      ruledOn: '2026-03-11',
    })
  })
})

describe('the final reasons', () => {
  test('are those that fired, less the overruled, plus the added with the nurse’s words', () => {
    const clinical = clinicalFacts({ workHazard: true, illHealthRetirement: true })
    const ask = anAsk({
      overruled: [{ reason: 'work-hazard', because: 'Already removed.' }],
      added: [{ reason: 'advice-to-the-nurse', because: 'First case of this kind.' }],
    })
    expect(ruleOnEscalation(ask, escalationFacts({ clinical }), now)).toMatchObject({
      reasons: [
        { id: 'ill-health-retirement', by: 'rule' },
        { id: 'advice-to-the-nurse', by: 'nurse', because: 'First case of this kind.' },
      ],
      overruled: [{ reason: 'work-hazard', because: 'Already removed.' }],
    })
  })

  test('leave nothing to escalate when the only one is overruled', () => {
    const ask = anAsk({ overruled: [{ reason: 'uncertainty-or-outside-protocol', because: 'The protocol covers it.' }] })
    expect(ruleOnEscalation(ask, escalationFacts(), now)).toMatchObject({ reasons: ['no-reason-to-escalate'] })
  })
})

describe('the skills called for', () => {
  test('are those of the reasons, the category and the nurse, in one order', () => {
    const clinical = clinicalFacts({ illHealthRetirement: true })
    const ask = anAsk({ category: 'skin', skills: ['hand-arm-vibration', 'general'] })
    expect(ruleOnEscalation(ask, escalationFacts({ clinical }), now)).toMatchObject({
      skills: ['ill-health-retirement', 'skin', 'hand-arm-vibration'],
    })
  })

  test('are general when nothing else is called for', () => {
    expect(ruleOnEscalation(anAsk({ category: 'other' }), escalationFacts(), now)).toMatchObject({ skills: ['general'] })
    expect(SKILLS[0]?.id).toBe('general')
  })
})

test('a refusal always has a reason, and an allowed escalation a live gate and a reason', () => {
  const anyFacts = fc.constantFrom(...Object.values(broken).map(([, facts]) => facts))
  const anyAsk = fc.constantFrom(...Object.values(broken).map(([ask]) => anAsk(ask)))
  fc.assert(
    fc.property(anyAsk, anyFacts, fc.constantFrom('routine', 'soon', 'urgent'), (ask, facts, urgency) => {
      const ruling = ruleOnEscalation({ ...ask, urgency }, facts, now)
      expect(ruling.reasons.length).toBeGreaterThan(0)
      if (ruling.kind === 'refused') return
      expect(facts.gate?.withdrawnAt).toBeUndefined()
      expect(ruling.skills.length).toBeGreaterThan(0)
      expect(ruling.acceptBy <= ruling.dueOn).toBe(true)
    }),
    { numRuns: 500 },
  )
})
