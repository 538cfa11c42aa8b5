import { asMonth } from '@oh/kernel'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { NotificationBanner } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered } from '../sent-form.ts'
import { rollupMessagePages } from './messages.page.tsx'
import { confirmPublishing, Messages, notThisMonth, Published, Waiting } from './publications.view.tsx'

const ROWS = 12

const PUBLICATIONS = graphql(`
  query Publications($before: Int) {
    england {
      monthToPublish {
        month isOver expected sent staffCovered synthetic
        received { employer name restatement receivedAt }
        missing { code name }
      }
      publications(first: 13, before: $before) { number month publishedAt publishedByName synthetic }
    }
  }
`)

/** Asked beside the rest: a rollup that cannot say it yet still publishes. */
const STUCK = graphql(`
  query StuckRollupMessages {
    rollupParkedMessages(first: 1) { parked }
  }
`)

const PUBLISH = graphql(`
  mutation PublishMonth($month: String!) {
    publishMonth(month: $month) {
      __typename
      ... on MonthPublished { number }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

async function show({ ask, askPartly, query, notice }: Visit): Promise<Reply> {
  const before = Number(query('before'))
  const [{ england }, stuck] = await Promise.all([
    ask(PUBLICATIONS, { before: Number.isSafeInteger(before) && before > 0 ? before : null }),
    askPartly(STUCK, {}),
  ])
  const { monthToPublish, publications } = england
  const rows = publications ?? []
  const shown = rows.slice(0, ROWS)
  return page({
    title: 'Publications',
    section: '/publications',
    body: (
      <>
        {notice === 'published' ? (
          <NotificationBanner success text="The month is published. Every service whose figures are in it is told." />
        ) : null}
        <Heading caption="National figures">Publications</Heading>
        <Messages stuck={stuck.data?.rollupParkedMessages?.parked} />
        {monthToPublish ? <Waiting waiting={monthToPublish} /> : null}
        <Published rows={shown} isLater={query('before') !== ''} next={rows.length > ROWS ? shown.at(-1)?.number : undefined} />
      </>
    ),
  })
}

async function confirm({ ask, param }: Visit): Promise<Reply> {
  const month = monthOf(param('month'))
  const { monthToPublish: waiting } = (await ask(PUBLICATIONS, { before: null })).england
  if (!waiting) throw new AnswerRefused('NOT_FOUND', [], false)
  if (waiting.month === month && waiting.isOver) return page(confirmPublishing(waiting))
  return page({ ...notThisMonth(month, ['Months are published once, in order, each after its last day.']), status: 409 })
}

async function publish({ ask, param }: Visit): Promise<Reply> {
  const month = monthOf(param('month'))
  const answer = answered((await ask(PUBLISH, { month })).publishMonth)
  if (answer.__typename === 'MonthPublished') return seeOther('/publications', 'published')
  const sentences = answer.reasons.map(({ sentence }) => sentence)
  return page({ ...notThisMonth(month, sentences), status: 409 })
}

function monthOf(text: string) {
  const month = asMonth(text)
  if (month === undefined) throw new AnswerRefused('NOT_FOUND', [], false)
  return month
}

/** What the statistician publishes, and what stands published. */
export const publicationPages: readonly PageRoute[] = [
  { method: 'GET', path: '/publications', answer: show },
  // before the months, whose address fits any word
  ...rollupMessagePages,
  { method: 'GET', path: '/publications/:month', answer: confirm },
  { method: 'POST', path: '/publications/:month', answer: publish },
]
