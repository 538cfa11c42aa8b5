import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { FACTS } from './facts.ts'
import { atOwnPool } from './own-pool.ts'
import { ATTENDANCE_FIELD, FOLLOW_UP_FIELD, Sessions } from './sessions.view.tsx'
import { WhereNow } from './work-at.view.tsx'

const SESSIONS = graphql(
  `
  query MySessions($ics: ID!) {
    mySessions(ics: $ics) {
      id startsAt hours hoursFree siteName virtual toRecord
      bookings { id hours escalation { ...PoolFacts } }
    }
    myLentSessions(ics: $ics) { id neighbourIcs neighbourName startsAt hours siteName virtual isAhead }
  }
`,
  [FACTS],
)

const RECORD = graphql(`
  mutation RecordSession($input: RecordSessionInput!) {
    recordSession(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const NOTICES: Readonly<Record<string, string>> = {
  recorded: 'It is on record, and the home service is told.',
}

const show = (visit: Visit, ics: Ics): Promise<Reply> => draw(visit, ics, newForm())

async function draw(visit: Visit, ics: Ics, standing: FormStanding, bookingId?: string): Promise<Reply> {
  const { mySessions, myLentSessions: lent } = await visit.ask(SESSIONS, { ics: ics.code })
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: 'My sessions',
    section: '/pool/sessions',
    ...statusOf(standing),
    body: (
      <Column>
        <ErrorSummary problems={standing.problems} />
        {notice === undefined ? null : <NotificationBanner success text={notice} />}
        <Heading caption={ics.name}>My sessions</Heading>
        <WhereNow viewer={visit.viewer} lent={lent} />
        <p>Workers who are to be seen are booked by the pool each working day, the most urgent first.</p>
        <Sessions sessions={mySessions ?? []} standing={standing} refused={bookingId} lent={lent} />
      </Column>
    ),
  })
}

/** The specialist says whether a worker was seen, and whether a follow-up is wanted. */
async function record(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const bookingId = visit.param('id')
  const input = {
    ics: ics.code,
    bookingId,
    attendance: form.text(ATTENDANCE_FIELD),
    followUp: form.text(FOLLOW_UP_FIELD) === 'yes',
    idempotencyKey: keysOf(form).key,
  }
  const field = `${ATTENDANCE_FIELD}-${bookingId}`
  if (input.attendance === '')
    return draw(visit, ics, formWith(form, { [field]: 'Choose whether the worker was seen.' }), bookingId)
  const { recordSession: answer } = await visit.ask(RECORD, { input })
  if (answer.__typename === 'SessionRecorded') return seeOther('/pool/sessions', 'recorded')
  const fields = { 'attendance-unknown': field, 'session-not-begun': field, 'not-cancelled-late': field }
  return draw(visit, ics, formAfter(form, answer, fields), bookingId)
}

/** A specialist's own clinic sessions and bookings, and what became of them. */
export const sessionPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/sessions', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/sessions/:id', answer: atOwnPool(record) },
]
