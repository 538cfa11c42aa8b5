import { holdsOn, type LondonDate, type RefusalRule, type Ruling, ruleBy, rulingOf } from '@oh/kernel'
import { mayWorkOn, type Rights, type RightWord } from '@oh/routing'
import { CLINICAL_KINDS, complexCaseHoursOf, type JobPlan, MOST_PAS, pasOf, planOn, withPlan } from './job-plan.ts'
import { hoursAWeek, type SessionTemplate } from './session-template.ts'

export type JobPlanFault =
  | 'job-plan-in-the-past'
  | 'job-plan-ends-before-it-begins'
  | 'pas-not-in-quarters'
  | 'more-than-twelve-pas'
  | 'job-plans-overlap'
  | 'no-rights-on-first-day'
  | 'sessions-exceed-job-plan'

export type TemplateFault =
  | 'session-in-the-past'
  | 'session-ends-before-it-begins'
  | 'session-not-on-a-weekday'
  | 'session-outside-the-day'
  | 'session-reaches-nobody'
  | 'sessions-overlap'
  | 'no-job-plan'
  | 'sessions-exceed-job-plan'

/** The rest of what a specialist has planned. */
export interface Planned {
  readonly plans: readonly JobPlan[]
  readonly templates: readonly SessionTemplate[]
}

export interface JobPlanFacts extends Planned {
  readonly today: LondonDate
  readonly plan: JobPlan
  readonly specialist: Rights
}

export interface TemplateFacts extends Planned {
  readonly today: LondonDate
  readonly template: SessionTemplate
}

/** Sessions begin at this hour on the clock or later, and are over at the other: evening clinics fit, nights do not. */
const DAY = { from: 7, until: 21 }
const SHORTEST_HOURS = 0.5

/** What a job plan may not be. */
export const JOB_PLAN_RULES: readonly RefusalRule<JobPlanFault, JobPlanFacts>[] = [
  {
    refuses: 'job-plan-in-the-past',
    when: ({ plan, today }) => plan.from < today,
    source: 'Our proposal: what was planned for days gone by stays as it was',
  },
  {
    refuses: 'job-plan-ends-before-it-begins',
    when: ({ plan }) => endsTooSoon(plan),
    source: 'A period has at least one day',
  },
  {
    refuses: 'pas-not-in-quarters',
    when: ({ plan }) => ![...CLINICAL_KINDS.map((kind) => plan.clinical[kind] ?? 0), plan.nonClinical].every(isQuarter),
    source: 'Our proposal: an hour is the smallest part of a week worth planning',
  },
  {
    refuses: 'more-than-twelve-pas',
    when: ({ plan }) => pasOf(plan) > MOST_PAS,
    source: 'Working Time Regulations 1998: 48 hours a week, which is 12 PAs of 4 hours',
  },
  {
    refuses: 'job-plans-overlap',
    when: ({ plan, plans }) => withPlan(plans, plan).some((one) => one !== plan && overlap(one, plan)),
    source: 'Our proposal: nobody works to two plans on one day',
  },
  {
    refuses: 'no-rights-on-first-day',
    when: ({ plan, specialist }) => mayWorkOn(specialist, plan.from).kind === 'refused',
    source: 'Our proposal: nobody is planned for work that the rights do not cover',
  },
  {
    refuses: 'sessions-exceed-job-plan',
    when: ({ plan, plans, templates }) => exceeds({ plans: withPlan(plans, plan), templates }, plan),
    source: 'Our proposal: clinic sessions are cut from the PAs for complex cases',
  },
]

/** What a weekly session may not be. */
export const TEMPLATE_RULES: readonly RefusalRule<TemplateFault, TemplateFacts>[] = [
  {
    refuses: 'session-in-the-past',
    when: ({ template, today }) => template.from < today,
    source: 'Our proposal: nobody is seen on a day that is gone',
  },
  {
    refuses: 'session-ends-before-it-begins',
    when: ({ template }) => endsTooSoon(template),
    source: 'A period has at least one day',
  },
  {
    refuses: 'session-not-on-a-weekday',
    when: ({ template: { weekday } }) => !(Number.isInteger(weekday) && weekday >= 1 && weekday <= 5),
    source: 'Our proposal: clinics are held on working days',
  },
  {
    refuses: 'session-outside-the-day',
    when: ({ template: { startsAtHour, hours } }) =>
      !(isQuarter(startsAtHour) && isQuarter(hours) && hours >= SHORTEST_HOURS) ||
      startsAtHour < DAY.from ||
      startsAtHour + hours > DAY.until,
    source: 'Consultant contract 2003: 7am to 7pm is no premium time; our proposal: evening clinics until 9pm',
  },
  {
    refuses: 'session-reaches-nobody',
    when: ({ template: { site, virtual } }) => site === undefined && !virtual,
    source: 'Our proposal: a session is at a site, by video, or both',
  },
  {
    refuses: 'sessions-overlap',
    when: ({ template, templates }) => templates.some((other) => sameTime(other, template)),
    source: 'Nobody is in two places at once',
  },
  {
    refuses: 'no-job-plan',
    when: ({ template, plans }) => planOn(plans, template.from) === undefined,
    source: 'Our proposal: clinic sessions are cut from the PAs for complex cases',
  },
  {
    refuses: 'sessions-exceed-job-plan',
    when: ({ template, templates, plans }) => exceeds({ plans, templates: [...templates, template] }, template),
    source: 'Our proposal: clinic sessions are cut from the PAs for complex cases',
  },
]

/** May this plan be set? Every fault; when rights are missing on its first day, which ones follow. */
export function mayBePlanned(facts: JobPlanFacts): Ruling<JobPlanFault | RightWord> {
  const ruling = ruleBy(JOB_PLAN_RULES, facts)
  const rights = mayWorkOn(facts.specialist, facts.plan.from)
  return rulingOf([...wordsOf(ruling), ...wordsOf(rights)])
}

/** May this session be held every week? Every fault. */
export function mayBeHeld(facts: TemplateFacts): Ruling<TemplateFault> {
  return ruleBy(TEMPLATE_RULES, facts)
}

const wordsOf = <Word extends string>(ruling: Ruling<Word>): readonly Word[] => (ruling.kind === 'refused' ? ruling.reasons : [])

interface Span {
  readonly from: LondonDate
  readonly to?: LondonDate | undefined
}

const endsTooSoon = ({ from, to }: Span) => to !== undefined && to <= from
const isQuarter = (pas: number) => pas >= 0 && Number.isInteger(pas * 4)
/** An empty period, superseded on its own first day, overlaps with nothing. */
const overlap = (one: Span, other: Span) =>
  !endsTooSoon(one) && (one.to === undefined || other.from < one.to) && (other.to === undefined || one.from < other.to)

function sameTime(one: SessionTemplate, other: SessionTemplate): boolean {
  return (
    one.weekday === other.weekday &&
    overlap(one, other) &&
    one.startsAtHour < other.startsAtHour + other.hours &&
    other.startsAtHour < one.startsAtHour + one.hours
  )
}

/** On some day of the span the sessions take more hours a week than the plan of that day has for complex cases. */
function exceeds({ plans, templates }: Planned, span: Span): boolean {
  const days = [span, ...plans, ...templates].map(({ from }) => from).filter((day) => holdsOn(day, span))
  return days.some((day) => {
    const plan = planOn(plans, day)
    return plan !== undefined && hoursAWeek(templates, day) > complexCaseHoursOf(plan)
  })
}
