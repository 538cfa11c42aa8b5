import { type RefusalRule, type Ruling, ruleBy, type TrustCode } from '@oh/kernel'
import { defaultSettings, type RoutingSettings, settingSources } from './settings.ts'
import { SKILL_NAMES, SKILLS, type Skill, URGENCIES, type Urgency } from './skills.ts'

/** Whether a case that is late already may take the place of one that can still be seen in time. */
export const LATE_CASES = ['after-those-in-time', 'first'] as const
export type LateCases = (typeof LATE_CASES)[number]

/** Hours of a session that a case takes: the longest of those named for its skill and its urgency, else the usual ones. */
export interface CaseHours {
  readonly usual: number
  readonly bySkill: Readonly<Partial<Record<Skill, number>>>
  readonly byUrgency: Readonly<Partial<Record<Urgency, number>>>
}

/** How a pool routes: everything that may be set otherwise, as data. The hard rules are no part of it and cannot be set. */
export interface RoutingPolicy extends RoutingSettings {
  /** Share of each employer in the accepted need by trust code; proportions that add up to 1. It decides between equals only. */
  readonly needByEmployer: Readonly<Record<string, number>>
  readonly caseHours: CaseHours
  readonly lateCases: LateCases
  /** What a specialist of the second tier may take. */
  readonly secondTierSkills: readonly Skill[]
}

/** The policy of a pool that has set nothing, but for the need, which each pool works out from whom it serves. */
export const defaultPolicy: Omit<RoutingPolicy, 'needByEmployer'> = {
  ...defaultSettings,
  caseHours: { usual: 1, bySkill: {}, byUrgency: {} },
  lateCases: 'after-those-in-time',
  secondTierSkills: ['general', 'respiratory', 'skin', 'hand-arm-vibration'],
}

/** Where each part of a policy comes from when nobody has set it otherwise. */
export const policySources: Readonly<Record<keyof RoutingPolicy, string>> = {
  ...settingSources,
  needByEmployer: 'Our proposal: staff of each employer, counted one and a half times where no specialist of the pool works',
  caseHours: 'Our proposal: one hour, until the pool has measured its own',
  lateCases: 'Our proposal: who can still be seen in time is, and the starvation guard keeps the late from being forgotten',
  secondTierSkills: 'Our proposal: what a diploma covers, and neither blood-borne viruses nor retirement nor a regulator',
}

/** Hours of a session that this case takes. */
export function hoursOf(
  { caseHours }: Pick<RoutingPolicy, 'caseHours'>,
  of: { readonly skill: Skill; readonly urgency: Urgency },
) {
  const named = [caseHours.bySkill[of.skill], caseHours.byUrgency[of.urgency]].filter((hours) => hours !== undefined)
  return named.length === 0 ? caseHours.usual : Math.max(...named)
}

/** The fewest hours that any case takes: a session with less than these has no room for anybody. */
export function fewestHours({ caseHours }: Pick<RoutingPolicy, 'caseHours'>): number {
  return Math.min(caseHours.usual, ...Object.values(caseHours.bySkill), ...Object.values(caseHours.byUrgency))
}

/** An employer as need is worked out. */
export interface Served {
  readonly employer: TrustCode
  /** Whole-time equivalents; 0 when not known. */
  readonly staff: number
  /** Whether a specialist of the pool works there, who can see some of its staff without the pool. */
  readonly hasOwn: boolean
}

/** How much more an employer counts that has nobody of its own. */
const WITHOUT_OWN = 1.5
/** Shares are kept to four places, as a coordinator reads and types them. */
const PLACES = 10_000

/**
 * The need of each employer as a share, from its staff and from whether it has a specialist of its own. Shares have four
 * places and add up to 1; what rounding leaves over goes to the largest. Nobody served, or nobody with staff: no shares.
 */
