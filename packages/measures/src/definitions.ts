import { addMonths, type LondonDate, lastDayOf, type Month, monthOf, workingDaysBetween } from '@oh/kernel'
import { sum } from './average.ts'
import type { EmployerFacts, ReferralFact } from './facts.ts'
import type { GoodDirection } from './spc.ts'

/** What was counted for one measure, one employer and one month. Whole numbers, 0 or more. */
export interface Count {
  readonly numerator: number
  readonly denominator: number
}

export interface Measure {
  readonly id: string
  /** Rises when the definition changes; figures of two versions are never put on one chart. */
  readonly version: number
  readonly title: string
  /** Two or three words for a column. */
  readonly short: string
  readonly numerator: string
  readonly denominator: string
  readonly exclusions: string
  readonly source: string
  /** What the figure is for: the health of the workforce, the activity of OH, or its quality (2011 realignment, paragraph 17). */
  readonly purpose: 'workforce health' | 'activity' | 'quality'
  readonly unit: 'percent' | 'per-1000' | 'wte-per-1000'
  /** Whether it counts people, and is protected, or posts, and is exact. */
  readonly counts: 'people' | 'posts'
  readonly good: GoodDirection
  /** In the unit of the ratio (0 to 1). */
  readonly target?: number
  /** The measure it is to be read with. */
  readonly beside?: string
  /** How months make a quarter or a year: events are summed, what stands at a month's end is taken from the last one. */
  readonly over: { readonly numerator: 'sum' | 'end'; readonly denominator: 'sum' | 'end' }
  readonly count: (facts: EmployerFacts, month: Month) => Count
}

const MOHAWK = 'MoHaWK, occupational health indicators, round 3'
const OWN = 'Own definition, to be confirmed by a clinician'
const EVENTS = { numerator: 'sum', denominator: 'sum' } as const
const STANDING = { numerator: 'end', denominator: 'end' } as const
const WITHIN_TEN = 10
const WITHIN_TWO = 2

