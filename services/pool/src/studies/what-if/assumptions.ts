import type { IcsCode, LondonDate, TrustCode } from '@oh/kernel'
import { skillTitle } from '@oh/kernel'
import { SKILLS, type Skill, URGENCIES, type Urgency } from '@oh/routing'
import { hoursOf, type SimulatedSpecialist, usableHoursOf, type World, withHours } from '@oh/simulation'
import { URGENCY_TITLES } from '../../escalations/titles.ts'

/** Where the value of an assumption comes from. */
export type Origin = 'counted' | 'rota' | 'setting' | 'assumed' | 'changed'

/** One number that the world rests on: shown on the page, and changeable in the form. */
export interface Assumption {
  /** Stable and unique: `casesPerWeek`, `skill.skin`, `hours.<specialist>`. */
  readonly id: string
  readonly group: AssumptionGroup
  readonly title: string
  readonly value: number
  readonly unit: string
  readonly least: number
  readonly most: number
  readonly origin: Origin
  /** Why this value, for a person. */
  readonly because: string
}

export const ASSUMPTION_GROUPS = ['Cases', 'Skills', 'Urgency', 'Trusts', 'Clinics', 'Calculation'] as const
export type AssumptionGroup = (typeof ASSUMPTION_GROUPS)[number]

/** What the pool knows of itself: the rota, and what it counted. Counts of people are rounded before they come here. */
export interface BaseFacts {
  readonly ics: IcsCode
  /** A Monday. */
  readonly startsOn: LondonDate
  readonly trusts: readonly { readonly code: TrustCode; readonly name: string; readonly staffFte: number }[]
  readonly specialists: readonly (SimulatedSpecialist & { readonly fullName: string })[]
  /** Hours that the policy in force gives a usual case. */
  readonly caseHours: number
  /** `too-few`: there are too few cases to go by. `not-told`: whoever asks may read no counts of people. */
  readonly counted: CountedCases | 'too-few' | 'not-told'
}

/** Cases of the last weeks, each count rounded as counts of people are. */
export interface CountedCases {
  readonly weeks: number
  readonly cases: number
  readonly bySkill: Readonly<Partial<Record<Skill, number>>>
  readonly byUrgency: Readonly<Partial<Record<Urgency, number>>>
  readonly byTrust: Readonly<Record<string, number>>
  readonly byVideo: number
}

/** How much of the clinic time the assumed cases take, where there are too few to count. */
const ASSUMED_USE = 85
const ASSUMED_SKILLS: Readonly<Record<Skill, number>> = {
  general: 30,
  'mental-health': 35,
  'blood-borne-virus': 5,
  'substance-misuse': 8,
  'ill-health-retirement': 7,
  'fitness-to-practise': 5,
  respiratory: 4,
  skin: 4,
  'hand-arm-vibration': 2,
}
const ASSUMED_URGENCIES: Readonly<Record<Urgency, number>> = { urgent: 15, soon: 35, routine: 50 }
const ASSUMED_DUE: Readonly<Record<Urgency, number>> = { urgent: 5, soon: 10, routine: 20 }

type Value = Pick<Assumption, 'value' | 'origin' | 'because'>
const assumed = (value: number, because: string): Value => ({ value, origin: 'assumed', because: `Assumed: ${because}` })

/** Every assumption of the base world, in the order of the page. Pure. */
export function baseAssumptions(facts: BaseFacts): Assumption[] {
  return [...ofCases(facts), ...ofSkills(facts), ...ofUrgency(facts), ...ofTrusts(facts), ...ofClinics(facts), ...ofCalculation()]
}

const percent = { unit: '%', least: 0, most: 100 }

/** A share from counts where there are enough, in whole percent; else as assumed. */
function shareOf(facts: BaseFacts, count: (cases: CountedCases) => number, instead: Value): Value {
  const counted = countsIn(facts)
  if (!counted) return instead
  return { value: Math.round((100 * count(counted)) / counted.cases), origin: 'counted', because: `${fromWeeks(counted)}.` }
}

/** The counts of people that the base rests on, where it rests on any. */
export const countsIn = ({ counted }: BaseFacts): CountedCases | undefined => (typeof counted === 'string' ? undefined : counted)

const WHY_NOT_COUNTED = {
  'too-few': 'because the pool has too few cases, or too few trusts, to count.',
  'not-told': 'because counts of people are for the coordinator of the pool.',
}

const fromWeeks = ({ weeks }: CountedCases): string =>
  `From your last ${weeks} weeks; counts of people rounded to 5, and 1 to 7 taken as 5`

