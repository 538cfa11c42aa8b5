import {
  firstDayOf,
  lastDayOf,
  type Month,
  monthsOf,
  type Period,
  periodOf,
  REASON_GROUPS,
  STAFF_GROUPS,
  type TrustCode,
} from '@oh/kernel'
import { isOpen, type Trust, trusts } from '@oh/organisations'
import { type FigureRead, keyOf } from './figures.ts'

/** What a figure may say of: the numerator, what it leaves of its whole, or the whole. */
export type Part = 'numerator' | 'rest' | 'denominator'

/** A sum that a figure tells of, in kinds of people that are counted apart. */
interface Saying {
  readonly measure: string
  readonly part: Part
  /** Which kinds of the family are in it. */
  readonly kinds: readonly number[]
  /** The staff group or group of reasons that it is of; everybody when left out. */
  readonly group?: string
}

/** Measures that count the same people, by kinds that do not overlap; taken from their published definitions. */
export interface Family {
  readonly name: string
  readonly kinds: number
  /** What stands at the end of a period is its last month's; what happens is the sum of its months. */
  readonly over: 'sum' | 'end'
  readonly says: readonly Saying[]
  /** By what its figures are divided, beside their whole; each group has two kinds, those counted and those left. */
  readonly by?: 'staffGroup' | 'reasonGroup'
}

const share = (measure: string, over: Family['over'] = 'sum'): Family => ({
  name: measure,
  kinds: 2,
  over,
  says: [
    { measure, part: 'numerator', kinds: [0] },
    { measure, part: 'rest', kinds: [1] },
    { measure, part: 'denominator', kinds: [0, 1] },
  ],
})

/**
 * Every family of people. Appointments are of one: not attended, attended, and cancelled late, of which the first two are the
 * whole of one measure and what is left of the other. Received and seen in time are of the same people too, but made-up months
 * draw each by itself, and do not always go together: that tie is attacked on tables of its own (`received-and-seen.test.ts`).
 */
export const FAMILIES: readonly Family[] = [
  share('seen-within-10'),
  share('received-seen-within-10'),
  share('waiting-over-10', 'end'),
  share('report-within-2'),
  {
    name: 'appointments',
    kinds: 3,
    over: 'sum',
    says: [
      { measure: 'did-not-attend', part: 'numerator', kinds: [0] },
      { measure: 'did-not-attend', part: 'rest', kinds: [1] },
      { measure: 'did-not-attend', part: 'denominator', kinds: [0, 1] },
      { measure: 'cancelled-late', part: 'numerator', kinds: [2] },
      { measure: 'cancelled-late', part: 'rest', kinds: [0, 1] },
      { measure: 'cancelled-late', part: 'denominator', kinds: [0, 1, 2] },
    ],
  },
  share('escalation-in-target'),
  {
    name: 'escalations-per-1000',
    kinds: 1,
    over: 'sum',
    says: [{ measure: 'escalations-per-1000', part: 'numerator', kinds: [0] }],
  },
]

/** The measure with a grid, divided by one of its dimensions: the whole and every group of it. */
export const GRID_FAMILIES: readonly Family[] = [divided('staffGroup', STAFF_GROUPS), divided('reasonGroup', REASON_GROUPS)]

function divided(by: 'staffGroup' | 'reasonGroup', groups: readonly { readonly id: string }[]): Family {
  const measure = 'received-seen-within-10'
  const counted = groups.map((_, group) => 2 * group)
  const left = groups.map((_, group) => 2 * group + 1)
  return {
    ...{ name: `${measure} by ${by}`, kinds: 2 * groups.length, over: 'sum', by },
    says: [
      { measure, part: 'numerator', kinds: counted },
      { measure, part: 'rest', kinds: left },
      { measure, part: 'denominator', kinds: [...counted, ...left] },
      ...groups.flatMap(({ id: group }, at): Saying[] => [
        { measure, part: 'numerator', kinds: [2 * at], group },
        { measure, part: 'rest', kinds: [2 * at + 1], group },
        { measure, part: 'denominator', kinds: [2 * at, 2 * at + 1], group },
      ]),
    ],
  }
}

