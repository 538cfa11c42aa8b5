import type { Instant, LondonDate, PersonId, SpecialistId } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageBandOf, escalationContent, WHAT_LEAVES } from './escalation-content.ts'
import type { WorkerIdentifiers } from './identifying-text.ts'
import { isOrdinaryWord } from './ordinary-words.ts'
import type { EscalationAsk, EscalationFacts } from './refusal-rules.ts'
import { type EscalationAllowed, ruleOnEscalation } from './rule-on-escalation.ts'
import { aConsent, anAsk, clinicalFacts, contentInput, escalationFacts } from './samples.ts'

const now = '2026-03-11T10:00:00.000Z' as Instant

function allowedRuling(ask: Partial<EscalationAsk> = {}, facts: Partial<EscalationFacts> = {}): EscalationAllowed {
  const ruling = ruleOnEscalation(anAsk(ask), escalationFacts(facts), now)
  if (ruling.kind === 'refused') throw new Error(ruling.reasons.join(', '))
  return ruling
}

describe('what leaves a trust', () => {
  test('is the body of case-escalated.v1, field by field', () => {
    const clinical = clinicalFacts({ uncertainOrOutsideProtocol: true, absentSince: '2026-01-19' as LondonDate })
    const excluded = [{ specialistId: 'specialist-1' as SpecialistId, why: 'objection' }] as const
    const input = contentInput(allowedRuling({}, { clinical }), { excluded, prefersOwnEmployer: true })
    expect(escalationContent(input)).toEqual({
      escalationId: input.escalationId,
      trust: 'RX1',
      pseudonym: 'Q7-4MK2',
      ageBand: '35-44',
      category: 'mental-health',
      urgency: 'routine',
      reasons: ['uncertainty-or-outside-protocol'],
      skills: ['mental-health'],
      acceptBy: '2026-03-13',
      dueOn: '2026-03-25',
      employer: 'RX1',
      department: 'Emergency department',
      excluded,
      prefersOwnEmployer: true,
      seeWorker: 'no',
      gdprBasis: { article6: '6(1)(e)', article9: '9(2)(h)', schedule1: 'Part 1, paragraph 2' },
      confidentialityGate: { kind: 'explicit-consent', givenAt: aConsent().givenAt, textVersion: 'consent-pool-1' },
      content: {
        ...anAsk().words,
        absentSince: '2026-01-19',
        reasons: [{ reason: 'uncertainty-or-outside-protocol', standing: 'fired' }],
      },
    })
  })

  test('is exactly the allow-list that people are shown', () => {
    const content = escalationContent(contentInput(allowedRuling()))
    expect(Object.keys(content).sort()).toEqual(WHAT_LEAVES.map(({ field }) => field).sort())
  })

  test('says nothing of an absence there is none of', () => {
    const content = escalationContent(contentInput(allowedRuling()))
    expect(content.content).not.toHaveProperty('absentSince')
  })

  test('gives the specialist every reason, and the nurse’s words for adding one or setting one aside', () => {
    const clinical = clinicalFacts({ uncertainOrOutsideProtocol: true, workerIsDoctor: true })
    const ruling = allowedRuling(
      {
        added: [{ reason: 'work-hazard', because: 'Solvents in the workshop.' }],
        overruled: [{ reason: 'worker-is-a-doctor', because: 'This is about a fit test only.' }],
      },
      { clinical },
    )
    const { reasons, content } = escalationContent(contentInput(ruling))
    expect(reasons).toEqual(['uncertainty-or-outside-protocol', 'work-hazard'])
    expect(content.reasons).toEqual([
      { reason: 'uncertainty-or-outside-protocol', standing: 'fired' },
      { reason: 'work-hazard', standing: 'added', because: 'Solvents in the workshop.' },
      { reason: 'worker-is-a-doctor', standing: 'overruled', because: 'This is about a fit test only.' },
    ])
  })

  test('never names the worker in the words about a reason either', () => {
    const added = [{ reason: 'work-hazard', because: 'Wrobel works with solvents.' }] as const
    const worker = { givenName: 'Agnieszka', familyName: 'Wrobel' }
    const ruling = ruleOnEscalation(anAsk({ added }), escalationFacts({ worker }), now)
    expect(ruling).toMatchObject({ kind: 'refused', reasons: ['names-the-worker'], finds: [{ field: 'reasons' }] })
  })

  test('leaves the giver of consent in the trust', () => {
    const ruling = allowedRuling({}, { gate: aConsent({ givenBy: 'planted-person' as PersonId }) })
    expect(JSON.stringify(escalationContent(contentInput(ruling)))).not.toContain('planted')
  })

  test('does not leave by a field that somebody added on the way', () => {
    const excluded = [{ specialistId: 'specialist-1' as SpecialistId, why: 'objection' as const, because: 'planted-why' }]
    const gate = { ...aConsent(), note: 'planted-note' }
    const input = {
      ...contentInput(allowedRuling({}, { gate }), { excluded }),
      workerName: 'planted-name',
      nhsNumber: 'planted-number',
    }
    expect(JSON.stringify(escalationContent(input))).not.toContain('planted')
  })
})

