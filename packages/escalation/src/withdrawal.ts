import { type Instant, type PersonId, type RefusalRule, type Refused, ruleBy } from '@oh/kernel'
import type {
  ConfidentialityGate,
  ExplicitConsent,
  PublicInterest,
  SeniorDiscussion,
  WorkerInformed,
} from './confidentiality-gate.ts'

/** What the worker reads before withdrawing; its version is kept with the withdrawal. */
export const WITHDRAWAL_CONSEQUENCES = {
  version: 'withdrawal-consequences-1',
  sentences: [
    'The specialists can no longer open what was sent about you, from the moment you withdraw.',
    'A specialist who has already written an opinion keeps their own words, and can change nothing.',
    'Occupational health where you work goes on looking after you, without the specialist’s help.',
    'If somebody may be at risk, a named senior clinician first decides whether the least that is needed must still be shared. You will be told what was decided.',
  ],
} as const

/** What the worker reads afterwards. */
export const WITHDRAWAL_OUTCOMES = {
  final:
    'You have withdrawn your consent. If anything about you was sent to the specialists with it, they can no longer open it.',
  'awaiting-decision':
    'You have withdrawn your consent, and ordinary use has stopped. Because somebody may be at risk, a senior clinician now decides whether the least that is needed must still be shared. You will be told.',
  abide: 'A senior clinician has looked at your withdrawal. Nothing more will be shared.',
  'disclose-minimum':
    'A senior clinician has decided that the least that is needed must be shared in the public interest. The reasons are on your record, and you can ask to see them.',
} as const

/** The same, as the team of the service reads it. */
export const WITHDRAWAL_OUTCOMES_FOR_TEAM: Readonly<Record<WithdrawalOutcome, string>> = {
  final: 'The worker has withdrawn consent. If anything was sent to the specialists with it, they can no longer open it.',
  'awaiting-decision':
    'The worker has withdrawn consent, and ordinary use has stopped. Because somebody may be at risk, the named physician now decides whether the least that is needed must still be shared.',
  abide: 'The worker withdrew consent. The named physician decided that nothing more is shared.',
  'disclose-minimum':
    'The worker withdrew consent. The named physician decided that the least that is needed must be shared in the public interest.',
}
export type WithdrawalOutcome = keyof typeof WITHDRAWAL_OUTCOMES

export interface WithdrawalFacts {
  readonly gate: ConfidentialityGate | undefined
  /** The version of the consequences the worker has been told, undefined when not told. */
  readonly consequencesTold: string | undefined
  readonly safetyFlagOpen: boolean
  /** The senior clinician named to decide where somebody may be at risk. */
  readonly namedDecider?: PersonId
}

export const WITHDRAWAL_REFUSALS = [
  'nothing-to-withdraw',
  'not-resting-on-consent',
  'already-withdrawn',
  'consequences-not-told',
] as const
export type WithdrawalRefusal = (typeof WITHDRAWAL_REFUSALS)[number]

export const WITHDRAWAL_RULES: readonly RefusalRule<WithdrawalRefusal, WithdrawalFacts>[] = [
  { refuses: 'nothing-to-withdraw', when: ({ gate }) => gate === undefined, source: 'Consent is withdrawn by who gave it' },
  {
    refuses: 'not-resting-on-consent',
    when: ({ gate }) => gate !== undefined && gate.kind !== 'explicit-consent',
    source:
      'Faculty of Occupational Medicine, Ethics Guidance, 9th edition, 3.113 to 3.116: law and public interest do not rest on consent',
  },
  { refuses: 'already-withdrawn', when: ({ gate }) => gate?.withdrawnAt !== undefined, source: 'Consent is withdrawn once' },
  {
    refuses: 'consequences-not-told',
    when: ({ consequencesTold }) => consequencesTold !== WITHDRAWAL_CONSEQUENCES.version,
    source: 'Faculty of Occupational Medicine: tell the worker the consequences, then abide',
  },
]