/** The group that a figure is of; undefined for everybody. */
const groupOf = ({ staffGroup, reasonGroup }: FigureRead): string | undefined => staffGroup?.id ?? reasonGroup?.id

/** Whether the figure is of the family: one of the whole, or one divided by what the family is divided by and nothing else. */
function isOfFamily(figure: FigureRead, { says, by }: Family): boolean {
  const other = by === 'staffGroup' ? figure.reasonGroup : figure.staffGroup
  const isDivided = groupOf(figure) !== undefined
  return says.some((each) => each.measure === figure.measure) && (by ? !other : !isDivided)
}

/** One trust's people of one kind in one month: what nothing published is finer than. */
export interface Unknown {
  readonly trust: TrustCode
  readonly month: Month
  readonly kind: number
}

/** A sum of unknowns with the bounds that the publication puts to it, both included. */
export interface Told {
  readonly figure: string
  readonly measure: string
  readonly level: FigureRead['level']
  readonly area: string
  readonly period: string
  readonly part: Part
  readonly unknowns: readonly number[]
  readonly least: number
  readonly most: number
  readonly contributors: number
  /** It is not shown, by its mark or because nothing so fine is. */
  readonly isHidden: boolean
  /** There is a figure of it, shown or marked. */
  readonly hasFigure: boolean
}

/** All that is told of a family in one financial year. */
export interface Knowledge {
  readonly family: Family
  readonly unknowns: readonly Unknown[]
  readonly told: readonly Told[]
}

/** As good as without a bound. */
export const NO_LIMIT = 1_000_000

const POSTS = 'clinical-wte-per-1000'
/** Fewer people than these are not shown below England. */
export const FLOOR = 8
const ROUNDED_BY = 2

/** The months that each trust sent, which its published posts tell: they are exact, and there for each month that was sent. */
export function monthsSent(figures: readonly FigureRead[]): ReadonlyMap<string, ReadonlySet<string>> {
  const sent = new Map<string, Set<string>>()
  for (const { measure, level, area, period, contributors } of figures)
    if (measure === POSTS && level === 'trust' && contributors === 1) sent.set(area, (sent.get(area) ?? new Set()).add(period))
  return sent
}

/**
 * What the figures of one family in a year say of the counts of each trust and month, by the rules that are published: below
 * England nothing of 1 to 7 is shown, nor what leaves so few or nobody of its whole, and the rest is rounded to 5; a 0 is a 0;
 * England is rounded and no more. A mark says nothing, as it carries no reason. Throws when a figure has another number of
 * contributors than the public facts give, as its sum would then be another.
 */
export function knowledgeOf(
  family: Family,
  months: readonly Month[],
  figures: readonly FigureRead[],
  sent: ReadonlyMap<string, ReadonlySet<string>>,
): Knowledge {
  const unknowns: Unknown[] = []
  const numberOf = new Map<string, number>()
  for (const [trust, own] of sent)
    for (const month of months.filter((each) => own.has(each)))
      for (let kind = 0; kind < family.kinds; kind += 1)
        numberOf.set(`${trust} ${month} ${kind}`, unknowns.push({ trust: trust as TrustCode, month, kind }) - 1)
  const sumOf = (members: readonly string[], period: Period, kinds: readonly number[]) =>
    members.flatMap((trust) =>
      (family.over === 'end' ? monthsOf(period).slice(-1) : monthsOf(period)).flatMap((month) =>
        kinds.flatMap((kind) => numberOf.get(`${trust} ${month} ${kind}`) ?? []),
      ),
    )
  const own = figures.filter((figure) => isOfFamily(figure, family) && isWithin(figure.period as Period, months))
  const told = own.flatMap((figure): Told[] => {
    const { measure, level, area, contributors } = figure
    const period = figure.period as Period
    const members = membersOf(level, area, period, sent)
    if (members.length !== contributors)
      throw new Error(`${measure} ${area} ${period} counts ${contributors} organisations, and ${members.length} were expected.`)
    if (contributors === 0) return []
    const group = groupOf(figure)
    const says = family.says.filter((each) => each.measure === measure && each.group === group)
    const name = [keyOf(figure), ...(group ? [group] : [])].join(' ')
    return says.map(({ part, kinds }) => ({
      ...{ figure: name, measure, level, area, period, part, contributors, hasFigure: true },
      unknowns: sumOf(members, period, kinds),
      ...boundsOf(part, figure),
    }))
  })
  return { family, unknowns, told: [...told, ...neverShown(family, months, sent, sumOf)] }
}

