import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
import { Parked, type ParkedList, retryField } from './parked.view.tsx'
import { poolNameOf } from './pool-name.ts'
import { SentList } from './sent-list.view.tsx'

const SENT = graphql(`
  query SentEscalations($trust: ID!, $after: String) {
    sentEscalations(trust: $trust, first: 25, after: $after) {
      rows {
        id caseReference workerName state stateTitle urgency urgencyTitle
        sentAt acceptBy dueOn acceptedName acceptedAt waitingDays isLate
      }
      pageInfo { hasNextPage endCursor }
    }
    trust(odsCode: $trust) { poolIcs }
  }
`)

const PARKED = graphql(`
  query ParkedMessages($trust: ID!, $after: String) {
    parkedMessages(trust: $trust, first: 25, after: $after) {
      rows { id name subject occurredAt parkedAt ageSeconds reasonSentence attempts blocked }
      waiting oldestWaitingSeconds
      pageInfo { hasNextPage endCursor }
    }
    retryReasons(trust: $trust) { word title }
  }
`)

const RETRY = graphql(`
  mutation RetryMessage($input: RetryMessageInput!) {
    retryMessage(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const CLINICAL = ['oh-nurse', 'oh-physician'] as const

async function readSent(visit: Visit, trust: Trust) {
  const { sentEscalations: sent, trust: home } = await visit.ask(SENT, { trust: trust.code, after: visit.query('after') ?? null })
  const { rows = [], pageInfo } = sent ?? {}
  return {
    rows,
    poolName: poolNameOf(home?.poolIcs),
    next: pageInfo?.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
  }
}

async function readParked(visit: Visit, trust: Trust): Promise<ParkedList> {
  const asked = { trust: trust.code, after: visit.query('stuck') ?? null }
  const { parkedMessages: parked, retryReasons } = await visit.ask(PARKED, asked)
  return {
    rows: parked?.rows ?? [],
    waiting: parked?.waiting ?? 0,
    oldestWaitingSeconds: parked?.oldestWaitingSeconds ?? null,
    reasons: retryReasons ?? [],
    next: parked?.pageInfo.hasNextPage ? (parked.pageInfo.endCursor ?? undefined) : undefined,
  }
}

/** The clinical team sees what was sent; the administrator sees which messages are stuck; who is both sees both. */
async function show(visit: Visit, trust: Trust, retried?: { message: string; standing: FormStanding }): Promise<Reply> {
  const { roles } = visit.viewer
  const isClinical = CLINICAL.some((role) => roles.includes(role))
  const isAdministrator = roles.includes('oh-administrator')
  const sent = isClinical || !isAdministrator ? await readSent(visit, trust) : undefined
  const parked = isAdministrator ? await readParked(visit, trust) : undefined
  const standing = retried?.standing ?? newForm()
  return page({
    title: 'Escalations',
    section: '/escalations',
    wide: true,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        {visit.notice === 'sent-again' ? <NotificationBanner success text="The message is on its way again." /> : null}
        <Heading caption={trust.name}>Escalations</Heading>
        {sent ? <SentList {...sent} /> : null}
        {parked ? (
          <>
            <h2 class="nhsuk-heading-m">Messages to the specialists</h2>
            <Parked parked={parked} sent={retried?.message} standing={standing} />
          </>
        ) : null}
      </>
    ),
  })
}

async function retry(visit: Visit, trust: Trust): Promise<Reply> {
  const message = visit.form.text('message')
  const field = retryField(message)
  const input = {
    trust: trust.code,
    idempotencyKey: keysOf(visit.form).key,
    messageId: message,
    reason: visit.form.text(field),
  }
  const { retryMessage: answer } = await visit.ask(RETRY, { input })
  if (answer?.__typename === 'MessageRetried') return seeOther('/escalations', 'sent-again')
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  const standing = formAfter(visit.form, answer, { 'reason-unknown': field, 'not-parked': field, 'key-used-before': field })
  return show(visit, trust, { message, standing })
}

/** What was sent to the specialists, and which messages are stuck. */
export const escalationListPages: readonly PageRoute[] = [
  { method: 'GET', path: '/escalations', answer: atOwnTrust(show) },
  { method: 'POST', path: '/escalations/messages', answer: atOwnTrust(retry) },
]
