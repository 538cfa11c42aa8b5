import type { Instant, PersonId, RefusalRule, Ruling } from '@oh/kernel'
import { ruleBy } from '@oh/kernel'

/**
 * Why the data may be processed at all. Fixed by the service for all its work, never by the worker and never per case.
 * Consent in the sense of the UK GDPR is not the basis. It is a value of its own and never merged with the gate below.
 */
export interface GdprBasis {
  /** 6(1)(e) a public task, or 6(1)(f) legitimate interests. */
  readonly article6: '6(1)(e)' | '6(1)(f)'
  /** Preventive or occupational medicine. */
  readonly article9: '9(2)(h)'
  /** The condition of the Data Protection Act 2018, Schedule 1, as the service's privacy officer has recorded it. */
  readonly schedule1: string
}

/** Under common law, why this may be disclosed: who opened the gate, when, and which version of the text was used. */
export type ConfidentialityGate = ExplicitConsent | SameTeamCare | RequiredByLaw | PublicInterest
/** Those that can let a case out of the service at all. */
export type LeavingGate = Exclude<ConfidentialityGate, SameTeamCare>
export const GATE_KINDS = [
  { id: 'explicit-consent', title: 'The worker has consented' },
  { id: 'same-team-care', title: 'Care in the same occupational health team, the worker has been told' },
  { id: 'required-by-law', title: 'Required by law' },
  { id: 'public-interest', title: 'In the public interest' },
] as const satisfies readonly { id: ConfidentialityGate['kind']; title: string }[]

interface GateBase {
  readonly givenAt: Instant
  readonly givenBy: PersonId
  readonly textVersion: string
  /** From when it holds; `givenAt` unless said otherwise. */
  readonly validFrom?: Instant
  /** From when it holds no more. */
  readonly expiresAt?: Instant
  readonly withdrawnAt?: Instant
}
export interface ExplicitConsent extends GateBase {
  readonly kind: 'explicit-consent'
  /** How far it reaches. Consent to be seen here is not consent to be sent to the pool. */
  readonly covers: 'this-service' | 'regional-pool'
  readonly evidence: 'in-writing' | 'spoken-and-recorded'
  /** Consent always ends of itself. */
  readonly expiresAt: Instant
}
export interface SameTeamCare extends GateBase {
  readonly kind: 'same-team-care'
  readonly workerToldAt: Instant
}
export interface RequiredByLaw extends GateBase {
  readonly kind: 'required-by-law'
  /** The instrument and section that requires it. */
  readonly law: string
}
export interface PublicInterest extends GateBase {
  readonly kind: 'public-interest'
  readonly rationale: string
  readonly seniorDiscussion?: SeniorDiscussion
  readonly worker: WorkerInformed
}
/** Faculty of Occupational Medicine, Ethics Guidance, 9th edition, 3.113: with whom, before disclosing. */
export interface SeniorDiscussion {
  readonly with: 'senior-colleague' | 'professional-body' | 'indemnity-body'
  readonly name: string
  readonly at: Instant
}
export type WorkerInformed = { readonly toldAt: Instant } | { readonly notToldBecause: string }

export const GATE_REFUSALS = [
  'gate-missing',
  'consent-withdrawn',
  'gate-not-yet-valid',
  'gate-expired',
  'same-team-does-not-leave-the-service',
  'consent-does-not-cover-the-pool',
  'law-not-named',
  'public-interest-without-senior-discussion',
  'public-interest-without-rationale',
  'public-interest-worker-not-informed',
] as const
export type GateRefusal = (typeof GATE_REFUSALS)[number]

interface GateFacts {
  readonly gate: ConfidentialityGate | undefined
  readonly now: Instant
}

const ETHICS = 'Faculty of Occupational Medicine, Ethics Guidance, 9th edition'

/** What keeps a gate shut to whatever leaves the service. */
export const GATE_RULES: readonly RefusalRule<GateRefusal, GateFacts>[] = [
  { refuses: 'gate-missing', when: ({ gate }) => gate === undefined, source: `${ETHICS}, 3.51` },
  {
    refuses: 'consent-withdrawn',
    when: ({ gate, now }) => gate !== undefined && gateStanding(gate, now) === 'withdrawn',
    source: `${ETHICS}: withdrawal is abided by unless law or public interest demands otherwise`,
  },
  {
    refuses: 'gate-not-yet-valid',
    when: ({ gate, now }) => gate !== undefined && gateStanding(gate, now) === 'not-yet-valid',
    source: 'A gate opens at its time',
  },
  {
    refuses: 'gate-expired',
    when: ({ gate, now }) => gate !== undefined && gateStanding(gate, now) === 'expired',
    source: 'Consent has a scope and an end (own rule, to be confirmed by a clinician)',
  },
  {
    refuses: 'same-team-does-not-leave-the-service',
    when: ({ gate }) => gate?.kind === 'same-team-care',
    source: 'An escalation out of the service is not care in the same team (own rule)',
  },
  {
    refuses: 'consent-does-not-cover-the-pool',
    when: ({ gate }) => gate?.kind === 'explicit-consent' && gate.covers !== 'regional-pool',
    source: 'General Medical Council, Confidentiality, 115(a): informed of scope, purpose and consequence',
  },
  {
    refuses: 'law-not-named',
    when: ({ gate }) => gate?.kind === 'required-by-law' && gate.law.trim() === '',
    source: 'What the law requires can be looked up (own rule)',
  },
  {
    refuses: 'public-interest-without-senior-discussion',
    when: ({ gate, now }) =>
      gate?.kind === 'public-interest' && (gate.seniorDiscussion === undefined || gate.seniorDiscussion.at > now),
    source: `${ETHICS}, 3.113`,
  },
  {
    refuses: 'public-interest-without-rationale',
    when: ({ gate }) => gate?.kind === 'public-interest' && gate.rationale.trim() === '',
    source: `${ETHICS}, 3.114 to 3.115`,
  },
  {
    refuses: 'public-interest-worker-not-informed',
    when: ({ gate }) =>
      gate?.kind === 'public-interest' && 'notToldBecause' in gate.worker && gate.worker.notToldBecause.trim() === '',
    source: `${ETHICS}, 3.114 to 3.115`,
  },
]

/**
 * Whether this gate lets clinical content out of the service at this moment: asked when a case is escalated, and again each
 * time the pool asks to open the content. Refuses with every row that applies.
 */
export function ruleOnGate(gate: ConfidentialityGate | undefined, now: Instant): Ruling<GateRefusal> {
  return ruleBy(GATE_RULES, { gate, now })
}

/** How a gate stands in time. Withdrawn goes before all else, from the moment of withdrawal on. */
export function gateStanding(gate: ConfidentialityGate, now: Instant): 'live' | 'withdrawn' | 'not-yet-valid' | 'expired' {
  if (gate.withdrawnAt !== undefined && gate.withdrawnAt <= now) return 'withdrawn'
  if (now < gate.givenAt || (gate.validFrom !== undefined && now < gate.validFrom)) return 'not-yet-valid'
  if (gate.expiresAt !== undefined && gate.expiresAt <= now) return 'expired'
  return 'live'
}

/** True from when a gate holds until it expires or is withdrawn. Says nothing of how far it reaches: see `ruleOnGate`. */
export function gateIsLive(gate: ConfidentialityGate | undefined, now: Instant): boolean {
  return gate !== undefined && gateStanding(gate, now) === 'live'
}