/** The months of single trusts, of which no figure is; where they are divided, their quarters. */
function neverShown(
  { says }: Family,
  months: readonly Month[],
  sent: ReadonlyMap<string, ReadonlySet<string>>,
  sumOf: (members: readonly string[], period: Period, kinds: readonly number[]) => number[],
): Told[] {
  const quarters = [...new Set(months.map((month) => periodOf('quarter', month)))].filter((quarter) => isWithin(quarter, months))
  const ofTrust = (trust: string, period: Period, { measure, part, kinds, group }: Saying): Told => {
    const name = { measure, level: 'trust', area: trust, period } as const
    const free = { least: 0, most: NO_LIMIT, isHidden: true, hasFigure: false }
    const figure = [keyOf(name), ...(group ? [group] : [])].join(' ')
    return { figure, ...name, part, contributors: 1, unknowns: sumOf([trust], period, kinds), ...free }
  }
  return [...sent].flatMap(([trust, own]) => [
    ...months
      .filter((month) => own.has(month))
      .flatMap((month) => says.filter(({ group }) => !group).map((each) => ofTrust(trust, month, each))),
    ...quarters
      .filter((quarter) => monthsOf(quarter).every((month) => own.has(month)))
      .flatMap((quarter) => says.filter(({ group }) => group).map((each) => ofTrust(trust, quarter, each))),
  ])
}

const isWithin = (period: Period, months: readonly Month[]): boolean => monthsOf(period).every((month) => months.includes(month))

/** The trusts in a figure: those of the area that were open from its first day to its last and sent every month of it. */
function membersOf(level: FigureRead['level'], area: string, period: Period, sent: ReadonlyMap<string, ReadonlySet<string>>) {
  const months = monthsOf(period)
  const [first, last] = [months[0], months.at(-1)]
  const isIn: Readonly<Record<FigureRead['level'], (trust: Trust) => boolean>> = {
    trust: ({ code }) => code === area,
    ics: ({ ics }) => Object.values(ics).some((code) => code === area),
    region: ({ region }) => region === area,
    england: () => true,
  }
  return trusts().flatMap((trust) => {
    const own = sent.get(trust.code)
    const isWhole = first && last && own && months.every((month) => own.has(month))
    return isWhole && isIn[level](trust) && isOpen(trust, firstDayOf(first)) && isOpen(trust, lastDayOf(last)) ? [trust.code] : []
  })
}

function boundsOf(part: Part, { level, numerator, denominator }: FigureRead): Pick<Told, 'least' | 'most' | 'isHidden'> {
  const shown = part === 'denominator' ? denominator : numerator
  const isNobody = denominator.value === 0 && level !== 'england'
  if (isNobody) return { least: 0, most: 0, isHidden: false }
  if (shown.value === null) return { least: 0, most: NO_LIMIT, isHidden: shown.mark === 'c' }
  const floor = level === 'england' ? 0 : FLOOR
  if (part === 'rest') {
    const left = (denominator.value ?? 0) - shown.value - 2 * ROUNDED_BY
    return { least: Math.max(floor, left), most: NO_LIMIT, isHidden: false }
  }
  if (shown.value === 0 && level !== 'england') return { least: 0, most: 0, isHidden: false }
  return { least: Math.max(floor, shown.value - ROUNDED_BY), most: shown.value + ROUNDED_BY, isHidden: false }
}
