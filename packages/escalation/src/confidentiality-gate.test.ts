import type { Instant, PersonId } from '@oh/kernel'
import { describe, expect, test } from 'vitest'
import {
  type ConfidentialityGate,
  GATE_KINDS,
  GATE_REFUSALS,
  GATE_RULES,
  type GateRefusal,
  gateIsLive,
  gateStanding,
  type RequiredByLaw,
  ruleOnGate,
  type SameTeamCare,
} from './confidentiality-gate.ts'
import { aConsent, aPublicInterestGate } from './samples.ts'

const at = (text: string) => text as Instant
const now = at('2026-03-11T10:00:00.000Z')
const later = at('2026-03-11T10:00:00.001Z')
const common = { givenAt: at('2026-03-02T10:00:00.000Z'), givenBy: 'nurse-1' as PersonId, textVersion: '1' }
const sameTeam: SameTeamCare = { ...common, kind: 'same-team-care', workerToldAt: common.givenAt }
const byLaw: RequiredByLaw = { ...common, kind: 'required-by-law', law: 'RIDDOR 2013, regulation 8' }
const { seniorDiscussion: _none, ...undiscussed } = aPublicInterestGate()

describe('a confidentiality gate', () => {
  const shut: Readonly<Record<GateRefusal, ConfidentialityGate | undefined>> = {
    'gate-missing': undefined,
    'consent-withdrawn': aConsent({ withdrawnAt: now }),
    'gate-not-yet-valid': aConsent({ validFrom: later }),
    'gate-expired': aConsent({ expiresAt: now }),
    'same-team-does-not-leave-the-service': sameTeam,
    'consent-does-not-cover-the-pool': aConsent({ covers: 'this-service' }),
    'law-not-named': { ...byLaw, law: ' ' },
    'public-interest-without-senior-discussion': undiscussed,
    'public-interest-without-rationale': aPublicInterestGate({ rationale: '' }),
    'public-interest-worker-not-informed': aPublicInterestGate({ worker: { notToldBecause: ' ' } }),
  }
  test.each(GATE_RULES.map(({ refuses, source }) => [refuses, source] as const))('stays shut: %s (%s)', (word) => {
    expect(ruleOnGate(shut[word], now)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('has one row for each refusal, and a title for each kind', () => {
    expect(GATE_RULES.map((rule) => rule.refuses)).toEqual(GATE_REFUSALS)
    expect(new Set(GATE_KINDS.map(({ id }) => id)).size).toBe(4)
  })

  test.each([
    aConsent(),
    byLaw,
    aPublicInterestGate(),
    aPublicInterestGate({ worker: { notToldBecause: 'It would warn him.' } }),
  ])('of kind $kind opens', (gate) => {
    expect(ruleOnGate(gate, now)).toEqual({ kind: 'allowed' })
  })

  test('of the same team is live, yet lets nothing out of the service', () => {
    expect(gateIsLive(sameTeam, now)).toBe(true)
    expect(ruleOnGate(sameTeam, now).kind).toBe('refused')
  })

  test('is shut by withdrawal in the same instant, and not before', () => {
    const gate = aConsent({ withdrawnAt: now })
    expect(gateIsLive(gate, at('2026-03-11T09:59:59.999Z'))).toBe(true)
    expect(gateIsLive(gate, now)).toBe(false)
    expect(gateIsLive(undefined, now)).toBe(false)
  })

  test('a discussion that is still to come does not count', () => {
    const gate = aPublicInterestGate({ seniorDiscussion: { with: 'professional-body', name: 'GMC', at: later } })
    expect(ruleOnGate(gate, now)).toMatchObject({ reasons: ['public-interest-without-senior-discussion'] })
  })

  test('that was withdrawn stays withdrawn after it would have expired', () => {
    expect(gateStanding(aConsent({ withdrawnAt: now }), at('2027-01-01T00:00:00.000Z'))).toBe('withdrawn')
  })
})
