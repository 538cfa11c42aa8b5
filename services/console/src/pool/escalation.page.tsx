import type { Ics } from '@oh/organisations'
import type { Draft } from '../drafts/drafts.ts'
import { readFields } from '../form.ts'
import { type Answer, AnswerRefused, wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { hasProblems } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { kept, type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, KEY_FIELD, keysOf, newForm, problemsOf, statusOf } from '../sent-form.ts'
import { type Accepted, AcceptedEscalation, checkPath, headingOf } from './escalation.view.tsx'
import { poolPath } from './escalation-facts.view.tsx'
import { FACTS } from './facts.ts'
import { CONFLICT_FIELD } from './identity.view.tsx'
import { OpinionCheck } from './opinion.view.tsx'
import { draftOf, linesOf, OPINION_FIELDS, type OpinionDraft, opinionProblems, readOpinion } from './opinion-form.ts'
import { atOwnPool } from './own-pool.ts'
import { COMMENT_FIELD, COUNTERSIGN, RULING_FIELD } from './supervision.view.tsx'

const STATUS = graphql(
  `
  query AcceptedEscalation($ics: ID!, $spoke: ID!, $id: ID!) {
    escalation(ics: $ics, spokeId: $spoke, id: $id) {
      ...PoolFacts
      relation waitingForTrust allowedActions
      trust { odsCode name }
      myOpinion { countersignedName answer fitnessTitle adjustments reviewOn adviceToNurse signedAt }
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
      content {
        question nursePlan summary jobAndHazards adjustmentsTried absentSince
        reasons { title standingTitle because }
        gateTitle gateGivenAt lawfulBasis
      }
      awaitingOpinion {
        authorName answer fitness fitnessTitle adjustments reviewOn adviceToNurse writtenAt state comment
      }
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
    giveOpinion(input: $input) {
      __typename
      ... on OpinionGiven { escalation { state } }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const COUNTERSIGN_OPINION = graphql(`
  mutation CountersignOpinion($input: CountersignOpinionInput!) {
    countersignOpinion(input: $input) { __typename ... on Refused { reasons { word sentence } } }
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
  const { trust, relation, waitingForTrust, myOpinion, allowedActions: actions, ...facts } = found
  const allowedActions = actions ?? []
  const base: Accepted = {
    facts,
    isSupervised: relation === 'supervised',
    trustName: trust?.name ?? 'The home service',
    waitingForTrust: waitingForTrust ?? false,
    allowedActions,
    myOpinion,
    card: null,
    content: null,
    awaiting: null,
    closedBecause: undefined,
    homeIsSilent: false,
  }
  if (facts.state === 'accepted') {
    const { data, ...how } = fromHome(await visit.askPartly(CARD, asked(visit, ics)))
    return { ...base, ...how, card: data.escalation?.worker ?? null }
  }
  if (facts.state !== 'opened' && facts.state !== 'countersigning') return base
  const { data, ...how } = fromHome(await visit.askPartly(CONTENT, asked(visit, ics)))
  const { worker: card = null, content = null, awaitingOpinion: awaiting = null } = data.escalation ?? {}
  return { ...base, ...how, card, content, awaiting }
}

const NOTICES: Readonly<Record<string, string>> = {
  'offer-accepted': 'You have accepted it.',
  'no-conflict': 'You have no conflict of interest. The content is open.',
  'draft-kept': 'Your draft is kept for 24 hours. Only you can see it.',
  'opinion-given': 'Your opinion is signed and on its way to the home service.',
  'opinion-submitted': 'Your opinion is with your supervisor.',
  countersigned: 'The opinion is countersigned and on its way to the home service.',
  'sent-back': 'You have sent it back to the trainee.',
}

const placeOf = (visit: Visit) => poolPath({ spokeId: visit.param('spokeId'), id: visit.param('id') })
/** The word that brings the author back to an opinion that is not right yet. */
const NOT_YET = 'not-yet'

async function show(visit: Visit, ics: Ics): Promise<Reply> {
  const accepted = await read(visit, ics)
  if (!accepted) return seeOther('/pool')
  const begun = await visit.drafts.find(placeOf(visit))
  if (!begun) return draw(accepted, draftAfter(accepted) ?? readOpinion(visit.form), newForm(), visit.notice)
  const draft = readOpinion(readFields(begun.fields))
  return draw(accepted, draft, standingOf(begun, draft, visit.notice), visit.notice)
}

/** What the supervisor sent back is where the trainee goes on. */
function draftAfter({ awaiting, isSupervised }: Accepted): OpinionDraft | undefined {
  return awaiting?.state === 'sent-back' && !isSupervised ? draftOf(awaiting) : undefined
}

/** What is wrong is said when the author tried to go on, or was refused; not while he is still writing. */
function standingOf({ fields, answer }: Draft, draft: OpinionDraft, notice: string | undefined): FormStanding {
  const form = readFields(fields)
  if (answer?.__typename === 'Refused') return formWith(form, problemsOf(answer.reasons, OPINION_FIELDS))
  return formWith(form, notice === NOT_YET ? opinionProblems(draft) : {})
}

function draw(accepted: Accepted, draft: OpinionDraft, standing: FormStanding, notice?: string, comment = ''): Reply {
  return page({
    title: `${headingOf(accepted)}, ${accepted.facts.pseudonym ?? 'escalation'}`,
    section: '/pool/mine',
    back: { href: '/pool', text: 'Back to the pool' },
    ...statusOf(standing),
    body: (
      <AcceptedEscalation
        accepted={accepted}
        draft={draft}
        standing={standing}
        notice={notice === undefined ? undefined : NOTICES[notice]}
        comment={comment}
      />
    ),
  })
}

/** The page as it stands by now; where its form is gone, what was wrong with it no longer matters. */
async function again(visit: Visit, ics: Ics, standing: FormStanding): Promise<Reply> {
  const accepted = await read(visit, ics)
  if (!accepted) return seeOther('/pool')
  const hasForm = accepted.content !== null || accepted.card !== null
  const comment = visit.form.text(COMMENT_FIELD)
  return draw(accepted, readOpinion(visit.form), hasForm ? standing : { ...standing, problems: {} }, undefined, comment)
}

async function declare(visit: Visit, ics: Ics): Promise<Reply> {
  const said = visit.form.text(CONFLICT_FIELD)
  if (said !== 'yes' && said !== 'no')
    return again(visit, ics, formWith(visit.form, { [CONFLICT_FIELD]: 'Choose whether you have a conflict of interest.' }))
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const input = { ics: code, spokeId, escalationId, conflict: said === 'yes', idempotencyKey: keysOf(visit.form).key }
  const { declareConflict: answer } = await visit.ask(DECLARE, { input })
  if (answer.__typename === 'Refused') return again(visit, ics, formAfter(visit.form, answer, {}))
  if (!answer.conflict) return seeOther(placeOf(visit), 'no-conflict')
  // who has a conflict keeps nothing
  await visit.drafts.drop(placeOf(visit))
  return seeOther('/pool', 'conflict-declared')
}

/** Keeps the opinion before anybody is asked anything: a service that is silent now takes nothing away. */
async function keepOpinion(visit: Visit): Promise<Reply> {
  const place = placeOf(visit)
  await visit.drafts.keep(place, { fields: visit.form.entries })
  if (visit.form.text(GO_FIELD) === KEEP) return kept(place, 'draft-kept')
  return hasProblems(opinionProblems(readOpinion(visit.form))) ? seeOther(place, NOT_YET) : seeOther(checkPath(asId(visit)))
}

const asId = (visit: Visit) => ({ spokeId: visit.param('spokeId'), id: visit.param('id') })

async function check(visit: Visit, ics: Ics): Promise<Reply> {
  const place = placeOf(visit)
  const begun = await visit.drafts.find(place)
  const form = readFields(begun?.fields ?? [])
  const draft = readOpinion(form)
  if (!begun || hasProblems(opinionProblems(draft))) return seeOther(place)
  const accepted = await read(visit, ics)
  if (!accepted?.content) return seeOther(place)
  const { facts, content, trustName } = accepted
  return page({
    title: 'Check your opinion',
    section: '/pool/mine',
    back: { href: place, text: 'Back to your opinion' },
    body: (
      <Column>
        <Heading caption={`${facts.pseudonym ?? 'Escalation'}, ${trustName}`}>Check your opinion</Heading>
        <OpinionCheck
          action={checkPath(facts)}
          changeHref={place}
          draft={draft}
          standing={formWith(form, {})}
          question={content.question}
        />
      </Column>
    ),
  })
}

async function give(visit: Visit, ics: Ics): Promise<Reply> {
  const place = placeOf(visit)
  const begun = await visit.drafts.find(place)
  if (!begun) return seeOther(place)
  const form = readFields(begun.fields)
  const draft = readOpinion(form)
  if (hasProblems(opinionProblems(draft))) return seeOther(place, NOT_YET)
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const { answer: text, fitness, adviceToNurse, reviewOn } = draft
  const input = {
    ...{ ics: code, spokeId, escalationId, answer: text, fitness, adviceToNurse },
    adjustments: linesOf(draft),
    reviewOn: reviewOn.date ?? null,
    idempotencyKey: keysOf(form).key,
  }
  const { giveOpinion: answer } = await visit.ask(GIVE, { input })
  if (answer.__typename === 'Refused') {
    await visit.drafts.keep(place, { fields: refreshed(begun, formAfter(form, answer, {})), answer })
    return seeOther(place)
  }
  await visit.drafts.drop(place)
  return seeOther(place, answer.escalation?.state === 'countersigning' ? 'opinion-submitted' : 'opinion-given')
}

const COMMENT_FIELDS: Readonly<Record<string, string>> = {
  'comment-missing': COMMENT_FIELD,
  'comment-too-long': COMMENT_FIELD,
  'comment-not-printable': COMMENT_FIELD,
}

/** The supervisor countersigns what the trainee has written, or sends it back. */
async function rule(visit: Visit, ics: Ics): Promise<Reply> {
  const countersigns = visit.form.text(RULING_FIELD) === COUNTERSIGN
  const comment = visit.form.text(COMMENT_FIELD)
  if (!countersigns && comment.trim() === '')
    return again(visit, ics, formWith(visit.form, { [COMMENT_FIELD]: 'Enter what must be changed.' }))
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const input = { ics: code, spokeId, escalationId, countersigns, comment, idempotencyKey: keysOf(visit.form).key }
  const { countersignOpinion: answer } = await visit.ask(COUNTERSIGN_OPINION, { input })
  if (answer.__typename === 'Refused') return again(visit, ics, formAfter(visit.form, answer, COMMENT_FIELDS))
  return seeOther(placeOf(visit), countersigns ? 'countersigned' : 'sent-back')
}

/** The same words under the key with which they may be sent again. */
function refreshed({ fields }: Draft, { keys }: FormStanding): Draft['fields'] {
  return fields.map(([name, value]) => [name, name === KEY_FIELD ? keys.key : value])
}

/** An escalation that a specialist has accepted, or supervises: identity card, declaration, content, opinion. */
export const acceptedPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/:spokeId/:id', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/:spokeId/:id/conflict', answer: atOwnPool(declare) },
  { method: 'POST', path: '/pool/:spokeId/:id/countersign', answer: atOwnPool(rule) },
  { method: 'GET', path: '/pool/:spokeId/:id/countersign', answer: atOwnPool((visit) => seeOther(placeOf(visit))) },
  { method: 'POST', path: '/pool/:spokeId/:id/opinion', answer: atOwnPool(keepOpinion) },
  { method: 'GET', path: '/pool/:spokeId/:id/opinion', answer: atOwnPool((visit) => seeOther(placeOf(visit))) },
  { method: 'GET', path: '/pool/:spokeId/:id/opinion/check', answer: atOwnPool(check) },
  { method: 'POST', path: '/pool/:spokeId/:id/opinion/check', answer: atOwnPool(give) },
]