function ofCases(facts: BaseFacts): Assumption[] {
  const { counted } = facts
  const perWeek: Value =
    typeof counted === 'string'
      ? assumed(assumedCases(facts), `what takes ${ASSUMED_USE}% of the clinic time, ${WHY_NOT_COUNTED[counted]}`)
      : { value: Math.max(0.5, halves(counted.cases / counted.weeks)), origin: 'counted', because: `${fromWeeks(counted)}.` }
  const group = 'Cases'
  return [
    { id: 'casesPerWeek', group, title: 'Cases a week', unit: 'cases', least: 0.5, most: 200, ...perWeek },
    {
      ...{ id: 'caseHours', group, title: 'Time a case takes', unit: 'hours', least: 0.25, most: 4 },
      ...{ value: facts.caseHours, origin: 'setting', because: 'By the routing policy in force.' },
    },
    {
      ...{ id: 'virtual', group, title: 'May be seen by video', ...percent },
      ...shareOf(facts, ({ byVideo }) => byVideo, assumed(60, 'no count of your own yet.')),
    },
    {
      ...{ id: 'conflict', group, title: 'A given specialist has a conflict of interest', ...percent },
      ...assumed(12, 'conflicts are not counted, so that nobody is judged by them.'),
    },
    {
      ...{ id: 'didNotAttend', group, title: 'Does not attend', ...percent },
      ...assumed(ASSUMED_ABSENT, 'the hours are lost, and the worker is booked again once.'),
    },
    {
      ...{ id: 'followUp', group, title: 'Needs a second appointment', ...percent },
      ...assumed(ASSUMED_AGAIN, 'with the same specialist.'),
    },
  ]
}

/** Cases a week that would take the assumed share of the hours of clinics. */
function assumedCases({ specialists, caseHours }: BaseFacts): number {
  const hours = specialists.reduce((sum, specialist) => sum + usableHoursOf(specialist, caseHours), 0)
  const hoursPerCase = caseHours * (1 + (ASSUMED_ABSENT + ASSUMED_AGAIN) / 100)
  return Math.max(1, Math.round((hours * ASSUMED_USE * ASSUMED_HELD) / 10_000 / hoursPerCase))
}
const ASSUMED_HELD = 85
const ASSUMED_ABSENT = 8
const ASSUMED_AGAIN = 15

const halves = (value: number): number => Math.round(value * 2) / 2

function ofSkills(facts: BaseFacts): Assumption[] {
  return SKILLS.map((skill) => ({
    ...{ id: `skill.${skill}`, group: 'Skills', title: skillTitle(skill), ...percent },
    ...shareOf(facts, ({ bySkill }) => bySkill[skill] ?? 0, assumed(ASSUMED_SKILLS[skill], 'shares count in proportion.')),
  }))
}

function ofUrgency(facts: BaseFacts): Assumption[] {
  return [...URGENCIES].reverse().flatMap((urgency): Assumption[] => [
    {
      ...{ id: `urgency.${urgency}`, group: 'Urgency', title: `${URGENCY_TITLES[urgency]}: share of cases`, ...percent },
      ...shareOf(
        facts,
        ({ byUrgency }) => byUrgency[urgency] ?? 0,
        assumed(ASSUMED_URGENCIES[urgency], 'shares count in proportion.'),
      ),
    },
    {
      ...{ id: `due.${urgency}`, group: 'Urgency', title: `${URGENCY_TITLES[urgency]}: due within` },
      ...{ unit: 'working days', least: 1, most: 60 },
      ...assumed(ASSUMED_DUE[urgency], 'working days from receipt.'),
    },
  ])
}

function ofTrusts(facts: BaseFacts): Assumption[] {
  const staff = facts.trusts.reduce((sum, { staffFte }) => sum + staffFte, 0) || 1
  return facts.trusts.flatMap(({ code, name, staffFte }): Assumption[] => {
    const byStaff = assumed(Math.round((100 * staffFte) / staff), 'in proportion to its staff in post.')
    const common = { group: 'Trusts' as const, ...percent }
    return [
      {
        id: `arrivals.${code}`,
        title: `${name}: share of cases`,
        ...common,
        ...shareOf(facts, ({ byTrust }) => byTrust[code] ?? 0, byStaff),
      },
      { id: `need.${code}`, title: `${name}: share of the need, for fairness`, ...common, ...byStaff },
    ]
  })
}