test('never holds a planted identifier: the escalation is refused, or the words do not hold it', () => {
  fc.assert(
    fc.property(
      aWorker,
      fc.nat(),
      fc.constantFrom('question', 'nursePlan', 'summary', 'jobAndHazards'),
      fc.boolean(),
      (worker, pick, field, seen) => {
        const planted = identifiersOf(worker)
        const one = planted[pick % planted.length] ?? ''
        const words = { ...anAsk().words, [field]: `Seen today: ${one}, better.` }
        const ruling = ruleOnEscalation(anAsk({ words, warningsSeen: seen }), escalationFacts({ worker }), now)
        expect(ruling.kind).toBe('refused')
        const clean = ruleOnEscalation(anAsk({ warningsSeen: true }), escalationFacts({ worker }), now)
        if (clean.kind === 'refused') return
        const left = JSON.stringify(
          escalationContent(contentInput(clean, { dateOfBirth: worker.dateOfBirth ?? ('1984-07-19' as LondonDate) })),
        )
        for (const identifier of planted) expect(left.toLowerCase()).not.toContain(identifier.toLowerCase())
      },
    ),
    { numRuns: 100 },
  )
})

describe('an age band', () => {
  const today = '2026-03-11' as LondonDate
  test.each([
    ['2026-03-12', 'unknown'],
    ['2001-03-12', 'under-25'],
    ['2001-03-11', '25-34'],
    ['1991-03-11', '35-44'],
    ['1981-03-11', '45-54'],
    ['1971-03-11', '55-64'],
    ['1961-03-12', '55-64'],
    ['1961-03-11', '65-and-over'],
  ])('of somebody born on %s is %s', (born, band) => {
    expect(ageBandOf(born as LondonDate, today)).toBe(band)
  })

  test('counts a leap-day birthday on 1 March', () => {
    expect(ageBandOf('2000-02-29' as LondonDate, '2025-02-28' as LondonDate)).toBe('under-25')
    expect(ageBandOf('2000-02-29' as LondonDate, '2025-03-01' as LondonDate)).toBe('25-34')
  })
})

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`))
const aName = fc.stringMatching(/^[A-Z][a-z]{5,9}$/).filter((name) => !isOrdinaryWord(name))
const aWorker: fc.Arbitrary<WorkerIdentifiers> = fc.record({
  givenName: aName,
  familyName: aName,
  staffNumber: digits(7),
  nhsNumber: digits(10),
  emails: fc.tuple(aName.map((name) => `${name}@example.org`)),
  phones: fc.tuple(digits(9).map((number) => `07${number}`)),
  dateOfBirth: fc.constantFrom('1984-07-09', '1961-12-31', '2000-02-29').map((date) => date as LondonDate),
  caseReference: fc.stringMatching(/^OH-[A-Z2-9]{6}$/),
})

function identifiersOf(worker: WorkerIdentifiers): string[] {
  const { givenName, familyName, staffNumber, nhsNumber, emails, phones, dateOfBirth, caseReference } = worker
  const all = [givenName, familyName, `${givenName} ${familyName}`, staffNumber, nhsNumber, ...(emails ?? []), ...(phones ?? [])]
  return [...all, dateOfBirth, caseReference].filter((one) => one !== undefined)
}
