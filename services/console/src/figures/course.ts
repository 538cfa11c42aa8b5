import { isValue } from '@oh/disclosure'
import { type Measure, plainChart, type Signal, type SpcChart, type SpcPoint, spcChart } from '@oh/measures'
import type { Figure } from './figure.ts'
import type { Saying } from './figure-words.ts'
import { periodInWords } from './period-words.ts'

/** A series of one area and what its control chart says. */
export interface Course {
  readonly chart: SpcChart
  /** One entry per period in order, without a point where no value is published. */
  readonly periods: readonly { readonly figure: Figure; readonly point: SpcPoint | undefined }[]
  /** Posts are counted, and not the outcome of chance: they have no limits and no signals. */
  readonly byChance: boolean
}

/** A control chart of published ratios. Periods without a value are gaps and do not count. */
export function courseOf(measure: Pick<Measure, 'good' | 'target' | 'counts'>, figures: readonly Figure[]): Course {
  const valued = figures.filter(({ ratio }) => isValue(ratio))
  const values = valued.flatMap(({ ratio }) => (isValue(ratio) ? [ratio.value] : []))
  const { good, target } = measure
  const byChance = measure.counts === 'people'
  const chart = byChance ? spcChart(values, { good, ...(target === undefined ? {} : { target }) }) : plainChart(values)
  const pointOf = new Map(valued.map((figure, at) => [figure, chart.points[at]]))
  return { chart, periods: figures.map((figure) => ({ figure, point: pointOf.get(figure) })), byChance }
}

/** Fewer people a month than this, and rounding alone moves the points (statistics of the disclosure policy). */
const ENOUGH_A_MONTH = 400

/** Months where there are enough people in each to be drawn, else quarters. Posts are exact, so months will do. */
export function drawnOf(
  { counts }: Pick<Measure, 'counts'>,
  months: readonly Figure[],
  quarters: readonly Figure[],
): readonly Figure[] {
  if (counts === 'posts' || quarters.length === 0) return months
  const people = months.flatMap(({ denominator }) => (isValue(denominator) ? [denominator.value] : [])).toSorted((a, b) => a - b)
  return (people[Math.floor(people.length / 2)] ?? 0) >= ENOUGH_A_MONTH ? months : quarters
}

const SIGNALS: Readonly<Record<Exclude<Signal, 'common'>, string>> = {
  above: 'it lies above the upper limit',
  below: 'it lies below the lower limit',
  increasing: 'it is one of seven or more points running, each higher than the one before',
  decreasing: 'it is one of seven or more points running, each lower than the one before',
  'two-of-three-high': 'two of the last three lie close to the upper limit',
  'two-of-three-low': 'two of the last three lie close to the lower limit',
  'shift-high': 'seven or more running lie above the mean',
  'shift-low': 'seven or more running lie below the mean',
}
const DIRECTIONS = {
  improvement: 'for the better',
  concern: 'for the worse',
  'neutral-high': 'upwards, which is neither good nor bad in itself',
  'neutral-low': 'downwards, which is neither good nor bad in itself',
} as const

/** Where the area stands now, and whether that is more than chance. */
export function courseSentence(name: string, { chart, periods, byChance }: Course, say: Saying): string {
  const last = periods.findLast(({ point }) => point !== undefined)
  if (!last?.point) return `Nothing that could be drawn has been published for ${name}.`
  const { value, signal, limits } = last.point
  const now = `${name} stood at ${say.ratio(value, last.figure.denominator)} in ${periodInWords(last.figure.period)}.`
  if (!byChance) return `${now} ${sinceFirst(periods, say)}`
  if (chart.points.length === 1 || !limits) return `${now} One point says nothing yet about its course.`
  if (signal !== 'common' && last.point.variation !== 'common')
    return `${now} That is a special cause ${DIRECTIONS[last.point.variation]}: ${SIGNALS[signal]}.`
  const bound = (limit: number) =>
    say.ratio(say.unit === 'percent' ? Math.min(1, Math.max(0, limit)) : Math.max(0, limit), last.figure.denominator)
  return `${now} That is common cause: it moves no more than chance, between ${bound(limits.lower)} and ${bound(limits.upper)}.`
}

function sinceFirst(periods: Course['periods'], say: Saying): string {
  const first = periods.find(({ point }) => point !== undefined)
  if (!first?.point) return ''
  return `It was ${say.ratio(first.point.value, first.figure.denominator)} in ${periodInWords(first.figure.period)}. Posts are counted, so there are no limits of chance.`
}
