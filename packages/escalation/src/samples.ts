import type { EscalationId, Instant, LondonDate, PersonId, TrustCode } from '@oh/kernel'
import type { ExplicitConsent, PublicInterest } from './confidentiality-gate.ts'
import type { EscalationContentInput } from './escalation-content.ts'
import type { EscalationAsk, EscalationFacts } from './refusal-rules.ts'
import type { ClinicalFacts } from './rules.ts'
import { STARTING_ESCALATION_SETTINGS } from './settings.ts'

/** A plain case in which no rule fires. */
export function clinicalFacts(different: Partial<ClinicalFacts> = {}): ClinicalFacts {
  return {
    work: 'case-management',
    uncertainOrOutsideProtocol: false,
    psychiatricCondition: false,
    bloodBorneVirus: false,
    substanceMisuse: false,
    riskAtWork: false,
    regulatorConcern: false,
    illHealthRetirement: false,
    workerIsDoctor: false,
    workHazard: false,
    adviceWanted: false,
    ...different,
  }
}

/** Consent to go to the regional pool, live from 2 March 2026 for three months. */
export function aConsent(different: Partial<ExplicitConsent> = {}): ExplicitConsent {
  return {
    kind: 'explicit-consent',
    givenAt: '2026-03-02T10:00:00.000Z' as Instant,
    givenBy: 'worker-1' as PersonId,
    textVersion: 'consent-pool-1',
    covers: 'regional-pool',
    evidence: 'in-writing',
    expiresAt: '2026-06-02T10:00:00.000Z' as Instant,
    ...different,
  }
}

/** A public-interest gate that has all it needs. */
export function aPublicInterestGate(different: Partial<PublicInterest> = {}): PublicInterest {
  return {
    kind: 'public-interest',
    givenAt: '2026-03-02T10:00:00.000Z' as Instant,
    givenBy: 'nurse-1' as PersonId,
    textVersion: 'public-interest-1',
    rationale: 'Exposure-prone procedures continue.',
    seniorDiscussion: { with: 'senior-colleague', name: 'Dr Bell', at: '2026-03-02T09:00:00.000Z' as Instant },
    worker: { toldAt: '2026-03-02T09:30:00.000Z' as Instant },
    ...different,
  }
}

/** A nurse's ask that is complete. */
export function anAsk(different: Partial<EscalationAsk> = {}): EscalationAsk {
  return {
    words: {
      question: 'Is a return to night shifts safe?',
      nursePlan: 'Day shifts for four weeks, then a review.',
      summary: 'Low mood since January, sleeping poorly, no thoughts of harm.',
      jobAndHazards: 'Works nights on a busy ward.',
      adjustmentsTried: 'Shorter shifts.',
    },
    urgency: 'routine',
    category: 'mental-health',
    added: [],
    overruled: [],
    warningsSeen: false,
    ...different,
  }
}

/** Facts under which that ask is allowed: clinical uncertainty, live consent, everything asked. */
export function escalationFacts(different: Partial<EscalationFacts> = {}): EscalationFacts {
  return {
    caseState: 'in-progress',
    clinical: clinicalFacts({ uncertainOrOutsideProtocol: true }),
    settings: STARTING_ESCALATION_SETTINGS,
    worker: { givenName: 'Zora', familyName: 'Okonkwo' },
    gdprBasis: { article6: '6(1)(e)', article9: '9(2)(h)', schedule1: 'Part 1, paragraph 2' },
    gate: aConsent(),
    specialistsShown: true,
    objectionsAsked: true,
    inHousePhysician: 'none-in-post',
    ...different,
  }
}

/** All that stands beside an allowed ruling when content is made. */
export function contentInput(
  ruling: EscalationContentInput['ruling'],
  different: Partial<EscalationContentInput> = {},
): EscalationContentInput {
  return {
    ruling,
    escalationId: '5e1f0a52-0c3b-4d8e-9a51-3f7f4f5b0010' as EscalationId,
    trust: 'RX1' as TrustCode,
    pseudonym: 'Q7-4MK2',
    employer: 'RX1' as TrustCode,
    department: 'Emergency department',
    excluded: [],
    prefersOwnEmployer: false,
    seeWorker: 'no',
    dateOfBirth: '1984-07-19' as LondonDate,
    ...different,
  }
}
