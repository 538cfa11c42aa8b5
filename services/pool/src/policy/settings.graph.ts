import { findTrust } from '@oh/organisations'
import {
  HARD_RULES,
  type HardRule,
  type LoosePolicy,
  type PolicyLine,
  policyLines,
  policySources,
  type RoutingPolicy,
  SKILLS,
  type Skill,
  URGENCIES,
  type Urgency,
} from '@oh/routing'
import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'
import { URGENCY_TITLES } from '../escalations/titles.ts'
import { PoolSkill } from '../specialists/skill.graph.ts'

const HardRuleRef = builder.objectRef<HardRule>('HardRule').implement({
  description: 'A rule that no setting, no coordinator and no shortage ever sets aside.',
  fields: (t) => ({
    word: t.exposeString('word', { nullable: false, description: 'The stable word.' }),
    sentence: t.exposeString('sentence', { nullable: false, description: 'The reason, when it holds.' }),
    offers: t.exposeBoolean('offers', { nullable: false, description: 'Nobody is asked against it.' }),
    bookings: t.exposeBoolean('bookings', { nullable: false, description: 'Nobody is booked against it.' }),
    source: t.exposeString('source', { nullable: false }),
  }),
})

builder.queryField('hardRules', (t) =>
  t.field({
    type: [HardRuleRef],
    nullable: false,
    description: 'Rules that are never broken, by offers or by bookings, each with its source.',
    args: { ics: t.arg.id({ required: true }) },
    resolve: (_root, { ics }, context) => {
      requireServed(context, { ics })
      return [...HARD_RULES]
    },
  }),
)

const UrgencyHours = builder.objectRef<{ readonly urgency: Urgency; readonly hours: number }>('UrgencyHours').implement({
  fields: (t) => ({
    urgency: t.exposeString('urgency', { nullable: false }),
    urgencyTitle: t.string({ nullable: false, resolve: ({ urgency }) => URGENCY_TITLES[urgency] }),
    hours: t.exposeFloat('hours', { nullable: false }),
  }),
})

const SkillHours = builder.objectRef<{ readonly skill: Skill; readonly hours: number }>('SkillHours').implement({
  fields: (t) => ({
    skill: t.field({ type: PoolSkill, nullable: false, resolve: ({ skill }) => skill }),
    hours: t.exposeFloat('hours', { nullable: false }),
  }),
})

const EmployerShare = builder.objectRef<{ readonly employer: string; readonly share: number }>('EmployerShare').implement({
  fields: (t) => ({
    employer: t.exposeString('employer', { nullable: false, description: 'ODS code of the trust.' }),
    employerName: t.string({ resolve: ({ employer }) => findTrust(employer)?.name ?? null }),
    share: t.exposeFloat('share', { nullable: false, description: 'From 0 to 1.' }),
  }),
})

