import { graphql } from '../graphql.ts'
import type { Visit } from '../page.ts'
import { FIGURE, type Figure, figuresOf } from './figure.ts'

/** Three years of months and five of quarters, however long the history is. */
const COURSE = graphql(
  `
  query CourseOfArea($area: ID!, $measure: ID!) {
    england {
      months: series(area: $area, measure: $measure, kind: month, last: 36) { ...PublishedFigure }
      quarters: series(area: $area, measure: $measure, kind: quarter, last: 20) { ...PublishedFigure }
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
  const { england } = await visit.ask(COURSE, { area, measure })
  return { months: figuresOf(england.months), quarters: figuresOf(england.quarters) }
}