export function acceptedNeed(served: readonly Served[]): Record<string, number> {
  const weighed = served
    .map(({ employer, staff, hasOwn }) => ({ employer, weight: hasOwn ? staff : staff * WITHOUT_OWN }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || (one.employer < other.employer ? -1 : 1))
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const parts = weighed.map(({ employer, weight }) => ({ employer, part: Math.round((weight / total) * PLACES) }))
  const over = PLACES - parts.reduce((sum, { part }) => sum + part, 0)
  return Object.fromEntries(parts.map(({ employer, part }, index) => [employer, (index === 0 ? part + over : part) / PLACES]))
}

/** Why a policy may not be used. */
export type PolicyWord =
  | 'offer-hours-not-valid'
  | 'offer-hours-out-of-order'
  | 'working-day-not-valid'
  | 'working-day-ends-too-early'
  | 'notice-not-valid'
  | 'notice-out-of-order'
  | 'guard-not-valid'
  | 'need-of-unknown-trust'
  | 'need-not-a-share'
  | 'need-does-not-add-up'
  | 'case-hours-not-valid'
  | 'case-hours-of-unknown-skill'
  | 'case-hours-of-unknown-urgency'
  | 'late-cases-unknown'
  | 'second-tier-skill-unknown'

const MOST = { offerHours: 80, noticeDays: 10, guardDays: 60, caseHours: 8 }

/** What whoever typed it reads for each word. */
export const policySentences: Readonly<Record<PolicyWord, string>> = {
  'offer-hours-not-valid': `The time to answer an offer must be a whole number of working hours from 1 to ${MOST.offerHours}.`,
  'offer-hours-out-of-order':
    'An urgent offer cannot have more time than one that is soon, nor that one more than a routine one.',
  'working-day-not-valid': 'The working day must begin and end on a whole hour from 3 to 24.',
  'working-day-ends-too-early': 'The working day must end after it begins.',
  'notice-not-valid': `Notice must be a whole number of working days from 0 to ${MOST.noticeDays}.`,
  'notice-out-of-order': 'An urgent case cannot need more notice than the others.',
  'guard-not-valid': `The starvation guard must be a whole number of working days from 0 to ${MOST.guardDays}.`,
  'need-of-unknown-trust': 'Need is stated for a trust that the pool does not serve.',
  'need-not-a-share': 'The share of each employer must be between 0 and 100 per cent.',
  'need-does-not-add-up': 'The shares of the employers must add up to 100 per cent.',
  'case-hours-not-valid': `A case takes quarters of an hour, at least one and at most ${MOST.caseHours} hours.`,
  'case-hours-of-unknown-skill': 'Hours are stated for a skill that there is not.',
  'case-hours-of-unknown-urgency': 'Hours are stated for an urgency that there is not.',
  'late-cases-unknown': 'Choose when cases that are late are seen.',
  'second-tier-skill-unknown': 'A skill of the second tier is one that there is not.',
}

/** A policy as it was typed: the words in it may be none of ours. */
export type LoosePolicy = Omit<RoutingPolicy, 'caseHours' | 'lateCases' | 'secondTierSkills'> & {
  readonly caseHours: {
    readonly usual: number
    readonly bySkill: Readonly<Record<string, number>>
    readonly byUrgency: Readonly<Record<string, number>>
  }
  readonly lateCases: string
  readonly secondTierSkills: readonly string[]
}

interface PolicyFacts {
  readonly policy: LoosePolicy
  /** The trusts that the pool serves, by code. */
  readonly serves: readonly string[]
}

const isWhole = (value: number, least: number, most: number) => Number.isInteger(value) && value >= least && value <= most
const areHours = (value: number) => Number.isInteger(value * 4) && value > 0 && value <= MOST.caseHours
const areKnown = (words: readonly string[], known: readonly string[]) => words.every((word) => known.includes(word))
const isHour = (value: number) => isWhole(value, 3, 24)
const isNotice = (value: number) => isWhole(value, 0, MOST.noticeDays)
/** Shares are typed to two places of a per cent, so that many of them may be off by a little together. */
const addsUp = (shares: readonly number[]) => Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) <= 1 / PLACES

const OURS = 'Our proposal: a policy that says nothing else than what routing can do'
const rule = (refuses: PolicyWord, when: (facts: PolicyFacts) => boolean): RefusalRule<PolicyWord, PolicyFacts> => ({
  refuses,
  when,
  source: OURS,
})

