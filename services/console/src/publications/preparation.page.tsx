import { type Month, periodOf } from '@oh/kernel'
import { findMeasure, MEASURES } from '@oh/measures'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { areaLevelsOf, PREPARATION } from './preparation.ts'
import { preparationContent } from './preparation.view.tsx'
import { preparedFiguresContent } from './prepared-figures.view.tsx'

const ONE = graphql(
  `
  query Preparation($id: ID!) {
    england {
      monthToPublish { month }
      yearToRefresh { year refreshedAs }
      preparations(first: 1) { rows { id } }
      preparation(id: $id) {
        ...PreparationStanding
        figuresKept
        report { population title attacked open suppressed forContributors atLeast leftOut seconds }
        tally { measure level kind cells shown primary secondary }
      }
    }
  }
`,
  [PREPARATION],
)

const FIGURES = graphql(`
  query PreparedFigures($id: ID!, $measure: ID!, $level: FigureLevel!, $hiddenOnly: Boolean!, $after: String) {
    england {
      preparation(id: $id) {
        id kind month
        tally { measure level kind cells shown primary secondary }
        figures(measure: $measure, level: $level, hiddenOnly: $hiddenOnly, first: 50, after: $after) {
          rows {
            area period contributors expected numeratorWhy denominatorWhy
            numerator { value mark } denominator { value mark }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`)

async function show({ ask, param }: Visit): Promise<Reply> {
  const { england } = await ask(ONE, { id: param('id') })
  const { monthToPublish, yearToRefresh, preparation, preparations } = england
  if (!preparation) throw new AnswerRefused('NOT_FOUND', [], false)
  const isNext =
    preparation.kind === 'refresh'
      ? yearToRefresh?.refreshedAs === null && yearToRefresh.year === periodOf('year', preparation.month as Month)
      : preparation.month === monthToPublish?.month
  const isLast = preparations?.rows[0]?.id === preparation.id
  return page(preparationContent({ preparation, isNext, isLast }))
}

async function showFigures({ ask, param, query }: Visit): Promise<Reply> {
  const measure = findMeasure(query('measure') || MEASURES[0].id)
  const asked = query('level') || 'ics'
  const level = measure && areaLevelsOf(measure.id).find((each) => each === asked)
  if (!measure || !level) throw new AnswerRefused('NOT_FOUND', [], false)
  const hiddenOnly = query('show') !== 'all'
  const after = query('after')
  const variables = { id: param('id'), measure: measure.id, level, hiddenOnly, after: after ?? null }
  const { preparation } = (await ask(FIGURES, variables)).england
  if (!preparation) throw new AnswerRefused('NOT_FOUND', [], false)
  const { rows, pageInfo } = preparation.figures
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined
  const choice = { id: preparation.id, measure, level, hiddenOnly }
  return page(preparedFiguresContent({ preparation, choice, rows, next, isLater: after !== undefined }))
}

/** A dry run of a month: what is shown and hidden in it and why, for statisticians alone. */
export const preparationPages: readonly PageRoute[] = [
  { method: 'GET', path: '/publications/preparation/:id', answer: show },
  { method: 'GET', path: '/publications/preparation/:id/figures', answer: showFigures },
]
