import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { atOwnPool } from '../pool/own-pool.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { NeighbourSections, PLACES } from './agreements.view.tsx'
import { Borrowed, LendForm, Lent } from './sessions.view.tsx'

const SESSIONS = graphql(`
  query LentSessions($ics: ID!, $lent: String, $borrowed: String) {
    agreements(ics: $ics, first: 50) { rows { id partnerName state } }
    lendableSessions(ics: $ics, first: 100) { rows { id specialistName startsAt hours siteName virtual } }
    out: lentSessions(ics: $ics, show: lent, first: 25, after: $lent) {
      rows { id partnerName specialistName startsAt hours hoursUsed siteName virtual stateTitle returnedForTitle mayGoBack }
      pageInfo { hasNextPage endCursor }
    }
    in: lentSessions(ics: $ics, show: borrowed, first: 25, after: $borrowed) {
      rows { id partnerName specialistName startsAt hours hoursUsed siteName virtual stateTitle returnedForTitle mayGoBack }
      pageInfo { hasNextPage endCursor }
    }
  }
`)
const LEND = graphql(`
  mutation LendSession($input: LendSessionInput!) {
    lendSession(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)
const GIVE_BACK = graphql(`
  mutation GiveBackSession($input: GiveBackSessionInput!) {
    giveBackSession(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const NOTICES = new Map([
  ['lent', 'The session is lent, and the neighbour is being told.'],
  ['given-back', 'The session goes back to its lender.'],
])
const NOTHING_SENT = { agreement: '', session: '' }

async function show(visit: Visit, ics: Ics, standing: FormStanding = newForm(), sent = NOTHING_SENT): Promise<Reply> {
  const places = { lent: visit.query('lent') ?? null, borrowed: visit.query('borrowed') ?? null }
  const answer = await visit.ask(SESSIONS, { ics: ics.code, ...places })
  const notice = NOTICES.get(visit.notice ?? '')
  return page({
    title: 'Lent sessions',
    section: PLACES.agreements,
    wide: true,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        {notice ? <NotificationBanner success text={notice} /> : null}
        <Heading caption={ics.name}>Lent sessions</Heading>
        <NeighbourSections current={PLACES.sessions} ics={ics.code} />
        <Borrowed sessions={answer.in?.rows ?? []} />
        <More of={answer.in?.pageInfo} as="borrowed" />
        <Lent sessions={answer.out?.rows ?? []} />
        <More of={answer.out?.pageInfo} as="lent" />
        <Column>
          <LendForm
            agreements={(answer.agreements?.rows ?? []).filter(({ state }) => state === 'standing')}
            sessions={answer.lendableSessions?.rows ?? []}
            sent={sent}
            standing={standing}
          />
        </Column>
      </>
    ),
  })
}

function More({ of, as }: { of: { hasNextPage: boolean; endCursor: string | null } | undefined; as: 'lent' | 'borrowed' }) {
  if (!of?.hasNextPage || of.endCursor === null) return null
  return <Pagination next={{ href: `${PLACES.sessions}?${as}=${encodeURIComponent(of.endCursor)}`, text: 'Earlier sessions' }} />
}

const FIELDS = {
  'agreement-not-standing': 'agreement',
  'session-not-here': 'session',
  'session-booked': 'session',
  'session-lent-before': 'session',
  'session-too-soon': 'session',
  'specialist-may-not-work': 'session',
}

async function lend(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const sent = { agreement: form.text('agreement'), session: form.text('session') }
  if (sent.session === '') return show(visit, ics, formWith(form, { session: 'Choose a session to lend.' }), sent)
  const input = { ics: ics.code, agreementId: sent.agreement, sessionId: sent.session, idempotencyKey: keysOf(form).key }
  const { lendSession: answer } = await visit.ask(LEND, { input })
  if (answer.__typename === 'SessionLent') return seeOther(PLACES.sessions, 'lent')
  return show(visit, ics, formAfter(form, answer, FIELDS), sent)
}

async function giveBack(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const input = { ics: ics.code, sessionId: form.text('session'), idempotencyKey: keysOf(form).key }
  const { giveBackSession: answer } = await visit.ask(GIVE_BACK, { input })
  if (answer.__typename === 'SessionGivenBack') return seeOther(PLACES.sessions, 'given-back')
  return show(visit, ics, formAfter(form, answer, {}))
}

/** Sessions lent to neighbours and by them, for the coordinator. */
export const lentSessionPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/neighbours/sessions', answer: atOwnPool((visit, ics) => show(visit, ics)) },
  { method: 'POST', path: '/pool/neighbours/sessions', answer: atOwnPool(lend) },
  { method: 'POST', path: '/pool/neighbours/sessions/give-back', answer: atOwnPool(giveBack) },
]
