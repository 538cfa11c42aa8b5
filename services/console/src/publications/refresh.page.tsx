import { asMonth, type Month, periodOf } from '@oh/kernel'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered } from '../sent-form.ts'
import { PREPARATION, preparedOf } from './preparation.ts'
import { confirmRefresh, refreshNotNow } from './refresh.view.tsx'

const REFRESH = graphql(
  `
  query YearToRefresh {
    england {
      yearToRefresh { year refreshedAs corrections { employer name month restatement receivedAt } }
      preparations(first: 1) { rows { ...PreparationStanding } }
    }
  }
`,
  [PREPARATION],
)

const PREPARE = graphql(`
  mutation PrepareRefresh($year: String!) {
    prepareRefresh(year: $year) {
      __typename
      ... on RefreshBeingPrepared { id }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const PUBLISH = graphql(`
  mutation PublishRefresh($year: String!, $preparation: ID!) {
    publishRefresh(year: $year, preparation: $preparation) {
      __typename
      ... on YearRefreshed { number }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

async function prepare({ ask, param }: Visit): Promise<Reply> {
  const month = marchOf(param('month'))
  const answer = answered((await ask(PREPARE, { year: periodOf('year', month) })).prepareRefresh)
  if (answer.__typename === 'RefreshBeingPrepared') return seeOther('/publications', 'being-prepared')
  const sentences = answer.reasons.map(({ sentence }) => sentence)
  return page({ ...refreshNotNow(month, 'prepared', sentences), status: 409 })
}

async function confirm({ ask, param, query }: Visit): Promise<Reply> {
  const month = marchOf(param('month'))
  const { yearToRefresh: year, preparations } = (await ask(REFRESH, {})).england
  const prepared = preparedOf({ kind: 'refresh', month }, preparations?.rows ?? [])
  const isForReader = year?.year === periodOf('year', month) && prepared?.isCurrent && !prepared.isOwn
  if (isForReader && prepared.id === (query('preparation') ?? prepared.id)) return page(confirmRefresh(month, year, prepared))
  const sentences = isForReader
    ? ['The refresh was prepared again after the preparation that you looked at. Look at the new one.']
    : ['A year is refreshed once, by a second person after somebody has prepared it.']
  return page({ ...refreshNotNow(month, 'published', sentences), status: 409 })
}

async function publish({ ask, param, form }: Visit): Promise<Reply> {
  const month = marchOf(param('month'))
  const variables = { year: periodOf('year', month), preparation: form.text('preparation') }
  const answer = answered((await ask(PUBLISH, variables)).publishRefresh)
  if (answer.__typename === 'YearRefreshed') return seeOther('/publications', 'refreshed')
  const sentences = answer.reasons.map(({ sentence }) => sentence)
  return page({ ...refreshNotNow(month, 'published', sentences), status: 409 })
}

/** The March by which the address names its year. */
function marchOf(text: string): Month {
  const month = asMonth(text)
  if (month?.slice(5) !== '03') throw new AnswerRefused('NOT_FOUND', [], false)
  return month
}

/** A statistician has a year refreshed, and a second one publishes it. */
export const refreshPages: readonly PageRoute[] = [
  { method: 'POST', path: '/publications/refresh/:month/prepare', answer: prepare },
  { method: 'GET', path: '/publications/refresh/:month', answer: confirm },
  { method: 'POST', path: '/publications/refresh/:month', answer: publish },
]
