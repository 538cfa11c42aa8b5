import { addDays, type LondonDate, type ReasonGroup, type ReferralId, type RefusalRule, type Ruling, ruleBy } from '@oh/kernel'
import { plainText, type TextLimits } from './text.ts'

/**
 * Who may refer. `toldAndShown`: the worker must have been told and shown it. `consent`: only if the worker agrees.
 * `management`: made for the employer, and so counted among management referrals.
 */
interface SourceRow {
  readonly id: string
  readonly title: string
  readonly toldAndShown: boolean
  readonly consent: boolean
  readonly management: boolean
  readonly source: string
}

const SURVEY = 'Defining the value of accredited specialists in occupational medicine, 2021: who refers'
const OWN_LIST = 'Own list, to be confirmed by a clinician'

/** The sources of a referral. A worker's own referral needs nobody's leave and is never shown to the employer. */
export const REFERRAL_SOURCES = [
  { id: 'line-manager', title: 'Line manager', toldAndShown: true, consent: false, management: true, source: SURVEY },
  { id: 'self', title: 'The worker', toldAndShown: false, consent: false, management: false, source: SURVEY },
  { id: 'colleague', title: 'Colleague', toldAndShown: true, consent: false, management: false, source: SURVEY },
  { id: 'independent-team', title: 'Independent team', toldAndShown: true, consent: false, management: false, source: SURVEY },
  { id: 'gp', title: 'GP practice', toldAndShown: true, consent: false, management: false, source: SURVEY },
  {
    id: 'secondary-clinician',
    title: 'Hospital clinician',
    toldAndShown: true,
    consent: false,
    management: false,
    source: SURVEY,
  },
  { id: 'hr', title: 'Human resources', toldAndShown: true, consent: false, management: true, source: SURVEY },
  { id: 'medical-director', title: 'Medical director', toldAndShown: true, consent: false, management: true, source: OWN_LIST },
  { id: 'appraiser', title: 'Appraiser', toldAndShown: true, consent: false, management: true, source: OWN_LIST },
  { id: 'own-gp', title: "The worker's own GP", toldAndShown: true, consent: true, management: false, source: OWN_LIST },
] as const satisfies readonly SourceRow[]
export type ReferralSource = (typeof REFERRAL_SOURCES)[number]['id']

/** True for a referral that the employer makes of one of its workers. */
export function isManagementReferral(source: ReferralSource): boolean {
  return REFERRAL_SOURCES.some((row) => row.id === source && row.management)
}

/** `group`: under which few words national figures count it. */
interface ReasonRow {
  readonly id: string
  readonly title: string
  readonly group: ReasonGroup
}

/**
 * Why a worker is referred; a referral has one or more. Own list, to be confirmed by a clinician. A worker's own referral
 * says nothing of why: it is no management referral, so the group it is given is never counted.
 */
export const REFERRAL_REASONS = [
  { id: 'long-term-or-frequent-absence', title: 'Long-term or frequent absence', group: 'absence-and-return' },
  { id: 'work-related-ill-health', title: 'Ill health related to work', group: 'caused-by-work' },
  { id: 'performance-or-conduct', title: 'Performance or conduct linked to health', group: 'conduct-or-retirement' },
  { id: 'fitness-after-illness', title: 'Fitness for work after illness', group: 'absence-and-return' },
  { id: 'equality-act-adjustment', title: 'Adjustment under the Equality Act', group: 'fitness-and-adjustments' },
  { id: 'change-of-job-or-environment', title: 'Change of job or working environment', group: 'fitness-and-adjustments' },
  { id: 'safety-critical-duty', title: 'Safety-critical duty', group: 'fitness-and-adjustments' },
  { id: 'stress', title: 'Stress', group: 'stress' },
  { id: 'needlestick-recovery', title: 'Recovery from a needlestick injury', group: 'caused-by-work' },
  { id: 'ill-health-retirement', title: 'Ill-health retirement', group: 'conduct-or-retirement' },
  { id: 'self-referral', title: 'Referred by the worker', group: 'fitness-and-adjustments' },
  {
    id: 'condition-declared-at-pre-placement',
    title: 'Condition declared before starting the job',
    group: 'fitness-and-adjustments',
  },
] as const satisfies readonly ReasonRow[]
export type ReferralReason = (typeof REFERRAL_REASONS)[number]['id']

/** Under what a reason is counted. */
export function reasonGroupOf(reason: ReferralReason): ReasonGroup {
  const row = REFERRAL_REASONS.find(({ id }) => id === reason)
  if (row === undefined) throw new Error(`no such reason for a referral: ${reason}`)
  return row.group
}

/** Longest texts of a referral, in characters a person sees. */
export const REFERRAL_TEXT = {
  question: { title: 'What you would like to know', max: 600, required: true, multiline: true },
  background: { title: 'Background', max: 4000, multiline: true },
} as const satisfies Record<string, TextLimits & { title: string }>

/** What a referral says, as it stands on the form. Dates are London days; absence, incident and need have clocks of their own. */
export interface ReferralFacts {
  readonly source: ReferralSource
  readonly reasons: readonly ReferralReason[]
  readonly workerToldAndShown: boolean
  readonly workerConsented: boolean
  readonly question: string
  readonly background: string
  readonly receivedOn: LondonDate
  readonly absentSince?: LondonDate
  readonly happenedOn?: LondonDate
  readonly neededSince?: LondonDate
}

/** A referral as its own moves need it (see triage). */
export interface Referral {
  readonly id: ReferralId
  readonly state: ReferralState
  readonly version: number
  readonly facts: ReferralFacts
  readonly triagedOn?: LondonDate
  /** What the referrer is told when the referral is sent back. */
  readonly sentBackBecause?: string
}
export const REFERRAL_STATES = ['received', 'accepted', 'sent-back'] as const
export type ReferralState = (typeof REFERRAL_STATES)[number]
export const REFERRAL_STATE_TITLES: Readonly<Record<ReferralState, string>> = {
  received: 'Received',
  accepted: 'Accepted',
  'sent-back': 'Sent back to the referrer',
}

