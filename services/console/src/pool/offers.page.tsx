import type { Ics } from '@oh/organisations'
import { AnswerRefused, wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { NotificationBanner } from '../layout/messages.view.tsx'
import { Pagination, SectionNavigation } from '../layout/navigation.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { poolPath } from './escalation-facts.view.tsx'
import { FACTS } from './facts.ts'
import { DECLINE_FIELD, MyEscalations, OfferCards, OfferGone, OfferPage, type OfferToMe, titleOf } from './offers.view.tsx'
import { atOwnPool } from './own-pool.ts'
import { WhereNow } from './work-at.view.tsx'

const POOL = graphql(
  `
  query OffersToMe($ics: ID!, $after: String) {
    offers(ics: $ics, first: 25, after: $after) {
      rows { id expiresAt reasons { word sentence } declineReasons { word sentence } escalation { ...PoolFacts } }
      pageInfo { hasNextPage endCursor }
    }
    myLentSessions(ics: $ics) { neighbourIcs neighbourName }
    myEscalations(ics: $ics, show: open, first: 25) { rows { ...PoolFacts sentBack } pageInfo { hasNextPage } }
    supervised: myEscalations(ics: $ics, show: supervised, first: 25) { rows { ...PoolFacts sentBack } pageInfo { hasNextPage } }
  }
`,
  [FACTS],
)

const OFFERS = graphql(
  `
  query OfferToMe($ics: ID!) {
    offers(ics: $ics, first: 100) {
      rows { id expiresAt reasons { word sentence } declineReasons { word sentence } escalation { ...PoolFacts } }
    }
  }
`,
  [FACTS],
)

const MINE = graphql(
  `
  query MyEscalations($ics: ID!, $show: EscalationsShown!, $after: String) {
    myEscalations(ics: $ics, show: $show, first: 25, after: $after) {
      rows { ...PoolFacts sentBack }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  [FACTS],
)

const ACCEPT = graphql(`
  mutation AcceptOffer($input: AcceptOfferInput!) {
    acceptOffer(input: $input) {
      __typename
      ... on OfferAccepted { escalation { spokeId id } }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const DECLINE = graphql(`
  mutation DeclineOffer($input: DeclineOfferInput!) {
    declineOffer(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const NOTICES: Readonly<Record<string, string>> = {
  'works-here-now': 'Your pages now show this pool.',
  'offer-declined': 'You declined. The pool looks for another specialist.',
  'conflict-declared': 'You declared a conflict of interest. It is closed to you, and the pool looks for another specialist.',
}

async function showPool(visit: Visit, ics: Ics): Promise<Reply> {
  const {
    offers,
    myLentSessions: lent,
    myEscalations: mine,
    supervised,
  } = await visit.ask(POOL, { ics: ics.code, after: visit.query('after') ?? null })
  const toCountersign = (supervised?.rows ?? []).filter(({ state }) => state === 'countersigning')
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: 'Specialist pool',
    section: '/pool',
    body: (
      <>
        {notice === undefined ? null : <NotificationBanner success text={notice} />}
        <Column>
          <Heading caption={ics.name}>Specialist pool</Heading>
          <WhereNow viewer={visit.viewer} lent={lent} />
        </Column>
        {toCountersign.length === 0 ? null : (
          <>
            <h2 class="nhsuk-heading-m">Waits for your countersignature</h2>
            <MyEscalations
              id="countersign"
              caption="Written by a trainee of yours, and not sent yet"
              rows={toCountersign}
              supervised
            />
          </>
        )}
        {supervised?.pageInfo.hasNextPage ? (
          <p>
            You supervise more than is looked through here, and more may wait for your countersignature.{' '}
            <a href="/pool/mine?show=supervised">Everything under your supervision</a>
          </p>
        ) : null}
        <Column>
          <h2 class="nhsuk-heading-m">Offered to you</h2>
          <OfferCards
            offers={offers?.rows ?? []}
            next={offers?.pageInfo.hasNextPage ? (offers.pageInfo.endCursor ?? undefined) : undefined}
          />
          <h2 class="nhsuk-heading-m">With you now</h2>
        </Column>
        {mine?.rows.length ? (
          <MyEscalations id="open" caption="Accepted and not answered yet, the earliest due first" rows={mine.rows} />
        ) : (
          <p>You have accepted nothing that still waits for your answer.</p>
        )}
        <p>
          <a href="/pool/mine?show=answered">What you have answered</a>
        </p>
      </>
    ),
  })
}

const SHOWN = {
  open: {
    text: 'With you now',
    caption: 'Accepted and not answered yet, the earliest due first',
    none: 'Nothing waits for your answer.',
  },
  answered: {
    text: 'Over',
    caption: 'Answered, or withdrawn by the worker, the latest first',
    none: 'You have answered nothing yet.',
  },
  supervised: {
    text: 'Under your supervision',
    caption: 'Accepted by a trainee of yours and not answered yet, the earliest due first',
    none: 'No trainee of yours has anything now.',
  },
  countersigned: {
    text: 'Countersigned',
    caption: 'Countersigned by you, or withdrawn by the worker, the latest first',
    none: 'You have countersigned nothing yet.',
  },
} as const

async function showMine(visit: Visit, ics: Ics): Promise<Reply> {
  const named = visit.query('show')
  const show = named === 'answered' || named === 'supervised' || named === 'countersigned' ? named : 'open'
  const supervised = show === 'supervised' || show === 'countersigned'
  const answer = await visit.askPartly(MINE, { ics: ics.code, show, after: visit.query('after') ?? null })
  const isOlder = answer.errors.some(({ code, path }) => code === 'NOT_YET_AT_POOL' && path === 'myEscalations')
  const { rows = [], pageInfo } = (isOlder ? undefined : wholeAnswer(answer, false).myEscalations) ?? {}
  const { caption } = SHOWN[show]
  const none = isOlder ? `${ics.name} cannot list this until its pool is updated. Nothing of it is lost.` : SHOWN[show].none
  return page({
    title: 'My cases',
    section: '/pool/mine',
    body: (
      <>
        <Heading caption={ics.name}>My cases</Heading>
        <SectionNavigation
          label="My cases"
          items={[
            { href: '/pool/mine', text: SHOWN.open.text },
            { href: '/pool/mine?show=answered', text: SHOWN.answered.text },
            { href: '/pool/mine?show=supervised', text: SHOWN.supervised.text },
          ]}
          current={show === 'open' ? '/pool/mine' : `/pool/mine?show=${show === 'countersigned' ? 'supervised' : show}`}
        />
        {rows.length > 0 ? <MyEscalations id={show} caption={caption} rows={rows} supervised={supervised} /> : <p>{none}</p>}
        {show === 'supervised' ? (
          <p>
            <a href="/pool/mine?show=countersigned">What you have countersigned</a>
          </p>
        ) : null}
        <Pagination
          next={
            pageInfo?.hasNextPage
              ? { href: `/pool/mine?show=${show}&after=${pageInfo.endCursor ?? ''}`, text: 'More' }
              : undefined
          }
        />
      </>
    ),
  })
}

async function findOffer(visit: Visit, ics: Ics): Promise<OfferToMe | undefined> {
  const { offers } = await visit.ask(OFFERS, { ics: ics.code })
  return offers?.rows.find(({ id }) => id === visit.param('id'))
}

async function showOffer(visit: Visit, ics: Ics): Promise<Reply> {
  const offer = await findOffer(visit, ics)
  return offer ? drawOffer(offer, newForm()) : gone(['It was taken, its time ran out, or it was not offered to you.'])
}

function drawOffer(offer: OfferToMe, standing: FormStanding): Reply {
  return page({
    title: `Offer: ${titleOf(offer)}`,
    section: '/pool',
    back: { href: '/pool', text: 'Back to your offers' },
    ...statusOf(standing),
    body: <OfferPage offer={offer} standing={standing} />,
  })
}

const gone = (sentences: readonly string[]): Reply =>
  page({ title: 'You can no longer take this', section: '/pool', status: 409, body: <OfferGone sentences={sentences} /> })

async function accept(visit: Visit, ics: Ics): Promise<Reply> {
  const input = { ics: ics.code, offerId: visit.param('id'), idempotencyKey: keysOf(visit.form).key }
  const { acceptOffer: answer } = await visit.ask(ACCEPT, { input })
  if (answer.__typename === 'Refused') return gone(answer.reasons.map(({ sentence }) => sentence))
  if (!answer.escalation) throw new AnswerRefused('UNKNOWN', [], true)
  return seeOther(poolPath(answer.escalation), 'offer-accepted')
}

async function decline(visit: Visit, ics: Ics): Promise<Reply> {
  const reason = visit.form.text(DECLINE_FIELD)
  const again = async (standing: FormStanding, sentences: readonly string[]) => {
    const offer = await findOffer(visit, ics)
    return offer ? drawOffer(offer, standing) : gone(sentences)
  }
  const input = { ics: ics.code, offerId: visit.param('id'), reason, idempotencyKey: keysOf(visit.form).key }
  if (reason === '') return again(formWith(visit.form, { [DECLINE_FIELD]: 'Choose why you decline.' }), [])
  const { declineOffer: answer } = await visit.ask(DECLINE, { input })
  if (answer.__typename === 'OfferDeclined') return seeOther('/pool', 'offer-declined')
  const standing = formAfter(visit.form, answer, { 'decline-reason-unknown': DECLINE_FIELD })
  return again(
    standing,
    answer.reasons.map(({ sentence }) => sentence),
  )
}

/** Offers to a specialist, and what came of them. */
export const offerPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool', answer: atOwnPool(showPool) },
  { method: 'GET', path: '/pool/mine', answer: atOwnPool(showMine) },
  { method: 'GET', path: '/pool/offers/:id', answer: atOwnPool(showOffer) },
  { method: 'POST', path: '/pool/offers/:id/accept', answer: atOwnPool(accept) },
  { method: 'POST', path: '/pool/offers/:id/decline', answer: atOwnPool(decline) },
]
