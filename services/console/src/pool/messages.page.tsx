import type { Ics } from '@oh/organisations'
import { Parked, type ParkedList, type ParkedPlace, retryField } from '../escalations/parked.view.tsx'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
import { atOwnPool } from './own-pool.ts'

const PARKED = graphql(`
  query PoolParkedMessages($ics: ID!, $after: String) {
    poolParkedMessages(ics: $ics, first: 25, after: $after) {
      rows { id name subject occurredAt parkedAt ageSeconds reasonSentence attempts blocked }
      waiting oldestWaitingSeconds
      pageInfo { hasNextPage endCursor }
    }
    poolRetryReasons(ics: $ics) { word sentence }
  }
`)

const RETRY = graphql(`
  mutation RetryPoolMessage($input: RetryPoolMessageInput!) {
    retryPoolMessage(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const AT_POOL: ParkedPlace = {
  list: '/pool/messages',
  action: '/pool/messages',
  to: 'the home services',
}

async function readParked(visit: Visit, ics: Ics): Promise<ParkedList> {
  const asked = { ics: ics.code, after: visit.query('stuck') ?? null }
  const { poolParkedMessages: parked, poolRetryReasons: reasons } = await visit.ask(PARKED, asked)
  return {
    rows: parked?.rows ?? [],
    waiting: parked?.waiting ?? 0,
    oldestWaitingSeconds: parked?.oldestWaitingSeconds ?? null,
    reasons: (reasons ?? []).map(({ word, sentence }) => ({ word, title: sentence })),
    next: parked?.pageInfo.hasNextPage ? (parked.pageInfo.endCursor ?? undefined) : undefined,
  }
}

async function show(visit: Visit, ics: Ics, retried?: { message: string; standing: FormStanding }): Promise<Reply> {
  const parked = await readParked(visit, ics)
  const standing = retried?.standing ?? newForm()
  return page({
    title: 'Messages to the home services',
    section: '/pool/messages',
    wide: true,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        {visit.notice === 'sent-again' ? <NotificationBanner success text="The message is on its way again." /> : null}
        <Heading caption={ics.name}>Messages to the home services</Heading>
        <Parked parked={parked} place={AT_POOL} sent={retried?.message} standing={standing} />
      </>
    ),
  })
}

async function retry(visit: Visit, ics: Ics): Promise<Reply> {
  const message = visit.form.text('message')
  const field = retryField(message)
  const input = {
    ics: ics.code,
    idempotencyKey: keysOf(visit.form).key,
    messageId: message,
    reason: visit.form.text(field),
  }
  const { retryPoolMessage: answer } = await visit.ask(RETRY, { input })
  if (answer.__typename === 'PoolMessageRetried') return seeOther('/pool/messages', 'sent-again')
  const fields = { 'retry-reason-unknown': field, 'not-parked': field, 'key-used-before': field }
  return show(visit, ics, { message, standing: formAfter(visit.form, answer, fields) })
}

/** Which messages of the pool are stuck, for its coordinator. */
export const messagePages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/messages', answer: atOwnPool((visit, ics) => show(visit, ics)) },
  { method: 'POST', path: '/pool/messages', answer: atOwnPool(retry) },
]
