import { asMonth } from '@oh/kernel'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { NotificationBanner } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered } from '../sent-form.ts'
import { rollupMessagePages } from './messages.page.tsx'
import { preparationPages } from './preparation.page.tsx'
import { PREPARATION, preparedOf, secondsTaken } from './preparation.ts'
import { publicationFiguresPages } from './publication-figures.page.tsx'
import { confirmPublishing, Messages, notNow, Preparations, Published } from './publications.view.tsx'
import { refreshPages } from './refresh.page.tsx'
import { Refresh } from './refresh.view.tsx'
import { Waiting } from './waiting.view.tsx'
import { withdrawPages } from './withdraw.page.tsx'

const ROWS = 12

const PUBLICATIONS = graphql(`
  query Publications($before: Int) {
    england {
      monthToPublish {
        month isOver expected sent staffCovered synthetic
        received { employer name restatement receivedAt }
        missing { code name }
      }
      publications(first: 13, before: $before) { number month policy publishedAt publishedByName synthetic }
    }
  }
`)

/** Asked beside the rest, as an earlier rollup cannot say it: what is prepared, and which publications stand no more. */
const STANDING = graphql(
  `
  query StandingOfPublications($before: Int) {
    england {
      preparations(first: 6) { rows { ...PreparationStanding } }
      yearToRefresh { year refreshedAs corrections { employer name month restatement receivedAt } }
      publications(first: 13, before: $before) {
        number kind restatement
        withdrawal { kind at byName reason }
        withdrawalAsked { at byName isOwn reason reasonWord }
      }
    }
  }
`,
  [PREPARATION],
)

/** Asked beside the rest: a rollup that cannot say it yet still publishes. */
const STUCK = graphql(`
  query StuckRollupMessages {
    rollupParkedMessages(first: 1) { parked }
  }
`)

const PREPARE = graphql(`
  mutation PrepareMonth($month: String!) {
    prepareMonth(month: $month) {
      __typename
      ... on MonthBeingPrepared { id }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const PUBLISH = graphql(`
  mutation PublishMonth($month: String!, $preparation: ID!) {
    publishMonth(month: $month, preparation: $preparation) {
      __typename
      ... on MonthPublished { number }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const NOTICES: Readonly<Record<string, string>> = {
  published: 'The month is published. Every service whose figures are in it is told.',
  refreshed: 'The year is refreshed. Every service whose corrections are in it is told.',
  withdrawn: 'The publication is withdrawn. Its figures are in no series any more.',
  'withdrawal-asked': 'It is asked for. The publication stands until a second statistician withdraws it.',
  'taken-back': 'The publication stands, and nobody asks otherwise.',
}

async function show({ ask, askPartly, query, notice }: Visit): Promise<Reply> {
  const number = Number(query('before'))
  const before = Number.isSafeInteger(number) && number > 0 ? number : null
  const [{ england }, standing, stuck] = await Promise.all([
    ask(PUBLICATIONS, { before }),
    askPartly(STANDING, { before }),
    askPartly(STUCK, {}),
  ])
  const { monthToPublish, publications } = england
  const preparations = standing.data?.england?.preparations?.rows ?? []
  const yearToRefresh = standing.data?.england?.yearToRefresh
  const standings = new Map(standing.data?.england?.publications?.map((row) => [row.number, row]))
  const rows = (publications ?? []).map((row) => ({ ...row, standing: standings.get(row.number) }))
  const shown = rows.slice(0, ROWS)
  const done = notice === undefined ? undefined : NOTICES[notice]
  return page({
    title: 'Publications',
    section: '/publications',
    wide: true,
    body: (
      <>
        {done === undefined ? null : <NotificationBanner success text={done} />}
        {notice === 'being-prepared' ? (
          <NotificationBanner text="The figures are being prepared. It takes a minute or a few; nothing is published by it." />
        ) : null}
        <Heading caption="National figures">Publications</Heading>
        <Messages stuck={stuck.data?.rollupParkedMessages?.parked} />
        {monthToPublish ? (
          <Waiting
            waiting={monthToPublish}
            prepared={preparedOf({ kind: 'month', month: monthToPublish.month }, preparations)}
            usualSeconds={preparations.map(secondsTaken).find((seconds) => seconds !== undefined)}
          />
        ) : null}
        {yearToRefresh ? <Refresh found={yearToRefresh} preparations={preparations} /> : null}
        <Preparations rows={preparations} />
        <Published
          rows={shown}
          isLater={query('before') !== undefined}
          next={rows.length > ROWS ? shown.at(-1)?.number : undefined}
        />
        <p>
          <a href="/methods">What can be published, and how much of it is confidential</a>
        </p>
      </>
    ),
  })
}

async function prepare({ ask, param }: Visit): Promise<Reply> {
  const month = monthOf(param('month'))
  const answer = answered((await ask(PREPARE, { month })).prepareMonth)
  if (answer.__typename === 'MonthBeingPrepared') return seeOther('/publications', 'being-prepared')
  const sentences = answer.reasons.map(({ sentence }) => sentence)
  return page({ ...notNow(month, 'prepared', sentences), status: 409 })
}

async function confirm({ ask, askPartly, param, query }: Visit): Promise<Reply> {
  const month = monthOf(param('month'))
  const [{ england }, standing] = await Promise.all([ask(PUBLICATIONS, { before: null }), askPartly(STANDING, { before: null })])
  const { monthToPublish: waiting } = england
  if (!waiting) throw new AnswerRefused('NOT_FOUND', [], false)
  const prepared = preparedOf({ kind: 'month', month: waiting.month }, standing.data?.england?.preparations?.rows ?? [])
  const isForReader = waiting.month === month && prepared?.isCurrent && !prepared.isOwn
  const lookedAt = query('preparation') ?? prepared?.id
  if (isForReader && prepared.id === lookedAt)
    return page(confirmPublishing(waiting, prepared, standing.data?.england?.yearToRefresh))
  const sentences = isForReader
    ? ['The month was prepared again after the preparation that you looked at. Look at the new one.']
    : ['Months are published once, in order, each by a second person after somebody has prepared it.']
  return page({ ...notNow(month, 'published', sentences), status: 409 })
}

async function publish({ ask, param, form }: Visit): Promise<Reply> {
  const month = monthOf(param('month'))
  const preparation = form.text('preparation')
  const answer = answered((await ask(PUBLISH, { month, preparation })).publishMonth)
  if (answer.__typename === 'MonthPublished') return seeOther('/publications', 'published')
  const sentences = answer.reasons.map(({ sentence }) => sentence)
  return page({ ...notNow(month, 'published', sentences), status: 409 })
}

function monthOf(text: string) {
  const month = asMonth(text)
  if (month === undefined) throw new AnswerRefused('NOT_FOUND', [], false)
  return month
}

/** What the statistician prepares, publishes and withdraws, and what stands published. */
export const publicationPages: readonly PageRoute[] = [
  { method: 'GET', path: '/publications', answer: show },
  // before the months, whose address fits any word
  ...rollupMessagePages,
  ...preparationPages,
  ...withdrawPages,
  ...publicationFiguresPages,
  ...refreshPages,
  { method: 'POST', path: '/publications/:month/prepare', answer: prepare },
  { method: 'GET', path: '/publications/:month', answer: confirm },
  { method: 'POST', path: '/publications/:month', answer: publish },
]
