import { addDays } from '@oh/kernel'
import type { Ics } from '@oh/organisations'
import { readDate } from '../form-date.ts'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { atOwnPool } from '../pool/own-pool.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { AGREEMENT, agreementOf } from './agreement-fields.ts'
import { Agreements, EMPTY, NeighbourSections, PLACES, type Proposal, ProposalForm } from './agreements.view.tsx'

const AGREEMENTS = graphql(
  `
  query Agreements($ics: ID!, $after: String) {
    agreements(ics: $ics, first: 10, after: $after) { rows { partnerIcs state ...AgreementFields } pageInfo { hasNextPage endCursor } }
    icsList { code name memberState }
  }
`,
  [AGREEMENT],
)
const PROPOSE = graphql(`
  mutation ProposeAgreement($input: ProposeAgreementInput!) {
    proposeAgreement(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)
const ACCEPT = graphql(`
  mutation AcceptAgreement($input: AcceptAgreementInput!) {
    acceptAgreement(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)
const END = graphql(`
  mutation EndAgreement($input: EndAgreementInput!) {
    endAgreement(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const NOTICES = new Map([
  ['proposed', 'The proposal is on its way to the neighbour.'],
  ['accepted', 'The agreement stands. Either side may now lend sessions under it.'],
  ['ended', 'Nothing new is lent under it. What is booked stays booked.'],
])

async function show(visit: Visit, ics: Ics, sent?: { standing: FormStanding; proposal: Proposal }): Promise<Reply> {
  const { agreements, icsList } = await visit.ask(AGREEMENTS, { ics: ics.code, after: visit.query('after') ?? null })
  const standing = sent?.standing ?? newForm()
  const hasOpen = (code: string) =>
    agreements?.rows.some(({ partnerIcs, state }) => partnerIcs === code && (state === 'proposed' || state === 'standing'))
  const neighbours = icsList.filter(({ code, memberState }) => code !== ics.code && memberState === 'active' && !hasOpen(code))
  const next = agreements?.pageInfo.hasNextPage ? agreements.pageInfo.endCursor : undefined
  const notice = NOTICES.get(visit.notice ?? '')
  return page({
    title: 'Neighbours',
    section: PLACES.agreements,
    wide: true,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        {notice ? <NotificationBanner success text={notice} /> : null}
        <Heading caption={ics.name}>Neighbours</Heading>
        <NeighbourSections current={PLACES.agreements} ics={ics.code} />
        <Agreements agreements={(agreements?.rows ?? []).map(agreementOf)} />
        {next ? <Pagination next={{ href: `${PLACES.agreements}?after=${encodeURIComponent(next)}`, text: 'Earlier' }} /> : null}
        <Column>
          <ProposalForm neighbours={neighbours} proposal={sent?.proposal ?? EMPTY} standing={standing} />
        </Column>
      </>
    ),
  })
}

const FIELDS = {
  'neighbour-unknown': 'neighbour',
  'agreement-open-already': 'neighbour',
  'agreement-reason-missing': 'reason',
  'agreement-reason-too-long': 'reason',
  'agreement-reason-not-printable': 'reason',
  'agreement-begins-in-the-past': 'from',
  'agreement-ends-before-it-begins': 'until',
}

async function propose(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const from = readDate(form, 'from')
  const until = readDate(form, 'until')
  const proposal = { neighbour: form.text('neighbour'), reason: form.text('reason'), from: from.typed, until: until.typed }
  const problems = {
    ...(from.date ? {} : { from: 'Enter the first day, such as 16 3 2027.' }),
    ...(until.isWrong ? { until: 'Enter a last day that exists, or leave it empty.' } : {}),
  }
  if (!from.date || until.isWrong) return show(visit, ics, { standing: formWith(form, problems), proposal })
  const input = {
    ics: ics.code,
    neighbour: proposal.neighbour,
    reason: proposal.reason,
    fromOn: from.date,
    // people name the last day, records the first one after it
    toOn: until.date ? addDays(until.date, 1) : null,
    idempotencyKey: keysOf(form).key,
  }
  const { proposeAgreement: answer } = await visit.ask(PROPOSE, { input })
  if (answer.__typename === 'AgreementChanged') return seeOther(PLACES.agreements, 'proposed')
  return show(visit, ics, { standing: formAfter(form, answer, FIELDS), proposal })
}

async function accept(visit: Visit, ics: Ics): Promise<Reply> {
  const { acceptAgreement: answer } = await visit.ask(ACCEPT, { input: answerIn(visit, ics) })
  if (answer.__typename === 'AgreementChanged') return seeOther(PLACES.agreements, 'accepted')
  return show(visit, ics, { standing: formAfter(visit.form, answer, {}), proposal: EMPTY })
}

async function end(visit: Visit, ics: Ics): Promise<Reply> {
  const { endAgreement: answer } = await visit.ask(END, { input: answerIn(visit, ics) })
  if (answer.__typename === 'AgreementChanged') return seeOther(PLACES.agreements, 'ended')
  return show(visit, ics, { standing: formAfter(visit.form, answer, {}), proposal: EMPTY })
}

const answerIn = ({ form }: Visit, ics: Ics) => ({
  ics: ics.code,
  agreementId: form.text('agreement'),
  idempotencyKey: keysOf(form).key,
})

/** Agreements with neighbouring pools and their ledgers, for the coordinator. */
export const agreementPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/neighbours', answer: atOwnPool((visit, ics) => show(visit, ics)) },
  { method: 'POST', path: '/pool/neighbours', answer: atOwnPool(propose) },
  { method: 'POST', path: '/pool/neighbours/accept', answer: atOwnPool(accept) },
  { method: 'POST', path: '/pool/neighbours/end', answer: atOwnPool(end) },
]
