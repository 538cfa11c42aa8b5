import { addDays, type LondonDate } from '@oh/kernel'
import type { EscalationSettings } from './settings.ts'
import type { Skill } from './words.ts'

/** What the nurse and the record say about the case, as far as the escalation rules ask. */
export interface ClinicalFacts {
  /** What the worker is here for. */
  readonly work: 'case-management' | 'immunisation' | 'fit-test'
  readonly uncertainOrOutsideProtocol: boolean
  readonly psychiatricCondition: boolean
  readonly bloodBorneVirus: boolean
  readonly substanceMisuse: boolean
  /** The condition puts the worker, patients or others at risk in this job. */
  readonly riskAtWork: boolean
  /** Fitness for work is in question in a way a professional regulator may have to know. */
  readonly regulatorConcern: boolean
  readonly illHealthRetirement: boolean
  /** Consultants of every specialty are doctors. */
  readonly workerIsDoctor: boolean
  /** Something at work may have caused the illness, or makes it worse. */
  readonly workHazard: boolean
  /** The nurse would like a specialist's advice on her own plan. */
  readonly adviceWanted: boolean
  readonly absentSince?: LondonDate
  readonly backOn?: LondonDate
}

/** `must`: escalate. `should`: escalate unless there is a reason not to. `may`: the nurse decides. */
export type ReasonKind = 'may' | 'should' | 'must'

interface RuleRow {
  readonly id: string
  readonly title: string
  readonly kind: ReasonKind
  readonly when: (facts: ClinicalFacts, settings: EscalationSettings, today: LondonDate) => boolean
  readonly source: string
  readonly skills: readonly Skill[]
  /** Whether the nurse may set the reason aside with a reason of her own. */
  readonly nurseMayOverrule: boolean
}

const SPECIALISTS = 'Defining the value of accredited specialists in occupational medicine, 2021, escalation criteria'
const GREEN_PAPER = 'NHS Health at Work Network, response to the Work, Health and Disability green paper, 2017, paragraph 7'

/** The version of the rows below; it changes with any of them and is kept with every escalation they ruled. */
export const ESCALATION_RULES_VERSION = 'escalation-rules-1'

/** When a nurse may, should or must send a case up. Which rows the nurse may overrule is to be confirmed by a clinician. */
export const ESCALATION_RULES = [
  {
    id: 'uncertainty-or-outside-protocol',
    title: 'Clinical uncertainty, or outside the protocol',
    kind: 'should',
    when: (facts) => facts.uncertainOrOutsideProtocol,
    source: `${SPECIALISTS} (a)`,
    skills: ['general'],
    nurseMayOverrule: true,
  },
  {
    id: 'psychiatric-condition-with-risk-at-work',
    title: 'Psychiatric condition with a risk at work',
    kind: 'must',
    when: (facts) => facts.psychiatricCondition && facts.riskAtWork,
    source: `${SPECIALISTS} (b)`,
    skills: ['mental-health'],
    nurseMayOverrule: false,
  },
  {
    id: 'blood-borne-virus-with-risk-at-work',
    title: 'Blood-borne virus with a risk at work',
    kind: 'must',
    when: (facts) => facts.bloodBorneVirus && facts.riskAtWork,
    source: `${SPECIALISTS} (b)`,
    skills: ['blood-borne-virus'],
    nurseMayOverrule: false,
  },
  {
    id: 'substance-misuse-with-risk-at-work',
    title: 'Alcohol or drug misuse with a risk at work',
    kind: 'must',
    when: (facts) => facts.substanceMisuse && facts.riskAtWork,
    source: `${SPECIALISTS} (b)`,
    skills: ['substance-misuse'],
    nurseMayOverrule: false,
  },
  {
    id: 'fitness-for-work-with-regulator-concern',
    title: 'Fitness for work with a possible regulator concern',
    kind: 'must',
    when: (facts) => facts.regulatorConcern,
    source: `${SPECIALISTS} (c)`,
    skills: ['fitness-to-practise'],
    nurseMayOverrule: false,
  },
  {
    id: 'ill-health-retirement',
    title: 'Ill-health retirement',
    kind: 'must',
    when: (facts) => facts.illHealthRetirement,
    source: `${SPECIALISTS} (c); NHS Pension Scheme form AW33E, part C`,
    skills: ['ill-health-retirement'],
    nurseMayOverrule: false,
  },
  {
    id: 'worker-is-a-doctor',
    title: 'The worker is a doctor',
    kind: 'should',
    when: (facts) => facts.workerIsDoctor && facts.work === 'case-management',
    source: `${SPECIALISTS} (d) and (e)`,
    skills: ['general'],
    nurseMayOverrule: true,
  },
  {
    id: 'work-hazard',
    title: 'A hazard at work may be the cause',
    kind: 'should',
    when: (facts) => facts.workHazard,
    source: GREEN_PAPER,
    skills: ['general'],
    nurseMayOverrule: true,
  },
  {
    id: 'not-back-by-threshold',
    title: 'Not back at work in the set time',
    kind: 'should',
    when: (facts, settings, today) => isAwayFor(7 * settings.notBackAfterWeeks, facts, today),
    source: GREEN_PAPER,
    skills: ['general'],
    nurseMayOverrule: true,
  },
  {
    id: 'advice-to-the-nurse',
    title: 'The nurse would like advice',
    kind: 'may',
    when: (facts) => facts.adviceWanted,
    source: 'Defining the value of accredited specialists in occupational medicine, 2021, advice to nurse-led services',
    skills: ['general'],
    nurseMayOverrule: true,
  },
] as const satisfies readonly RuleRow[]
export type ReasonId = (typeof ESCALATION_RULES)[number]['id']

/** A reason to escalate, with what people read and where it comes from. */
export interface EscalationReason extends Omit<RuleRow, 'id' | 'when'> {
  readonly id: ReasonId
}

/**
 * Every row that fires on a London day, in table order; empty when none does. The nurse sees them all, whatever she then
 * adds or overrules. Absence of `notBackAfterWeeks` calendar weeks fires on the day it is reached.
 */
export function reasonsFired(facts: ClinicalFacts, settings: EscalationSettings, today: LondonDate): EscalationReason[] {
  return ESCALATION_RULES.filter((rule) => rule.when(facts, settings, today)).map(({ when: _when, ...reason }) => reason)
}

/** The reason of a word, as the nurse adds one; undefined when there is no such reason. */
export function findReason(id: string): EscalationReason | undefined {
  const row = ESCALATION_RULES.find((rule) => rule.id === id)
  if (row === undefined) return undefined
  const { when: _when, ...reason } = row
  return reason
}

function isAwayFor(days: number, { absentSince, backOn }: ClinicalFacts, today: LondonDate): boolean {
  if (absentSince === undefined || (backOn !== undefined && backOn <= today)) return false
  return addDays(absentSince, days) <= today
}
