import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
import { AskConsent, Asked, type CaseToAsk } from './ask-consent.view.tsx'
import { consentAsked } from './consent-asked.ts'

const CASE = graphql(`
  query ConsentToAsk($trust: ID!, $id: ID!) {
    case(trust: $trust, id: $id) {
      id reference version allowedActions worker { fullName }
      gate { standing }
      moves { event at byName }
    }
    gateTexts(trust: $trust) { kind sentences }
  }
`)

const ASK = graphql(`
  mutation AskForConsent($input: AskForConsentInput!) {
    askForConsent(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

async function read(visit: Visit, trust: Trust) {
  const { case: found, gateTexts } = await visit.ask(CASE, { trust: trust.code, id: visit.param('id') })
  if (!found) throw new AnswerRefused('NOT_FOUND', [], false)
  const text = gateTexts?.find(({ kind }) => kind === 'explicit-consent')
  return { found, sentences: text?.sentences ?? [] }
}
type Read = Awaited<ReturnType<typeof read>>

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  const asked = await read(visit, trust)
  return draw(asked, newForm(asked.found.version))
}

async function ask(visit: Visit, trust: Trust): Promise<Reply> {
  const { form } = visit
  const { key, version } = keysOf(form)
  const caseId = visit.param('id')
  const input = { trust: trust.code, idempotencyKey: key, caseId, expectedVersion: version }
  const answer = answered((await visit.ask(ASK, { input })).askForConsent)
  // the page that asked now says that it is done, and goes on saying so while the answer is awaited
  if (answer.__typename === 'ConsentAsked') return seeOther(`/cases/${caseId}/ask-consent`)
  return draw(await read(visit, trust), formAfter(form, answer, {}))
}

function draw({ found, sentences }: Read, standing: FormStanding): Reply {
  const { id, reference, worker, allowedActions, gate, moves } = found
  const mayAsk = allowedActions.includes('record-gate') && gate?.standing !== 'live'
  if (!mayAsk) return seeOther(`/cases/${id}`)
  const toAsk: CaseToAsk = { caseId: id, reference, workerName: worker.fullName, sentences }
  const asked = consentAsked(moves)
  return page({
    title: asked ? `Consent asked for on case ${reference}` : `Ask for consent on case ${reference}`,
    section: '/worklist',
    back: { href: `/cases/${id}`, text: 'Back to the case' },
    ...statusOf(standing),
    body: asked ? <Asked found={toAsk} asked={asked} /> : <AskConsent found={toAsk} standing={standing} />,
  })
}

/** A clinician asks the worker for consent; the worker answers on the own record. */
export const askConsentPages: readonly PageRoute[] = [
  { method: 'GET', path: '/cases/:id/ask-consent', answer: atOwnTrust(show) },
  { method: 'POST', path: '/cases/:id/ask-consent', answer: atOwnTrust(ask) },
]