const PolicyLineRef = builder.objectRef<PolicyLine>('RoutingPolicyLine').implement({
  description: 'One part of a routing policy in words.',
  fields: (t) => ({
    field: t.exposeString('field', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
    value: t.exposeString('value', { nullable: false }),
    source: t.string({
      nullable: false,
      description: 'Where the default comes from.',
      resolve: ({ field }) => policySources[field],
    }),
  }),
})

export const Settings = builder.objectRef<RoutingPolicy>('RoutingPolicySettings').implement({
  description: 'Everything of routing that may be set otherwise. The hard rules are no part of it.',
  fields: (t) => ({
    offerHours: t.field({
      type: [UrgencyHours],
      nullable: false,
      description: 'Working hours to answer an offer.',
      resolve: ({ offerExpiresAfterWorkingHours: hours }) => URGENCIES.map((urgency) => ({ urgency, hours: hours[urgency] })),
    }),
    workingDayStartsAtHour: t.int({ nullable: false, resolve: ({ workingDay }) => workingDay.startsAtHour }),
    workingDayEndsAtHour: t.int({ nullable: false, resolve: ({ workingDay }) => workingDay.endsAtHour }),
    noticeStandardDays: t.int({ nullable: false, resolve: ({ closeWorkingDays }) => closeWorkingDays.standard }),
    noticeUrgentDays: t.int({ nullable: false, resolve: ({ closeWorkingDays }) => closeWorkingDays.urgent }),
    starvationDays: t.exposeInt('starvationDays', { nullable: false }),
    lateCases: t.exposeString('lateCases', { nullable: false, description: 'after-those-in-time or first.' }),
    usualCaseHours: t.float({ nullable: false, resolve: ({ caseHours }) => caseHours.usual }),
    caseHoursBySkill: t.field({
      type: [SkillHours],
      nullable: false,
      resolve: ({ caseHours }) =>
        SKILLS.flatMap((skill) => {
          const hours = caseHours.bySkill[skill]
          return hours === undefined ? [] : [{ skill, hours }]
        }),
    }),
    caseHoursByUrgency: t.field({
      type: [UrgencyHours],
      nullable: false,
      resolve: ({ caseHours }) =>
        URGENCIES.flatMap((urgency) => {
          const hours = caseHours.byUrgency[urgency]
          return hours === undefined ? [] : [{ urgency, hours }]
        }),
    }),
    secondTierSkills: t.field({ type: [PoolSkill], nullable: false, resolve: ({ secondTierSkills }) => [...secondTierSkills] }),
    need: t.field({
      type: [EmployerShare],
      nullable: false,
      description: 'Share of each employer in the accepted need, largest first.',
      resolve: ({ needByEmployer }) =>
        Object.entries(needByEmployer)
          .map(([employer, share]) => ({ employer, share }))
          .sort((one, other) => other.share - one.share),
    }),
    lines: t.field({
      type: [PolicyLineRef],
      nullable: false,
      description: 'The same in words, one line to a part.',
      resolve: (policy) => policyLines(policy),
    }),
  }),
})

const UrgencyHoursInput = builder.inputType('UrgencyHoursInput', {
  fields: (t) => ({ urgency: t.string({ required: true }), hours: t.float({ required: true }) }),
})
const SkillHoursInput = builder.inputType('SkillHoursInput', {
  fields: (t) => ({ skill: t.string({ required: true }), hours: t.float({ required: true }) }),
})
const EmployerShareInput = builder.inputType('EmployerShareInput', {
  fields: (t) => ({ employer: t.string({ required: true }), share: t.float({ required: true }) }),
})

export const SettingsInput = builder.inputType('RoutingPolicySettingsInput', {
  fields: (t) => ({
    offerHours: t.field({ type: [UrgencyHoursInput], required: true }),
    workingDayStartsAtHour: t.float({ required: true }),
    workingDayEndsAtHour: t.float({ required: true }),
    noticeStandardDays: t.float({ required: true }),
    noticeUrgentDays: t.float({ required: true }),
    starvationDays: t.float({ required: true }),
    lateCases: t.string({ required: true, description: 'after-those-in-time or first.' }),
    usualCaseHours: t.float({ required: true }),
    caseHoursBySkill: t.field({ type: [SkillHoursInput], required: true }),
    caseHoursByUrgency: t.field({ type: [UrgencyHoursInput], required: true }),
    secondTierSkills: t.stringList({ required: true }),
    need: t.field({ type: [EmployerShareInput], required: true }),
  }),
})

/** The draft as it was typed; what is wrong with it is for the use case to say. */
export function draftOf(input: typeof SettingsInput.$inferInput): LoosePolicy {
  const offerHours = Object.fromEntries(input.offerHours.map(({ urgency, hours }) => [urgency, hours]))
  const hoursFor = (urgency: Urgency) => offerHours[urgency] ?? Number.NaN
  return {
    offerExpiresAfterWorkingHours: { routine: hoursFor('routine'), soon: hoursFor('soon'), urgent: hoursFor('urgent') },
    workingDay: { startsAtHour: input.workingDayStartsAtHour, endsAtHour: input.workingDayEndsAtHour },
    closeWorkingDays: { standard: input.noticeStandardDays, urgent: input.noticeUrgentDays },
    starvationDays: input.starvationDays,
    lateCases: input.lateCases,
    caseHours: {
      usual: input.usualCaseHours,
      bySkill: Object.fromEntries(input.caseHoursBySkill.map(({ skill, hours }) => [skill, hours])),
      byUrgency: Object.fromEntries(input.caseHoursByUrgency.map(({ urgency, hours }) => [urgency, hours])),
    },
    secondTierSkills: [...input.secondTierSkills],
    needByEmployer: Object.fromEntries(input.need.map(({ employer, share }) => [employer, share])),
  }
}
