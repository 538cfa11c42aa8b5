import type { Ics } from '@oh/organisations'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../cases/sent-form.ts'
import { type Answer, AnswerRefused, wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { ErrorSummary, hasProblems } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type Accepted, AcceptedEscalation, opinionPath } from './escalation.view.tsx'
import { poolPath } from './escalation-facts.view.tsx'
import { FACTS } from './facts.ts'
import { CONFLICT_FIELD } from './identity.view.tsx'
import { GO_FIELD, OpinionCheck } from './opinion.view.tsx'
import { linesOf, OPINION_FIELDS, type OpinionDraft, opinionProblems, readOpinion } from './opinion-form.ts'
import { atOwnPool } from './own-pool.ts'

const STATUS = graphql(
  `
  query AcceptedEscalation($ics: ID!, $spoke: ID!, $id: ID!) {
    escalation(ics: $ics, spokeId: $spoke, id: $id) {
      ...PoolFacts
      waitingForTrust allowedActions
      trust { odsCode name }
      myOpinion { answer fitnessTitle adjustments reviewOn adviceToNurse signedAt }
    }
  }
`,
  [FACTS],
)

const CARD = graphql(`
  query IdentityCard($ics: ID!, $spoke: ID!, $id: ID!) {
    escalation(ics: $ics, spokeId: $spoke, id: $id) {
      spokeId id
      worker { fullName employerName jobTitle }
    }
  }
`)

const CONTENT = graphql(`
  query EscalationContent($ics: ID!, $spoke: ID!, $id: ID!) {
    escalation(ics: $ics, spokeId: $spoke, id: $id) {
      spokeId id
      worker { fullName employerName jobTitle }
      content { question nursePlan summary jobAndHazards adjustmentsTried absentSince }
    }
  }
`)