/** Every measure, in the order in which they are shown: the one definition, at the spokes and on every page. */
export const MEASURES = [
  {
    id: 'seen-within-10',
    version: 1,
    title: 'New management referrals seen within 10 working days',
    short: 'Seen in 10 days',
    numerator: 'Of these, seen within 10 working days of receipt',
    denominator: 'New management referrals whose worker was first seen in the month',
    exclusions: 'Self-referrals, reviews, and referrals that ended before the worker was seen',
    source: MOHAWK,
    purpose: 'quality',
    unit: 'percent',
    counts: 'people',
    good: 'up',
    over: EVENTS,
    count: ({ referrals }, month) => {
      const seen = referrals.filter(({ firstSeenOn }) => within(month, firstSeenOn))
      return share(seen, seenInTime)
    },
  },
  {
    id: 'received-seen-within-10',
    version: 1,
    title: 'Management referrals received the month before, seen within 10 working days',
    short: 'Of those received',
    numerator: 'Of these, seen within 10 working days of receipt',
    denominator: 'New management referrals received in the month before, so that each has had its 10 working days',
    exclusions: 'Self-referrals, reviews, and referrals that ended before the worker was seen',
    source: OWN,
    purpose: 'quality',
    unit: 'percent',
    counts: 'people',
    good: 'up',
    beside: 'seen-within-10',
    over: EVENTS,
    count: ({ referrals }, month) => {
      const received = referrals.filter(
        ({ receivedOn, endedOn }) => within(addMonths(month, -1), receivedOn) && endedOn === undefined,
      )
      return share(received, seenInTime)
    },
  },
  {
    id: 'waiting-over-10',
    version: 1,
    title: 'Management referrals still waiting, for more than 10 working days',
    short: 'Waiting over 10 days',
    numerator: 'Of these, waiting for more than 10 working days',
    denominator: 'New management referrals not yet seen at the end of the month',
    exclusions: 'Self-referrals and reviews',
    source: OWN,
    purpose: 'quality',
    unit: 'percent',
    counts: 'people',
    good: 'down',
    beside: 'seen-within-10',
    over: STANDING,
    count: ({ referrals }, month) => {
      const end = lastDayOf(month)
      const open = (on: LondonDate | undefined) => on === undefined || on > end
      const waiting = referrals.filter(
        ({ receivedOn, firstSeenOn, endedOn }) => receivedOn <= end && open(firstSeenOn) && open(endedOn),
      )
      return share(waiting, ({ receivedOn }) => workingDaysBetween(receivedOn, end) > WITHIN_TEN)
    },
  },
  {
    id: 'report-within-2',
    version: 1,
    title: 'Reports ready for the worker within 2 working days of the assessment',
    short: 'Report in 2 days',
    numerator: 'Of these, ready within 2 working days of the assessment',
    denominator: 'Reports that the worker could first read in the month',
    exclusions: 'The time the worker takes to read and release a report is not counted',
    source: MOHAWK,
    purpose: 'quality',
    unit: 'percent',
    counts: 'people',
    good: 'up',
    over: EVENTS,
    count: ({ reports }, month) => {
      const ready = reports.filter(({ readyOn }) => within(month, readyOn))
      return share(ready, ({ assessedOn, readyOn }) => workingDaysBetween(assessedOn, readyOn) <= WITHIN_TWO)
    },
  },
  {
    id: 'did-not-attend',
    version: 1,
    title: 'Appointments that the worker did not attend',
    short: 'Did not attend',
    numerator: 'Of these, not attended',
    denominator: 'Appointments due in the month that were attended or not attended',
    exclusions: 'Cancelled appointments; those cancelled less than a working day before are shown beside',
    source: MOHAWK,
    purpose: 'activity',
    unit: 'percent',
    counts: 'people',
    good: 'down',
    over: EVENTS,
    count: ({ appointments }, month) => {
      const kept = appointments.filter(({ on, end }) => within(month, on) && (end === 'attended' || end === 'did-not-attend'))
      return share(kept, ({ end }) => end === 'did-not-attend')
    },
  },
  {
    id: 'cancelled-late',
    version: 1,
    title: 'Appointments cancelled less than one working day before',
    short: 'Cancelled late',
    numerator: 'Of these, cancelled less than one working day before',
    denominator: 'Appointments due in the month, attended, not attended or cancelled late',
    exclusions: 'Appointments cancelled earlier',
    source: OWN,
    purpose: 'activity',
    unit: 'percent',
    counts: 'people',
    good: 'down',
    beside: 'did-not-attend',
    over: EVENTS,
    count: ({ appointments }, month) => {
      const due = appointments.filter(({ on, end }) => within(month, on) && end !== 'cancelled')
      return share(due, ({ end }) => end === 'cancelled-late')
    },
  },
  {
    id: 'escalation-in-target',
    version: 1,
    title: 'Escalations answered within their target',
    short: 'Answered in target',
    numerator: 'Of these, answered on or before the due date',
    denominator: 'Escalations whose opinion came back in the month',
    exclusions: 'Escalations withdrawn or not placed',
    source: OWN,
    purpose: 'quality',
    unit: 'percent',
    counts: 'people',
    good: 'up',
    over: EVENTS,
    count: ({ escalations }, month) => {
      const answered = escalations.filter(({ answeredOn }) => within(month, answeredOn))
      return share(answered, ({ answeredOn = '9999', dueOn }) => answeredOn <= dueOn)
    },
  },
  {
    id: 'escalations-per-1000',
    version: 1,
    title: 'Escalations to a specialist per 1,000 people served',
    short: 'Escalated per 1,000',
    numerator: 'Escalations sent in the period',
    denominator: 'People served at the end of the period',
    exclusions: 'None',
    source: OWN,
    purpose: 'activity',
    unit: 'per-1000',
    counts: 'people',
    good: 'none',
    over: { numerator: 'sum', denominator: 'end' },
    count: ({ escalations, peopleServed }, month) => ({
      numerator: escalations.filter(({ sentOn }) => within(month, sentOn)).length,
      denominator: peopleServed,
    }),
  },
  {
    id: 'clinical-wte-per-1000',
    version: 1,
    title: 'Clinical OH staff in post per 1,000 people served',
    short: 'Clinical WTE per 1,000',
    numerator: 'Clinical posts in place at the end of the month, in hundredths of a whole-time equivalent',
    denominator: 'People served at the end of the period',
    exclusions: 'Vacant posts, managers and administrators',
    source: 'Defining the value of accredited specialists in occupational medicine, 2021, Table 1',
    purpose: 'activity',
    unit: 'wte-per-1000',
    counts: 'posts',
    good: 'none',
    over: STANDING,
    count: ({ clinicalWteHundredths, peopleServed }) => ({ numerator: clinicalWteHundredths, denominator: peopleServed }),
  },
] as const satisfies readonly Measure[]

export type MeasureId = (typeof MEASURES)[number]['id']

/** The measure with this id, undefined for another. */
export function findMeasure(id: string): (Measure & { readonly id: MeasureId }) | undefined {
  return MEASURES.find((measure) => measure.id === id)
}

/**
 * Every measure of one employer's month, in table order. An employer about whom nothing happened counts 0 of 0.
 * Throws RangeError when a date lies outside the years whose bank holidays are known.
 */
export function countMonth(
  facts: EmployerFacts,
  month: Month,
): { readonly measure: MeasureId; readonly version: number; readonly count: Count }[] {
  return MEASURES.map(({ id, version, count }) => ({ measure: id, version, count: count(facts, month) }))
}

/**
 * The count of a longer period from its months, in order: sums of what happened, the last month's of what stands.
 * Undefined for no months.
 */
export function combineMonths({ over }: Pick<Measure, 'over'>, months: readonly Count[]): Count | undefined {
  const last = months.at(-1)
  if (!last) return undefined
  const overAll = (part: keyof Count) => (over[part] === 'end' ? last[part] : sum(months.map((month) => month[part])))
  return { numerator: overAll('numerator'), denominator: overAll('denominator') }
}

function share<Row>(rows: readonly Row[], counts: (row: Row) => boolean): Count {
  return { numerator: rows.filter(counts).length, denominator: rows.length }
}

function seenInTime({ receivedOn, firstSeenOn }: ReferralFact): boolean {
  return firstSeenOn !== undefined && workingDaysBetween(receivedOn, firstSeenOn) <= WITHIN_TEN
}

function within(month: Month, date: LondonDate | undefined): boolean {
  return date !== undefined && monthOf(date) === month
}
