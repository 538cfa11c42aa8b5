import { Parked, type ParkedList, type ParkedPlace, retryField } from '../escalations/parked.view.tsx'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, newForm, statusOf } from '../sent-form.ts'

const PARKED = graphql(`
  query RollupParkedMessages($after: String) {
    rollupParkedMessages(first: 25, after: $after) {
      rows { id name subject employerName occurredAt parkedAt ageSeconds reasonSentence attempts blocked }
      waiting oldestWaitingSeconds
      pageInfo { hasNextPage endCursor }
    }
    rollupRetryReasons { word sentence }
  }
`)

const RETRY = graphql(`
  mutation RetryRollupMessage($input: RetryRollupMessageInput!) {
    retryRollupMessage(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const ADDRESS = '/publications/messages'
const AT_ROLLUP: ParkedPlace = { list: ADDRESS, action: ADDRESS, to: 'the services' }

async function readParked(visit: Visit): Promise<ParkedList> {
  const { rollupParkedMessages: parked, rollupRetryReasons: reasons } = await visit.ask(PARKED, {
    after: visit.query('stuck') ?? null,
  })
  return {
    rows: parked?.rows ?? [],
    waiting: parked?.waiting ?? 0,
    oldestWaitingSeconds: parked?.oldestWaitingSeconds ?? null,
    reasons: (reasons ?? []).map(({ word, sentence }) => ({ word, title: sentence })),
    next: parked?.pageInfo.hasNextPage ? (parked.pageInfo.endCursor ?? undefined) : undefined,
  }
}

async function show(visit: Visit, retried?: { message: string; standing: FormStanding }): Promise<Reply> {
  const parked = await readParked(visit)
  const standing = retried?.standing ?? newForm()
  return page({
    title: 'Messages to the services',
    section: '/publications',
    back: { href: '/publications', text: 'Publications' },
    wide: true,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        {visit.notice === 'sent-again' ? <NotificationBanner success text="The message is on its way again." /> : null}
        <Heading caption="National figures">Messages to the services</Heading>
        <p>
          A service is told whether its figures were taken in, and when they are published. Its head of service does not know
          until the message has arrived.
        </p>
        <Parked parked={parked} place={AT_ROLLUP} sent={retried?.message} standing={standing} />
      </>
    ),
  })
}

async function retry(visit: Visit): Promise<Reply> {
  const message = visit.form.text('message')
  const field = retryField(message)
  const input = { messageId: message, reason: visit.form.text(field) }
  const answer = answered((await visit.ask(RETRY, { input })).retryRollupMessage)
  if (answer.__typename === 'RollupMessageRetried') return seeOther(ADDRESS, 'sent-again')
  const fields = { 'retry-reason-unknown': field, 'not-parked': field }
  return show(visit, { message, standing: formAfter(visit.form, answer, fields) })
}

/** Which messages of the national figures are stuck, for the statistician. */
export const rollupMessagePages: readonly PageRoute[] = [
  { method: 'GET', path: ADDRESS, answer: (visit) => show(visit) },
  { method: 'POST', path: ADDRESS, answer: retry },
]