function ofClinics({ specialists }: BaseFacts): Assumption[] {
  const group = 'Clinics'
  return [
    ...specialists.map(
      (specialist): Assumption => ({
        ...{ id: `hours.${specialist.specialistId}`, group, title: `${specialist.fullName}: clinic hours a week` },
        ...{ unit: 'hours', least: 0, most: 40, value: Math.round(4 * hoursOf(specialist)) / 4 },
        ...{ origin: 'rota', because: 'From the sessions of the next four weeks.' },
      }),
    ),
    {
      ...{ id: 'held', group, title: 'Sessions that are held', ...percent },
      ...assumed(ASSUMED_HELD, 'the rest is leave known beforehand.'),
    },
    {
      ...{ id: 'fallsAway', group, title: 'Sessions cancelled on the day', ...percent },
      ...assumed(3, 'who was booked is booked again.'),
    },
    {
      ...{ id: 'pasPerWte', group, title: 'Clinics for complex cases in 1.0 WTE', unit: 'PAs a week', least: 0.5, most: 10 },
      ...assumed(5, 'half of the ten PAs of a full-time job plan.'),
    },
  ]
}

function ofCalculation(): Assumption[] {
  const group = 'Calculation'
  return [
    {
      id: 'weeks',
      group,
      title: 'Weeks looked at',
      unit: 'weeks',
      least: 4,
      most: 26,
      ...assumed(16, 'a new start with nobody waiting.'),
    },
    {
      id: 'seeds',
      group,
      title: 'Repeats of the simulation',
      unit: 'repeats',
      least: 2,
      most: 10,
      ...assumed(5, 'more take longer and narrow the intervals.'),
    },
  ]
}

/** The assumptions with other values in place of some. An id that is not among them changes nothing. */
export function changedAssumptions(
  base: readonly Assumption[],
  values: ReadonlyMap<string, number>,
): { readonly assumptions: readonly Assumption[]; readonly outOfRange: readonly string[] } {
  const assumptions = base.map((each): Assumption => {
    const value = values.get(each.id)
    if (value === undefined || value === each.value) return each
    return { ...each, value, origin: 'changed', because: `Changed by whoever asked, from ${each.value}.` }
  })
  const isWhole = (id: string) => id === 'weeks' || id === 'seeds' || id.startsWith('due.')
  const isOut = ({ id, value, least, most }: Assumption) =>
    !(value >= least && value <= most) || (isWhole(id) && !Number.isInteger(value))
  return { assumptions, outOfRange: assumptions.filter(isOut).map(({ id }) => id) }
}

/** The world that follows from the assumptions, and nothing else. Shares that are all 0 count alike. Pure. */
export function worldOf({ ics, startsOn, trusts, specialists }: BaseFacts, assumptions: readonly Assumption[]): World {
  const values = new Map(assumptions.map(({ id, value }) => [id, value]))
  const numberOf = (id: string): number => values.get(id) ?? 0
  const share = (id: string): number => numberOf(id) / 100
  const skills = proportions(SKILLS, (skill) => numberOf(`skill.${skill}`))
  const urgencies = proportions(URGENCIES, (urgency) => numberOf(`urgency.${urgency}`))
  const [arrivals, need] = ['arrivals', 'need'].map((what) =>
    proportions(
      trusts.map(({ code }) => code),
      (code) => numberOf(`${what}.${code}`),
    ),
  )
  return {
    ics,
    startsOn,
    weeks: numberOf('weeks'),
    services: trusts.map(({ code }) => ({
      employer: code,
      site: code,
      arrivals: arrivals?.[code] ?? 0,
      need: need?.[code] ?? 0,
    })),
    specialists: specialists.map(({ fullName: _, ...specialist }) => {
      const hours = numberOf(`hours.${specialist.specialistId}`)
      return withHours(specialist, hours, specialist.employer) ?? specialist
    }),
    arrivals: {
      casesPerWeek: numberOf('casesPerWeek'),
      skills,
      urgencies,
      hours: [{ hours: numberOf('caseHours'), share: 1 }],
      dueWorkingDays: { routine: numberOf('due.routine'), soon: numberOf('due.soon'), urgent: numberOf('due.urgent') },
      conflict: share('conflict'),
      virtual: share('virtual'),
      didNotAttend: share('didNotAttend'),
      followUp: share('followUp'),
    },
    availability: { held: share('held'), fallsAway: share('fallsAway') },
  }
}

function proportions<Key extends string>(keys: readonly Key[], weightOf: (key: Key) => number): Record<Key, number> {
  const total = keys.reduce((sum, key) => sum + weightOf(key), 0)
  const part = (key: Key) => (total === 0 ? 1 / keys.length : weightOf(key) / total)
  return Object.fromEntries(keys.map((key) => [key, part(key)])) as Record<Key, number>
}
