import type { Instant, PersonId } from '@oh/kernel'
import { describe, expect, test } from 'vitest'
import { gateIsLive, ruleOnGate } from './confidentiality-gate.ts'
import { aConsent, aPublicInterestGate } from './samples.ts'
import { DECISION_SENTENCES, WITHDRAWAL_SENTENCES } from './sentences.ts'
import {
  DECISION_REFUSALS,
  DECISION_RULES,
  type DecisionRefusal,
  type PublicInterestDecision,
  ruleOnPublicInterestDecision,
  ruleOnWithdrawal,
  WITHDRAWAL_CONSEQUENCES,
  WITHDRAWAL_OUTCOMES,
  WITHDRAWAL_OUTCOMES_FOR_TEAM,
  WITHDRAWAL_REFUSALS,
  WITHDRAWAL_RULES,
  type WithdrawalFacts,
  type WithdrawalRefusal,
} from './withdrawal.ts'

const now = '2026-03-11T10:00:00.000Z' as Instant
const decider = 'dr-bell' as PersonId
const facts = (different: Partial<WithdrawalFacts> = {}): WithdrawalFacts => ({
  gate: aConsent(),
  consequencesTold: WITHDRAWAL_CONSEQUENCES.version,
  safetyFlagOpen: false,
  ...different,
})

describe('withdrawing consent', () => {
  const broken: Readonly<Record<WithdrawalRefusal, Partial<WithdrawalFacts>>> = {
    'nothing-to-withdraw': { gate: undefined },
    'not-resting-on-consent': { gate: aPublicInterestGate() },
    'already-withdrawn': { gate: aConsent({ withdrawnAt: now }) },
    'consequences-not-told': { consequencesTold: undefined },
  }
  test.each(WITHDRAWAL_RULES.map(({ refuses, source }) => [refuses, source] as const))('is refused: %s (%s)', (word) => {
    expect(ruleOnWithdrawal(facts(broken[word]), now)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('is final at once where nobody is at risk', () => {
    const ruling = ruleOnWithdrawal(facts({ namedDecider: decider }), now)
    expect(ruling).toEqual({ kind: 'allowed', gate: aConsent({ withdrawnAt: now }), safetyHold: false, outcome: 'final' })
  })

  test('stops ordinary use at once, and waits for the named clinician, where a safety flag is open', () => {
    const ruling = ruleOnWithdrawal(facts({ safetyFlagOpen: true, namedDecider: decider }), now)
    expect(ruling).toMatchObject({ kind: 'allowed', safetyHold: true, outcome: 'awaiting-decision', minimumReader: decider })
    if (ruling.kind === 'allowed') expect(gateIsLive(ruling.gate, now)).toBe(false)
  })

  test('is taken even when no clinician is named: then nobody reads', () => {
    const ruling = ruleOnWithdrawal(facts({ safetyFlagOpen: true }), now)
    expect(ruling).toMatchObject({ kind: 'allowed', safetyHold: true })
    expect(ruling).not.toHaveProperty('minimumReader')
  })

  test('needs the consequences of today’s version', () => {
    expect(ruleOnWithdrawal(facts({ consequencesTold: 'withdrawal-consequences-0' }), now).kind).toBe('refused')
  })
})

describe('the public-interest decision', () => {
  const decision = (different: Partial<PublicInterestDecision> = {}): PublicInterestDecision => ({
    decidedBy: decider,
    outcome: 'disclose-minimum',
    rationale: 'Patients are at risk.',
    seniorDiscussion: { with: 'indemnity-body', name: 'MDU', at: now },
    worker: { toldAt: now },
    textVersion: 'public-interest-1',
    ...different,
  })
  const { seniorDiscussion: _none, ...undiscussed } = decision()
  const broken: Readonly<Record<DecisionRefusal, PublicInterestDecision>> = {
    'not-the-named-decider': decision({ decidedBy: 'someone-else' as PersonId }),
    'decision-not-explained': decision({ rationale: ' ' }),
    'senior-discussion-missing': undiscussed,
    'worker-not-informed': decision({ worker: { notToldBecause: '' } }),
  }
  test.each(DECISION_RULES.map(({ refuses, source }) => [refuses, source] as const))('is refused: %s (%s)', (word) => {
    expect(ruleOnPublicInterestDecision(broken[word], decider, now)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('nobody decides while nobody is named', () => {
    expect(ruleOnPublicInterestDecision(decision(), undefined, now)).toMatchObject({ reasons: ['not-the-named-decider'] })
  })

  test('to abide opens nothing and needs no discussion', () => {
    expect(ruleOnPublicInterestDecision({ ...undiscussed, outcome: 'abide' }, decider, now)).toEqual({
      kind: 'allowed',
      outcome: 'abide',
    })
  })

  test('to disclose the minimum opens a public-interest gate', () => {
    const ruling = ruleOnPublicInterestDecision(decision(), decider, now)
    expect(ruling).toMatchObject({ kind: 'allowed', outcome: 'disclose-minimum' })
    if (ruling.kind === 'allowed') expect(ruleOnGate(ruling.gate, now)).toEqual({ kind: 'allowed' })
  })
})

test('every refusal has one row and one sentence, and every outcome a sentence for the worker', () => {
  expect(WITHDRAWAL_RULES.map((rule) => rule.refuses)).toEqual(WITHDRAWAL_REFUSALS)
  expect(DECISION_RULES.map((rule) => rule.refuses)).toEqual(DECISION_REFUSALS)
  expect(Object.keys(WITHDRAWAL_SENTENCES).sort()).toEqual([...WITHDRAWAL_REFUSALS].sort())
  expect(Object.keys(DECISION_SENTENCES).sort()).toEqual([...DECISION_REFUSALS].sort())
  for (const sentence of [...WITHDRAWAL_CONSEQUENCES.sentences, ...Object.values(WITHDRAWAL_OUTCOMES)])
    expect(sentence).toMatch(/^[A-Z].+\.$/)
})

test('no outcome says that something was sent: consent can be withdrawn before anything was', () => {
  for (const sentence of [...Object.values(WITHDRAWAL_OUTCOMES), ...Object.values(WITHDRAWAL_OUTCOMES_FOR_TEAM)])
    expect(sentence).not.toMatch(/what was sent/i)
})
