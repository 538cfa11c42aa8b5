import { randomUUID } from 'node:crypto'
import type { Ics } from '@oh/organisations'
import type { TypedDocument } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner, type Problems } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { keysOf, problemsOf } from '../sent-form.ts'
import { ExplainView } from './explain.view.tsx'
import { atOwnPool } from './own-pool.ts'

const HISTORY = graphql(`
  query EscalationHistory($ics: ID!, $id: ID!) {
    escalationHistory(ics: $ics, id: $id) {
      id pseudonym skills { title } urgency urgencyTitle dueOn state stateTitle round looksLeftOut
      cancellable { id startsAt }
      specialists { specialist { id fullName } standing standingTitle reasons { word sentence } }
      events {
        at sentence policyVersion
        considered { specialist { id fullName } standing standingTitle reasons { word sentence } }
        sessions { startsAt standing standingTitle reasons { sentence } }
      }
    }
  }
`)

const CANCEL = graphql(`
  mutation CancelBooking($input: CancelBookingInput!) {
    cancelBooking(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

type DataOf<Document> = Document extends TypedDocument<infer Data, never> ? Data : never
export type History = NonNullable<DataOf<typeof HISTORY>['escalationHistory']>

const show = (visit: Visit, ics: Ics): Promise<Reply> => draw(visit, ics, {})

async function draw(visit: Visit, ics: Ics, problems: Problems): Promise<Reply> {
  const { escalationHistory: history } = await visit.ask(HISTORY, { ics: ics.code, id: visit.param('id') })
  if (!history) throw new Error('The pool gave no history and no error.')
  return page({
    title: `What happened and why: ${history.pseudonym}`,
    section: '/pool/board',
    back: { href: '/pool/board', text: 'Back to the board' },
    refused: Object.keys(problems).length > 0,
    body: (
      <>
        <ErrorSummary problems={problems} />
        {visit.notice === 'booking-cancelled' ? (
          <NotificationBanner
            success
            text="The appointment is cancelled. The pool looks for another session on the next working morning."
          />
        ) : null}
        <Heading caption={history.pseudonym}>What happened and why</Heading>
        <ExplainView history={history} formKey={randomUUID()} />
      </>
    ),
  })
}

async function cancelBooking(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const input = { ics: ics.code, bookingId: form.text('booking'), idempotencyKey: keysOf(form).key }
  const { cancelBooking: answer } = await visit.ask(CANCEL, { input })
  if (answer.__typename === 'Refused') return draw(visit, ics, problemsOf(answer.reasons, {}))
  return seeOther(`/pool/board/${visit.param('id')}`, 'booking-cancelled')
}

/** One escalation explained to the coordinator. */
export const explainPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/board/:id', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/board/:id', answer: atOwnPool(cancelBooking) },
]
