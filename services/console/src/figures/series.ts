import { graphql } from '../graphql.ts'
import type { Visit } from '../page.ts'
import { FIGURE, type Figure, figuresOf } from './figure.ts'

/** How many points a course has at most: three years of months, five of quarters, however long the history is. */
export const MONTHS_DRAWN = 36
export const QUARTERS_DRAWN = 20

const COURSE = graphql(
  `
  query CourseOfArea($area: ID!, $measure: ID!, $months: Int!, $quarters: Int!) {
    england {
      months: series(area: $area, measure: $measure, kind: month, last: $months) { ...PublishedFigure }
      quarters: series(area: $area, measure: $measure, kind: quarter, last: $quarters) { ...PublishedFigure }
    }
  }
`,
  [FIGURE],
)

export interface CourseAsked {
  readonly months: readonly Figure[]
  readonly quarters: readonly Figure[]
}

/** The last months and quarters of an area. A person who may not read figures is answered as `ask` answers. */
export async function askCourse(visit: Pick<Visit, 'ask'>, area: string, measure: string): Promise<CourseAsked> {
  const ask = { area, measure, months: MONTHS_DRAWN, quarters: QUARTERS_DRAWN }
  const { england } = await visit.ask(COURSE, ask)
  return { months: figuresOf(england.months), quarters: figuresOf(england.quarters) }
}
