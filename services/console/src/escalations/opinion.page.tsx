import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
import { isOvertaken, type OpinionOnCase, OpinionPage, WORDS_FIELD } from './opinion.view.tsx'

const OPINION = graphql(`
  query OpinionOnCase($trust: ID!, $id: ID!) {
    case(trust: $trust, id: $id) {
      id reference version allowedActions worker { fullName }
      escalations {
        id question
        opinion {
          authorName countersignedName answer fitnessTitle adjustments reviewOn adviceToNurse signedAt verified actedAt actedByName acted
        }
      }
    }
  }
`)

const ACT = graphql(`
  mutation ActOnOpinion($input: ActOnOpinionInput!) {
    actOnOpinion(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

/** The newest opinion on the case: an earlier one was acted on before the case could be sent up again. */
async function read(visit: Visit, trust: Trust): Promise<{ found: OpinionOnCase; version: number }> {
  const { case: asked } = await visit.ask(OPINION, { trust: trust.code, id: visit.param('id') })
  const answered = asked?.escalations?.find(({ opinion }) => opinion !== null)
  if (!asked || !answered?.opinion) throw new AnswerRefused('NOT_FOUND', [], false)
  const found = {
    caseId: asked.id,
    reference: asked.reference,
    workerName: asked.worker.fullName,
    question: answered.question,
    opinion: answered.opinion,
    mayAct: asked.allowedActions.includes('act-on-opinion'),
  }
  return { found, version: asked.version }
}

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  const { found, version } = await read(visit, trust)
  return draw(found, newForm(version))
}

async function act(visit: Visit, trust: Trust): Promise<Reply> {
  const { key, version } = keysOf(visit.form)
  const caseId = visit.param('id')
  const words = visit.form.text(WORDS_FIELD)
  const input = { trust: trust.code, idempotencyKey: key, caseId, expectedVersion: version, words }
  const { actOnOpinion: answer } = await visit.ask(ACT, { input })
  if (answer?.__typename === 'OpinionActedOn') return seeOther(`/cases/${caseId}`, 'opinion-acted-on')
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  const standing = formAfter(visit.form, answer, { empty: WORDS_FIELD, 'too-long': WORDS_FIELD, unprintable: WORDS_FIELD })
  return draw((await read(visit, trust)).found, standing, words)
}

function draw(found: OpinionOnCase, standing: FormStanding, words?: string): Reply {
  return page({
    title: `Opinion on case ${found.reference}`,
    section: '/worklist',
    back: { href: `/cases/${found.caseId}`, text: 'Back to the case' },
    ...(isOvertaken(found, standing) ? { status: 409 as const } : statusOf(standing)),
    body: <OpinionPage found={found} standing={standing} words={words} />,
  })
}

/** The specialist's opinion on a case, and what the nurse did about it. */
export const opinionPages: readonly PageRoute[] = [
  { method: 'GET', path: '/cases/:id/opinion', answer: atOwnTrust(show) },
  { method: 'POST', path: '/cases/:id/opinion', answer: atOwnTrust(act) },
]
