import type { CaseState } from '@oh/casework'
import type { Instant, RefusalRule } from '@oh/kernel'
import { type ConfidentialityGate, GATE_REFUSALS, GATE_RULES, type GateRefusal, type GdprBasis } from './confidentiality-gate.ts'
import type { EscalationField, EscalationWords, SearchedField, WordsRefused } from './escalation-words.ts'
import type { IdentifyingFind, WorkerIdentifiers } from './identifying-text.ts'
import type { ClinicalFacts, EscalationReason, ReasonId } from './rules.ts'
import type { EscalationSettings } from './settings.ts'
import type { Category, Skill, Urgency } from './words.ts'

/** A reason the nurse adds or sets aside, and why. The specialist reads the why. */
export interface NurseReason {
  readonly reason: ReasonId
  readonly because: string
}

/** What the nurse asks for. */
export interface EscalationAsk {
  readonly words: EscalationWords
  readonly urgency: Urgency
  readonly category: Category
  /** Skills beyond those the reasons and the category call for. */
  readonly skills?: readonly Skill[]
  readonly added: readonly NurseReason[]
  readonly overruled: readonly NurseReason[]
  /** The nurse has looked at what the search for identifying text found, and stands by the words. */
  readonly warningsSeen: boolean
}

/** What the spoke knows when it is asked. */
export interface EscalationFacts {
  readonly caseState: CaseState
  readonly clinical: ClinicalFacts
  readonly settings: EscalationSettings
  readonly worker: WorkerIdentifiers
  readonly gdprBasis?: GdprBasis
  readonly gate?: ConfidentialityGate
  /** The worker has been given the names of the specialists who might answer … */
  readonly specialistsShown: boolean
  /** … and has been asked whom they object to. */
  readonly objectionsAsked: boolean
  /** The service's own physician, who comes before the pool when the only reason is that the worker is a doctor. */
  readonly inHousePhysician: 'none-in-post' | 'asked' | 'not-asked'
}

export const ESCALATION_REFUSALS = [
  'case-closed',
  'already-escalated',
  'opinion-not-acted-on',
  'gdpr-basis-missing',
  ...GATE_REFUSALS,
  'question-missing',
  'question-too-long',
  'plan-missing',
  'summary-missing',
  'text-too-long',
  'text-unprintable',
  'names-the-worker',
  'identifies-the-worker',
  'warnings-not-seen',
  'no-reason-to-escalate',
  'added-reason-not-explained',
  'overruled-without-reason',
  'reason-may-not-be-overruled',
  'overruled-reason-not-there',
  'in-house-physician-not-asked',
  'specialists-not-shown',
  'objections-not-asked',
] as const
export type EscalationRefusal = (typeof ESCALATION_REFUSALS)[number]

/** Everything a refusal row may look at. */
export interface Considered {
  readonly ask: EscalationAsk
  readonly facts: EscalationFacts
  readonly now: Instant
  readonly words: EscalationWords
  readonly wordsRefused: readonly WordsRefused[]
  readonly finds: readonly IdentifyingFind<SearchedField>[]
  readonly fired: readonly EscalationReason[]
  readonly standing: readonly EscalationReason[]
}
type Row = RefusalRule<EscalationRefusal, Considered>

const CLINICAL_RULE = 'Own clinical rule, to be confirmed by a clinician'
const MINIMUM = 'General Medical Council, Confidentiality, 115(c): relevant, and no more; a queue without names'
const FORM = 'A slip in the form, put right before it is sent'

const CASE_RULES: readonly Row[] = [
  { refuses: 'case-closed', when: ({ facts }) => facts.caseState === 'closed', source: 'A closed case is never moved' },
  { refuses: 'already-escalated', when: ({ facts }) => facts.caseState === 'escalated', source: 'One open escalation a case' },
  {
    refuses: 'opinion-not-acted-on',
    when: ({ facts }) => facts.caseState === 'opinion-received',
    source: 'The nurse acts on an opinion before anything else is decided',
  },
]

const BASIS_RULES: readonly Row[] = [
  {
    refuses: 'gdpr-basis-missing',
    when: ({ facts }) => facts.gdprBasis === undefined || facts.gdprBasis.schedule1.trim() === '',
    source: 'UK GDPR, articles 6 and 9(2)(h); Data Protection Act 2018, Schedule 1',
  },
  ...GATE_RULES.map((rule): Row & { refuses: GateRefusal } => ({
    ...rule,
    when: ({ facts, now }) => rule.when({ gate: facts.gate, now }),
  })),
]