const DECLARE = graphql(`
  mutation DeclareConflict($input: DeclareConflictInput!) {
    declareConflict(input: $input) {
      __typename
      ... on ConflictDeclared { conflict }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const GIVE = graphql(`
  mutation GiveOpinion($input: GiveOpinionInput!) {
    giveOpinion(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const asked = (visit: Visit, { code }: Ics) => ({ ics: code, spoke: visit.param('spokeId'), id: visit.param('id') })

/** What may be missing without ending the page: the home service is away, hides the worker, or keeps the content shut. */
const MAY_BE_MISSING = ['SPOKE_UNAVAILABLE', 'CONTENT_CLOSED', 'NOT_YET_AT_TRUST']

function fromHome<Data>({ data, errors }: Answer<Data>) {
  const isTold = (code: string, path: string) =>
    MAY_BE_MISSING.includes(code) || (code === 'NOT_FOUND' && path === 'escalation.worker')
  return {
    data: wholeAnswer({ data, errors: errors.filter(({ code, path }) => !isTold(code, path)) }, false),
    homeIsSilent: errors.some(({ code }) => code === 'SPOKE_UNAVAILABLE'),
    closedBecause: errors.find(({ code }) => code === 'CONTENT_CLOSED')?.reason,
  }
}

/** Only what the step shows is asked for: the card before the declaration, the content after it, neither once it is over. */
async function read(visit: Visit, ics: Ics): Promise<Accepted | undefined> {
  const { escalation: found } = await visit.ask(STATUS, asked(visit, ics))
  if (!found) throw new AnswerRefused('NOT_FOUND', [], false)
  if (found.allowedActions?.includes('decline-offer')) return undefined
  const { trust, waitingForTrust, myOpinion, allowedActions: actions, ...facts } = found
  const allowedActions = actions ?? []
  const base: Accepted = {
    facts,
    trustName: trust?.name ?? 'The home service',
    waitingForTrust: waitingForTrust ?? false,
    allowedActions,
    myOpinion,
    card: null,
    content: null,
    closedBecause: undefined,
    homeIsSilent: false,
  }
  if (facts.state === 'accepted') {
    const { data, ...how } = fromHome(await visit.askPartly(CARD, asked(visit, ics)))
    return { ...base, ...how, card: data.escalation?.worker ?? null }
  }
  if (facts.state !== 'opened') return base
  const { data, ...how } = fromHome(await visit.askPartly(CONTENT, asked(visit, ics)))
  return { ...base, ...how, card: data.escalation?.worker ?? null, content: data.escalation?.content ?? null }
}

const NOTICES: Readonly<Record<string, string>> = {
  'offer-accepted': 'You have accepted it.',
  'no-conflict': 'You have no conflict of interest. The content is open.',
  'opinion-given': 'Your opinion is signed and on its way to the home service.',
}

async function show(visit: Visit, ics: Ics): Promise<Reply> {
  const accepted = await read(visit, ics)
  if (!accepted) return seeOther('/pool')
  return draw(accepted, readOpinion(visit.form), newForm(), visit.notice)
}

function draw(accepted: Accepted, draft: OpinionDraft, standing: FormStanding, notice?: string): Reply {
  return page({
    title: accepted.facts.pseudonym ?? 'Escalation',
    section: '/pool/mine',
    back: { href: '/pool', text: 'Back to the pool' },
    ...statusOf(standing),
    body: (
      <AcceptedEscalation
        accepted={accepted}
        draft={draft}
        standing={standing}
        notice={notice === undefined ? undefined : NOTICES[notice]}
      />
    ),
  })
}

/** The page as it stands by now; where its form is gone, what was wrong with it no longer matters. */
async function again(visit: Visit, ics: Ics, standing: FormStanding): Promise<Reply> {
  const accepted = await read(visit, ics)
  if (!accepted) return seeOther('/pool')
  const hasForm = accepted.content !== null || accepted.card !== null
  return draw(accepted, readOpinion(visit.form), hasForm ? standing : { ...standing, problems: {} })
}

async function declare(visit: Visit, ics: Ics): Promise<Reply> {
  const said = visit.form.text(CONFLICT_FIELD)
  if (said !== 'yes' && said !== 'no')
    return again(visit, ics, formWith(visit.form, { [CONFLICT_FIELD]: 'Choose whether you have a conflict of interest.' }))
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const input = { ics: code, spokeId, escalationId, conflict: said === 'yes', idempotencyKey: keysOf(visit.form).key }
  const { declareConflict: answer } = await visit.ask(DECLARE, { input })
  if (answer.__typename === 'Refused') return again(visit, ics, formAfter(visit.form, answer, {}))
  return answer.conflict
    ? seeOther('/pool', 'conflict-declared')
    : seeOther(poolPath({ spokeId, id: escalationId }), 'no-conflict')
}

async function answerQuestion(visit: Visit, ics: Ics): Promise<Reply> {
  const draft = readOpinion(visit.form)
  const go = visit.form.text(GO_FIELD)
  if (go === 'change') return again(visit, ics, formWith(visit.form, {}))
  const problems = opinionProblems(draft)
  if (hasProblems(problems)) return again(visit, ics, formWith(visit.form, problems))
  return go === 'send' ? give(visit, ics, draft) : check(visit, ics, draft)
}

async function check(visit: Visit, ics: Ics, draft: OpinionDraft): Promise<Reply> {
  const accepted = await read(visit, ics)
  if (!accepted?.content) return again(visit, ics, formWith(visit.form, {}))
  const { facts, content, trustName } = accepted
  const standing = formWith(visit.form, {})
  return page({
    title: 'Check your opinion',
    section: '/pool/mine',
    back: { href: poolPath(facts), text: 'Leave without sending' },
    body: (
      <Column>
        <ErrorSummary problems={standing.problems} />
        <Heading caption={`${facts.pseudonym ?? 'Escalation'}, ${trustName}`}>Check your opinion</Heading>
        <OpinionCheck action={opinionPath(facts)} draft={draft} standing={standing} question={content.question} />
      </Column>
    ),
  })
}

async function give(visit: Visit, ics: Ics, draft: OpinionDraft): Promise<Reply> {
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const { answer: text, fitness, adviceToNurse, reviewOn } = draft
  const input = {
    ...{ ics: code, spokeId, escalationId, answer: text, fitness, adviceToNurse },
    adjustments: linesOf(draft),
    reviewOn: reviewOn.date ?? null,
    idempotencyKey: keysOf(visit.form).key,
  }
  const { giveOpinion: answer } = await visit.ask(GIVE, { input })
  if (answer.__typename === 'Refused') return again(visit, ics, formAfter(visit.form, answer, OPINION_FIELDS))
  return seeOther(poolPath({ spokeId, id: escalationId }), 'opinion-given')
}

/** An escalation that a specialist has accepted: identity card, declaration, content, opinion. */
export const acceptedPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/:spokeId/:id', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/:spokeId/:id/conflict', answer: atOwnPool(declare) },
  { method: 'POST', path: '/pool/:spokeId/:id/opinion', answer: atOwnPool(answerQuestion) },
]