/**
 * Withdraws consent at a moment. Ordinary use stops at once in every allowed case: the gate comes back withdrawn. With an
 * open safety flag `safetyHold` is true: the withdrawal is not final before the named senior clinician has decided, and
 * only that person may read the minimum meanwhile (nobody, while none is named).
 */
export function ruleOnWithdrawal(
  facts: WithdrawalFacts,
  now: Instant,
):
  | {
      readonly kind: 'allowed'
      readonly gate: ExplicitConsent
      readonly safetyHold: boolean
      readonly outcome: WithdrawalOutcome
      readonly minimumReader?: PersonId
    }
  | Refused<WithdrawalRefusal> {
  const ruling = ruleBy(WITHDRAWAL_RULES, facts)
  if (ruling.kind === 'refused') return ruling
  if (facts.gate?.kind !== 'explicit-consent') throw new Error('a gate that is not consent was let through')
  const gate = { ...facts.gate, withdrawnAt: now }
  if (!facts.safetyFlagOpen) return { kind: 'allowed', gate, safetyHold: false, outcome: 'final' }
  const reader = facts.namedDecider === undefined ? {} : { minimumReader: facts.namedDecider }
  return { kind: 'allowed', gate, safetyHold: true, outcome: 'awaiting-decision', ...reader }
}

/** What the named senior clinician decides on a withdrawal that is held for safety. */
export interface PublicInterestDecision {
  readonly decidedBy: PersonId
  readonly outcome: 'abide' | 'disclose-minimum'
  readonly rationale: string
  readonly seniorDiscussion?: SeniorDiscussion
  readonly worker: WorkerInformed
  readonly textVersion: string
}
export const DECISION_REFUSALS = [
  'not-the-named-decider',
  'decision-not-explained',
  'senior-discussion-missing',
  'worker-not-informed',
] as const
export type DecisionRefusal = (typeof DECISION_REFUSALS)[number]

interface DecisionFacts {
  readonly decision: PublicInterestDecision
  readonly namedDecider: PersonId | undefined
}

export const DECISION_RULES: readonly RefusalRule<DecisionRefusal, DecisionFacts>[] = [
  {
    refuses: 'not-the-named-decider',
    when: ({ decision, namedDecider }) => decision.decidedBy !== namedDecider,
    source: 'A named senior clinician decides (own rule)',
  },
  {
    refuses: 'decision-not-explained',
    when: ({ decision }) => decision.rationale.trim() === '',
    source: 'Faculty of Occupational Medicine, Ethics Guidance, 9th edition, 3.114 to 3.115',
  },
  {
    refuses: 'senior-discussion-missing',
    when: ({ decision }) => decision.outcome === 'disclose-minimum' && decision.seniorDiscussion === undefined,
    source: 'Faculty of Occupational Medicine, Ethics Guidance, 9th edition, 3.113',
  },
  {
    refuses: 'worker-not-informed',
    when: ({ decision }) => 'notToldBecause' in decision.worker && decision.worker.notToldBecause.trim() === '',
    source: 'Faculty of Occupational Medicine, Ethics Guidance, 9th edition, 3.114 to 3.115',
  },
]

/** Rules on that decision. To disclose the minimum opens a gate of its own, in the public interest; the consent stays withdrawn. */
export function ruleOnPublicInterestDecision(
  decision: PublicInterestDecision,
  namedDecider: PersonId | undefined,
  now: Instant,
):
  | { readonly kind: 'allowed'; readonly outcome: PublicInterestDecision['outcome']; readonly gate?: PublicInterest }
  | Refused<DecisionRefusal> {
  const ruling = ruleBy(DECISION_RULES, { decision, namedDecider })
  if (ruling.kind === 'refused') return ruling
  const { outcome, decidedBy, rationale, seniorDiscussion, worker, textVersion } = decision
  if (outcome === 'abide' || seniorDiscussion === undefined) return { kind: 'allowed', outcome }
  const gate: PublicInterest = {
    kind: 'public-interest',
    givenAt: now,
    givenBy: decidedBy,
    textVersion,
    rationale,
    seniorDiscussion,
    worker,
  }
  return { kind: 'allowed', outcome, gate }
}