/** What a policy must hold, in the order of the form. */
export const POLICY_RULES: readonly RefusalRule<PolicyWord, PolicyFacts>[] = [
  rule('offer-hours-not-valid', ({ policy: { offerExpiresAfterWorkingHours: hours } }) =>
    URGENCIES.some((urgency) => !isWhole(hours[urgency], 1, MOST.offerHours)),
  ),
  rule(
    'offer-hours-out-of-order',
    ({ policy: { offerExpiresAfterWorkingHours: hours } }) => hours.urgent > hours.soon || hours.soon > hours.routine,
  ),
  rule(
    'working-day-not-valid',
    ({ policy: { workingDay } }) => !isHour(workingDay.startsAtHour) || !isHour(workingDay.endsAtHour),
  ),
  rule('working-day-ends-too-early', ({ policy: { workingDay } }) => workingDay.endsAtHour <= workingDay.startsAtHour),
  rule('notice-not-valid', ({ policy: { closeWorkingDays: notice } }) => !isNotice(notice.standard) || !isNotice(notice.urgent)),
  rule('notice-out-of-order', ({ policy: { closeWorkingDays: notice } }) => notice.urgent > notice.standard),
  rule('guard-not-valid', ({ policy }) => !isWhole(policy.starvationDays, 0, MOST.guardDays)),
  rule('need-of-unknown-trust', ({ policy, serves }) => !areKnown(Object.keys(policy.needByEmployer), serves)),
  rule('need-not-a-share', ({ policy }) => Object.values(policy.needByEmployer).some((share) => !(share >= 0 && share <= 1))),
  rule('need-does-not-add-up', ({ policy }) => {
    const shares = Object.values(policy.needByEmployer)
    return shares.length > 0 && !addsUp(shares)
  }),
  rule('case-hours-not-valid', ({ policy: { caseHours } }) =>
    [caseHours.usual, ...Object.values(caseHours.bySkill), ...Object.values(caseHours.byUrgency)].some(
      (hours) => !areHours(hours),
    ),
  ),
  rule('case-hours-of-unknown-skill', ({ policy }) => !areKnown(Object.keys(policy.caseHours.bySkill), SKILLS)),
  rule('case-hours-of-unknown-urgency', ({ policy }) => !areKnown(Object.keys(policy.caseHours.byUrgency), URGENCIES)),
  rule('late-cases-unknown', ({ policy }) => !areKnown([policy.lateCases], LATE_CASES)),
  rule('second-tier-skill-unknown', ({ policy }) => !areKnown(policy.secondTierSkills, SKILLS)),
]

/**
 * May this policy be used by a pool that serves these trusts? Takes anything that has the shape of a policy, with words
 * and numbers of any kind; refused with every reason against. Need may be left out, and is then nobody's.
 */
export function checkPolicy(policy: LoosePolicy, serves: readonly string[]): Ruling<PolicyWord> {
  return ruleBy(POLICY_RULES, { policy, serves })
}

/** One part of a policy in words: what it is, and what it is set to. */
export interface PolicyLine {
  readonly field: keyof RoutingPolicy
  readonly title: string
  readonly value: string
}

const days = (many: number) => `${many} working day${many === 1 ? '' : 's'}`
const hours = (many: number) => `${many} hour${many === 1 ? '' : 's'}`
const perCent = (share: number) => `${Math.round(share * PLACES) / 100}%`
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

const LATE_CASES_WORDS: Readonly<Record<LateCases, string>> = {
  'after-those-in-time': 'After those that can still be seen in time',
  first: 'Before all others',
}

/** A policy as people read it, one line to a part, in a fixed order. */
export function policyLines(policy: RoutingPolicy): PolicyLine[] {
  const { offerExpiresAfterWorkingHours: expires, workingDay, closeWorkingDays, caseHours } = policy
  const named = [
    ...SKILLS.map((skill) => [SKILL_NAMES[skill], caseHours.bySkill[skill]] as const),
    ...URGENCIES.map((urgency) => [urgency, caseHours.byUrgency[urgency]] as const),
  ].flatMap(([name, many]) => (many === undefined ? [] : [`${name} ${hours(many)}`]))
  const need = Object.entries(policy.needByEmployer).sort(([, one], [, other]) => other - one)
  return [
    {
      field: 'offerExpiresAfterWorkingHours',
      title: 'Time to answer an offer, in working hours',
      value: `routine ${expires.routine}, soon ${expires.soon}, urgent ${expires.urgent}`,
    },
    {
      field: 'workingDay',
      title: 'Working day',
      value: `${clock(workingDay.startsAtHour)} to ${clock(workingDay.endsAtHour)}`,
    },
    {
      field: 'closeWorkingDays',
      title: 'Notice of a booking',
      value: `${days(closeWorkingDays.standard)}, urgent ${days(closeWorkingDays.urgent)}`,
    },
    { field: 'starvationDays', title: 'Goes first when late by more than', value: days(policy.starvationDays) },
    { field: 'lateCases', title: 'Cases that are late', value: LATE_CASES_WORDS[policy.lateCases] },
    {
      field: 'caseHours',
      title: 'Hours that a case takes',
      value: [hours(caseHours.usual), ...named].join(', '),
    },
    {
      field: 'secondTierSkills',
      title: 'What the second tier may take',
      value: policy.secondTierSkills.map((skill) => SKILL_NAMES[skill]).join(', ') || 'nothing',
    },
    {
      field: 'needByEmployer',
      title: 'Need by employer',
      value: need.map(([employer, share]) => `${employer} ${perCent(share)}`).join(', ') || 'not stated',
    },
  ]
}
