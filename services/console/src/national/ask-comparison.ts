import type { Instant, Month, Period } from '@oh/kernel'
import type { Edition } from '@oh/organisations'
import { FIGURE, type Figure, figuresOf } from '../figures/figure.ts'
import { graphql } from '../graphql.ts'
import type { Visit } from '../page.ts'
import type { WithdrawalShown } from '../publications/publication.ts'
import type { Choice } from './choice.ts'

/**
 * Systems: more than any edition has. Months of the course and publications: three years, however long the history is. The
 * numbers stand in the document, so that its cost is known when it is registered.
 */
const COMPARISON = graphql(
  `
  query NationalComparison($measure: ID!, $kind: PeriodKind!, $period: String, $course: PeriodKind!, $older: Boolean!) {
    england {
      systems: comparison(measure: $measure, level: ics, kind: $kind, period: $period, first: 60) { ...PublishedFigure }
      regions: comparison(measure: $measure, level: region, kind: $kind, period: $period, first: 10) { ...PublishedFigure }
      whole: comparison(measure: $measure, level: england, kind: $kind, period: $period, first: 1) @include(if: $older) { ...PublishedFigure }
      course: series(area: "ENG", measure: $measure, kind: $course, last: 36) { ...PublishedFigure }
      publications(first: 36) { number month edition publishedAt periods withdrawal { kind at byName reason } }
    }
  }
`,
  [FIGURE],
)

export interface Publication {
  readonly number: number
  readonly month: Month
  readonly edition: Edition
  readonly publishedAt: Instant
  readonly periods: readonly string[]
  readonly withdrawal: WithdrawalShown | null
}

/** One period of England, its regions and systems, and England's course. */
export interface Comparison {
  /** None: nothing is published for it. */
  readonly period: Period | undefined
  readonly systems: readonly Figure[]
  readonly regions: readonly Figure[]
  readonly whole: Figure | undefined
  readonly course: readonly Figure[]
  /** The newest ones, newest first. */
  readonly publications: readonly Publication[]
  /** The one that this period stands in, when it is among the newest. */
  readonly publication: Publication | undefined
}

/** Asks only what is drawn, however long the history is. Throws as `ask` does. */
export async function askComparison(visit: Pick<Visit, 'ask'>, { measure, kind, kinds, period }: Choice): Promise<Comparison> {
  const paced = kinds[0] ?? 'month'
  // the newest period of the course is England's figure; only another one is asked for besides
  const older = period !== undefined || kind !== paced
  const { england } = await visit.ask(COMPARISON, {
    measure: measure.id,
    kind,
    period: period ?? null,
    course: paced,
    older,
  })
  const [systems, course] = [figuresOf(england.systems), figuresOf(england.course)]
  const newest = systems[0]?.period ?? course.at(-1)?.period
  const whole = older ? figuresOf(england.whole)[0] : course.findLast((figure) => figure.period === newest)
  const publications = (england.publications ?? []) as unknown as readonly Publication[]
  return {
    period: systems[0]?.period ?? whole?.period,
    systems,
    regions: figuresOf(england.regions),
    whole,
    course,
    publications,
    publication: publications.find(({ number }) => number === whole?.publication),
  }
}