export const REFERRAL_REFUSALS = [
  'worker-not-told',
  'worker-has-not-consented',
  'no-reason-for-referral',
  'self-referral-by-someone-else',
  'question-missing',
  'question-too-long',
  'background-too-long',
  'text-unprintable',
  'received-in-future',
  'absence-in-future',
  'incident-in-future',
  'need-in-future',
  'date-too-long-ago',
] as const
export type ReferralRefusal = (typeof REFERRAL_REFUSALS)[number]

/** `send-back`: only the referrer can put it right. `correct`: whoever fills in the form can. */
interface ReferralRule extends RefusalRule<ReferralRefusal, { readonly facts: ReferralFacts; readonly today: LondonDate }> {
  readonly remedy: 'send-back' | 'correct'
}

/** Dates further back are slips of the pen: no working life is so long, no letter so long on its way. */
const WORKING_LIFE_DAYS = 60 * 366
const ON_ITS_WAY_DAYS = 366
const KEYBOARD = 'A slip in the form, put right before it is sent'

/** What makes a referral unfit to be accepted. */
export const REFERRAL_RULES: readonly ReferralRule[] = [
  {
    refuses: 'worker-not-told',
    remedy: 'send-back',
    when: ({ facts }) => sourceRow(facts.source).toldAndShown && !facts.workerToldAndShown,
    source: 'Own rule: whoever refers a worker has told the worker and shown the words; else it goes back to the referrer',
  },
  {
    refuses: 'worker-has-not-consented',
    remedy: 'send-back',
    when: ({ facts }) => sourceRow(facts.source).consent && !facts.workerConsented,
    source: 'A GP who treats the worker refers only with consent (own list, to be confirmed by a clinician)',
  },
  {
    refuses: 'no-reason-for-referral',
    remedy: 'correct',
    when: ({ facts }) => facts.reasons.length === 0,
    source: KEYBOARD,
  },
  {
    refuses: 'self-referral-by-someone-else',
    remedy: 'correct',
    when: ({ facts }) => facts.source !== 'self' && facts.reasons.includes('self-referral'),
    source: 'Nobody but the worker makes a self-referral',
  },
  {
    refuses: 'question-missing',
    remedy: 'correct',
    when: ({ facts }) => refusalsOf(facts.question, REFERRAL_TEXT.question).includes('empty'),
    source: 'A referral asks something',
  },
  {
    refuses: 'question-too-long',
    remedy: 'correct',
    when: ({ facts }) => refusalsOf(facts.question, REFERRAL_TEXT.question).includes('too-long'),
    source: KEYBOARD,
  },
  {
    refuses: 'background-too-long',
    remedy: 'correct',
    when: ({ facts }) => refusalsOf(facts.background, REFERRAL_TEXT.background).includes('too-long'),
    source: KEYBOARD,
  },
  {
    refuses: 'text-unprintable',
    remedy: 'correct',
    when: ({ facts }) =>
      refusalsOf(facts.question, REFERRAL_TEXT.question).includes('unprintable') ||
      refusalsOf(facts.background, REFERRAL_TEXT.background).includes('unprintable'),
    source: 'Hazard: free text altered or read in another order than it was written',
  },
  {
    refuses: 'received-in-future',
    remedy: 'correct',
    when: ({ facts, today }) => facts.receivedOn > today,
    source: KEYBOARD,
  },
  {
    refuses: 'absence-in-future',
    remedy: 'correct',
    when: ({ facts, today }) => facts.absentSince !== undefined && facts.absentSince > today,
    source: KEYBOARD,
  },
  {
    refuses: 'incident-in-future',
    remedy: 'correct',
    when: ({ facts, today }) => facts.happenedOn !== undefined && facts.happenedOn > today,
    source: KEYBOARD,
  },
  {
    refuses: 'need-in-future',
    remedy: 'correct',
    when: ({ facts, today }) => facts.neededSince !== undefined && facts.neededSince > today,
    source: KEYBOARD,
  },
  {
    refuses: 'date-too-long-ago',
    remedy: 'correct',
    when: ({ facts, today }) =>
      facts.receivedOn < addDays(today, -ON_ITS_WAY_DAYS) ||
      [facts.absentSince, facts.happenedOn, facts.neededSince].some(
        (date) => date !== undefined && date < addDays(today, -WORKING_LIFE_DAYS),
      ),
    source: KEYBOARD,
  },
]

/**
 * Whether a referral may be accepted on a London day. Refuses with every row of the table that speaks against it, in table
 * order. Texts are checked as `plainText` does; store what `plainText` gives back.
 */
export function ruleOnReferral(facts: ReferralFacts, today: LondonDate): Ruling<ReferralRefusal> {
  return ruleBy(REFERRAL_RULES, { facts, today })
}

/** True when one of the reasons can be put right by the referrer alone, so that the referral is sent back. */
export function mustBeSentBack(reasons: readonly ReferralRefusal[]): boolean {
  return REFERRAL_RULES.some((rule) => rule.remedy === 'send-back' && reasons.includes(rule.refuses))
}

function sourceRow(id: ReferralSource): SourceRow {
  const row = REFERRAL_SOURCES.find((one) => one.id === id)
  if (row === undefined) throw new Error(`no such referral source: ${id}`)
  return row
}

function refusalsOf(text: string, limits: TextLimits): readonly string[] {
  const checked = plainText(text, limits)
  return checked.kind === 'refused' ? checked.reasons : []
}