const WORDS_RULES: readonly Row[] = [
  {
    refuses: 'question-missing',
    when: (considered) => hasRefused(considered, 'empty', 'question'),
    source: 'An escalation asks one question',
  },
  { refuses: 'question-too-long', when: (considered) => hasRefused(considered, 'too-long', 'question'), source: FORM },
  {
    refuses: 'plan-missing',
    when: ({ ask, words, wordsRefused }) =>
      ask.urgency !== 'urgent' && words.nursePlan === '' && !wordsRefused.some(({ field }) => field === 'nursePlan'),
    source: "Defining the value of accredited specialists in occupational medicine, 2021: 'What do you think you should do?'",
  },
  {
    refuses: 'summary-missing',
    when: (considered) => hasRefused(considered, 'empty', 'summary'),
    source: 'A specialist away from the workplace lacks its facts: an escalation carries them (own rule)',
  },
  {
    refuses: 'text-too-long',
    when: ({ wordsRefused }) => wordsRefused.some(({ field, reasons }) => field !== 'question' && reasons.includes('too-long')),
    source: FORM,
  },
  {
    refuses: 'text-unprintable',
    when: (considered) => hasRefused(considered, 'unprintable'),
    source: 'Hazard: free text altered or read in another order than it was written',
  },
  {
    refuses: 'names-the-worker',
    when: ({ finds }) => finds.some(({ kind }) => kind === 'names-the-worker'),
    source: MINIMUM,
  },
  {
    refuses: 'identifies-the-worker',
    when: ({ finds }) => finds.some(({ kind }) => kind === 'identifies-the-worker' || kind === 'nhs-number'),
    source: MINIMUM,
  },
  {
    refuses: 'warnings-not-seen',
    when: ({ ask, finds }) => !ask.warningsSeen && finds.some(({ stops }) => !stops),
    source: MINIMUM,
  },
]

const REASON_RULES: readonly Row[] = [
  {
    refuses: 'no-reason-to-escalate',
    when: ({ standing }) => standing.length === 0,
    source: 'Defining the value of accredited specialists in occupational medicine, 2021, escalation criteria',
  },
  {
    refuses: 'added-reason-not-explained',
    when: ({ ask }) => ask.added.some(({ because }) => because.trim() === ''),
    source: CLINICAL_RULE,
  },
  {
    refuses: 'overruled-without-reason',
    when: ({ ask }) => ask.overruled.some(({ because }) => because.trim() === ''),
    source: CLINICAL_RULE,
  },
  {
    refuses: 'reason-may-not-be-overruled',
    when: ({ ask, fired }) => fired.some(({ id, nurseMayOverrule }) => !nurseMayOverrule && isNamed(ask.overruled, id)),
    source: CLINICAL_RULE,
  },
  {
    refuses: 'overruled-reason-not-there',
    when: ({ ask, fired }) => ask.overruled.some(({ reason }) => !fired.some(({ id }) => id === reason)),
    source: FORM,
  },
  {
    refuses: 'in-house-physician-not-asked',
    when: ({ facts, standing }) =>
      facts.inHousePhysician === 'not-asked' && standing.length > 0 && standing.every(({ id }) => id === 'worker-is-a-doctor'),
    source: CLINICAL_RULE,
  },
]

const WORKER_RULES: readonly Row[] = [
  {
    refuses: 'specialists-not-shown',
    when: ({ facts }) => !facts.specialistsShown,
    source: 'A pseudonym does not hide a colleague: the worker sees first who might answer (own rule)',
  },
  {
    refuses: 'objections-not-asked',
    when: ({ facts }) => !facts.objectionsAsked,
    source: 'The worker’s objection is a hard conflict of interest (own rule)',
  },
]

/** Every reason not to let an escalation go, in the order people read them. */
export const REFUSAL_RULES: readonly Row[] = [...CASE_RULES, ...BASIS_RULES, ...WORDS_RULES, ...REASON_RULES, ...WORKER_RULES]

function hasRefused({ wordsRefused }: Considered, reason: 'empty' | 'too-long' | 'unprintable', only?: EscalationField): boolean {
  return wordsRefused.some(({ field, reasons }) => reasons.includes(reason) && (only === undefined || field === only))
}

function isNamed(reasons: readonly NurseReason[], id: ReasonId): boolean {
  return reasons.some(({ reason }) => reason === id)
}
