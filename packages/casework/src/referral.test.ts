import { type Instant, type LondonDate, REASON_GROUPS } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isManagementReferral,
  mustBeSentBack,
  REFERRAL_REASONS,
  REFERRAL_REFUSALS,
  REFERRAL_RULES,
  REFERRAL_SOURCES,
  REFERRAL_STATES,
  type ReferralFacts,
  type ReferralRefusal,
  reasonGroupOf,
  ruleOnReferral,
} from './referral.ts'
import { aReferral } from './samples.ts'
import { REFERRAL_SENTENCES, TRIAGE_SENTENCES } from './sentences.ts'
import { REFERRAL_MOVES, TRIAGE_REFUSALS, TRIAGE_RULES, type TriageEvent, type TriageRefusal, triage } from './triage.ts'

const now = '2026-03-03T09:00:00.000Z' as Instant
const today = '2026-03-03' as LondonDate
const tomorrow = '2026-03-04' as LondonDate
const facts = (different: Partial<ReferralFacts>) => aReferral({ facts: different }).facts

describe('a referral', () => {
  test.each(REFERRAL_SOURCES)(
    'from $id ($source) is sent back unless the worker has been told and shown it: $toldAndShown',
    (row) => {
      const ruling = ruleOnReferral(facts({ source: row.id, workerToldAndShown: false, workerConsented: true }), today)
      expect(ruling.kind).toBe(row.toldAndShown ? 'refused' : 'allowed')
      if (ruling.kind === 'refused') expect(mustBeSentBack(ruling.reasons)).toBe(true)
    },
  )

  test.each(REFERRAL_REASONS)('may be for $id', ({ id }) => {
    expect(ruleOnReferral(facts({ reasons: [id], source: 'self' }), today).kind).toBe('allowed')
  })

  test('is counted under exactly one group of reasons, and no group is empty', () => {
    const counted = REASON_GROUPS.flatMap((group) => REFERRAL_REASONS.filter((reason) => reasonGroupOf(reason.id) === group.id))
    expect(counted.map(({ id }) => id).toSorted()).toEqual(REFERRAL_REASONS.map(({ id }) => id).toSorted())
    expect(REASON_GROUPS.filter(({ id }) => !REFERRAL_REASONS.some(({ group }) => group === id))).toEqual([])
  })

  test('by the worker is none of those that figures count by reason', () => {
    expect(isManagementReferral('self')).toBe(false)
    for (const { id } of REFERRAL_SOURCES.filter((source) => isManagementReferral(source.id)))
      expect(ruleOnReferral(facts({ source: id, reasons: ['self-referral'] }), today).kind).toBe('refused')
  })

  const broken: Readonly<Record<ReferralRefusal, Partial<ReferralFacts>>> = {
    'worker-not-told': { workerToldAndShown: false },
    'worker-has-not-consented': { source: 'own-gp' },
    'no-reason-for-referral': { reasons: [] },
    'self-referral-by-someone-else': { reasons: ['self-referral'] },
    'question-missing': { question: '  ' },
    'question-too-long': { question: 'x'.repeat(601) },
    'background-too-long': { background: 'x'.repeat(4001) },
    'text-unprintable': { background: 'a\u202Eb' },
    'received-in-future': { receivedOn: tomorrow },
    'absence-in-future': { absentSince: tomorrow },
    'incident-in-future': { happenedOn: tomorrow },
    'need-in-future': { neededSince: tomorrow },
    'date-too-long-ago': { absentSince: '0206-02-09' as LondonDate },
  }
  test.each(REFERRAL_RULES.map(({ refuses, source }) => [refuses, source] as const))('is refused: %s (%s)', (word) => {
    expect(ruleOnReferral(facts(broken[word]), today)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('that came in over a year ago has a wrong date', () => {
    expect(ruleOnReferral(facts({ receivedOn: '2024-03-02' as LondonDate }), today)).toMatchObject({
      reasons: ['date-too-long-ago'],
    })
  })

  test('with slips in the form only is corrected, not sent back', () => {
    expect(mustBeSentBack(['question-missing', 'absence-in-future'])).toBe(false)
  })

  test('has one row and one sentence for each refusal', () => {
    expect(REFERRAL_RULES.map((rule) => rule.refuses)).toEqual(REFERRAL_REFUSALS)
    expect(Object.keys(REFERRAL_SENTENCES).sort()).toEqual([...REFERRAL_REFUSALS].sort())
  })

  test('is refused with every reason at once', () => {
    const ruling = ruleOnReferral(facts({ workerToldAndShown: false, reasons: [], question: '' }), today)
    expect(ruling).toEqual({ kind: 'refused', reasons: ['worker-not-told', 'no-reason-for-referral', 'question-missing'] })
  })
})

describe('triage', () => {
  test.each(REFERRAL_MOVES)('$event leads from $from to $to', ({ event, from, to }) => {
    const act: TriageEvent =
      event === 'accepted' ? { kind: 'accepted' } : { kind: 'sent-back', because: ' Please tell the worker. ' }
    const ruling = triage(aReferral({ state: from }), act, now)
    expect(ruling).toMatchObject({ kind: 'allowed', referral: { state: to, version: 2, triagedOn: today } })
    if (event === 'sent-back') expect(ruling).toMatchObject({ referral: { sentBackBecause: 'Please tell the worker.' } })
  })

  const refusals: Readonly<Record<Exclude<TriageRefusal, ReferralRefusal>, TriageEvent>> = {
    'already-triaged': { kind: 'accepted' },
    'send-back-not-explained': { kind: 'sent-back', because: ' ' },
    'send-back-unreadable': { kind: 'sent-back', because: 'x'.repeat(601) },
  }
  test.each(TRIAGE_RULES.map(({ refuses, source }) => [refuses, source] as const))('is refused: %s (%s)', (word) => {
    const referral = aReferral({ state: word === 'already-triaged' ? 'accepted' : 'received' })
    expect(triage(referral, refusals[word as keyof typeof refusals], now)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('cannot accept a referral the worker has not been told of, but can send it back', () => {
    const referral = aReferral({ facts: { workerToldAndShown: false } })
    expect(triage(referral, { kind: 'accepted' }, now)).toEqual({ kind: 'refused', reasons: ['worker-not-told'] })
    expect(triage(referral, { kind: 'sent-back', because: 'Please show it to the worker.' }, now).kind).toBe('allowed')
  })

  test('has a sentence for each refusal', () => {
    expect(Object.keys(TRIAGE_SENTENCES).sort()).toEqual([...TRIAGE_REFUSALS].sort())
  })

  test('never touches a referral twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REFERRAL_STATES), fc.string(), (state, because) => {
        const ruling = triage(aReferral({ state }), { kind: 'sent-back', because }, now)
        if (ruling.kind === 'allowed') expect(state).toBe('received')
        else expect(ruling.reasons.length).toBeGreaterThan(0)
      }),
    )
  })
})
