import type { Trust } from '@oh/organisations'
import type { Draft } from '../drafts/drafts.ts'
import { readFields, type SentFields } from '../form.ts'
import { AnswerRefused, wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { hasProblems, type Problems } from '../layout/messages.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { kept, type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { AboutStep } from './about-step.view.tsx'
import { cannotEscalate } from './cannot-escalate.view.tsx'
import { CheckStep } from './check-step.view.tsx'
import { draftFields, type EscalateDraft, graphForm, readDraft, STEPS, type Step, withStep } from './draft.ts'
import { obstaclesOf, problemsAt, type Reason, stepOf } from './draft-problems.ts'
import { AT_THE_GATE, obstacleId } from './obstacles.view.tsx'
import { poolNameOf } from './pool-name.ts'
import { type CaseInHand, hasSeenAll } from './preview.ts'
import { QuestionStep } from './question-step.view.tsx'
import { DISCARD, escalatePath, LATER, STEP_TITLES, type StepProps, stepPath } from './step-frame.view.tsx'
import { WishesStep } from './wishes-step.view.tsx'

const LOOK = graphql(`
  query EscalateForm($trust: ID!, $case: ID!, $form: EscalationPreviewInput!) {
    case(trust: $trust, id: $case) { id reference version worker { fullName } assignment { employerName } }
    escalationPreview(trust: $trust, caseId: $case, form: $form) {
      version
      fired { rule title kind source mayOverrule }
      rules { rule title kind source }
      gate {
        title givenAt recordedByName expiresAt standing standingTitle opensThePool withdrawnAt withdrawalSentence
        closedBecause { word sentence }
      }
      against { word sentence }
      warnings { field title stops found }
      leaves { field title seenBy why }
      ageBand department acceptBy dueOn workerIsDoctor absentSince inHousePhysician
    }
    trust(odsCode: $trust) { poolIcs }
  }
`)

const SPECIALISTS = graphql(`
  query SpecialistsToLeaveOut($ics: ID!) {
    ics(code: $ics) { pool { specialists { id fullName employerName lentByName department accredited gradeTitle supervisorName skills { title } } } }
  }
`)

const ESCALATE = graphql(`
  mutation EscalateCase($input: EscalateCaseInput!) {
    escalateCase(input: $input) {
      __typename
      ... on CaseEscalated { case { id } }
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

async function look(visit: Visit, trust: Trust, draft: EscalateDraft, warningsSeen: boolean) {
  const asked = { trust: trust.code, case: visit.param('id'), form: graphForm(draft, warningsSeen) }
  const { case: found, escalationPreview: preview, trust: home } = await visit.ask(LOOK, asked)
  if (!found || !preview) throw new AnswerRefused('NOT_FOUND', [], false)
  const inHand: CaseInHand = {
    id: found.id,
    reference: found.reference,
    workerName: found.worker.fullName,
    employerName: found.assignment.employerName,
    trustName: trust.name,
    poolIcs: home?.poolIcs ?? undefined,
    poolName: poolNameOf(home?.poolIcs),
    specialists: undefined,
    preview,
  }
  return { inHand, version: found.version }
}

/** With the specialists of the pool it goes to; a pool that does not answer takes only its list of names away. */
async function withSpecialists(visit: Visit, inHand: CaseInHand): Promise<CaseInHand> {
  if (inHand.poolIcs === undefined) return inHand
  const { data, errors } = await visit.askPartly(SPECIALISTS, { ics: inHand.poolIcs })
  const { ics } = wholeAnswer({ data, errors: errors.filter(({ code }) => code !== 'POOL_UNAVAILABLE') }, false)
  return { ...inHand, specialists: ics?.pool?.specialists?.filter(({ accredited }) => accredited) }
}

/** The steps that name specialists. */
const NAMES_SPECIALISTS: readonly string[] = ['wishes', 'check']

/** With the words the nurse has looked at counted as such, and no word that came later. */
async function lookAgain(visit: Visit, trust: Trust, draft: EscalateDraft) {
  const seen = draft.seen.length > 0 ? await look(visit, trust, draft, true) : undefined
  return seen && hasSeenAll(seen.inHand.preview, draft) ? seen : look(visit, trust, draft, false)
}

/** The case stands so that no form could help. */
const NOT_NOW = ['case-closed', 'already-escalated', 'opinion-not-acted-on']

const placeOf = (visit: Visit) => escalatePath({ id: visit.param('id') })
/** The word that brings a reader back to a step that is not right yet. */
const NOT_YET = 'not-yet'

/** Shows a step, once all steps before it hold. Reading again, going back and coming back tomorrow find the same draft. */
function open(step: Step | 'check') {
  return atOwnTrust(async (visit, trust) => {
    const begun = await visit.drafts.find(placeOf(visit))
    if (!begun && step !== 'about') return seeOther(placeOf(visit))
    const form = readFields(begun?.fields ?? [])
    const draft = readDraft(form)
    const { inHand, version } = await lookAgain(visit, trust, draft)
    const closed = inHand.preview.against.filter(({ word }) => NOT_NOW.includes(word) || AT_THE_GATE.includes(word))
    if (closed.length > 0) return page({ ...cannotEscalate(inHand, closed, begun !== undefined), status: 409 })
    const wrong = firstWrong(step, draft, inHand)
    if (wrong) return seeOther(stepPath(inHand, wrong), NOT_YET)
    const standing = begun ? standingOf(step, form, begun, visit.notice, inHand) : newForm(version)
    const named = NAMES_SPECIALISTS.includes(step) ? await withSpecialists(visit, inHand) : inHand
    return show(step, { inHand: named, draft, standing, begun })
  })
}

/** The first step before this one that does not hold. */
function firstWrong(step: Step | 'check', draft: EscalateDraft, { preview }: CaseInHand): Step | undefined {
  const before = step === 'check' ? STEPS : STEPS.slice(0, STEPS.indexOf(step))
  return before.find((each) => hasProblems(problemsAt(each, draft, preview)))
}

/** What is wrong is said when the reader tried to go on, or has been refused; not while he is still writing. */
function standingOf(
  step: Step | 'check',
  form: SentFields,
  { answer }: Draft,
  notice: string | undefined,
  { preview }: CaseInHand,
): FormStanding {
  if (step === 'check' && answer?.__typename === 'Refused') return formWith(form, summaryOf(answer.reasons))
  if (step === 'check' && answer?.__typename === 'Stale') return { ...formWith(form, {}), news: { changes: answer.changes } }
  return formWith(form, step !== 'check' && notice === NOT_YET ? problemsAt(step, readDraft(form), preview) : {})
}

/** Where the draft stands: the first step that does not hold yet, and nothing is said against it before it is sent. */
const goOn = atOwnTrust(async (visit, trust) => {
  const begun = await visit.drafts.find(placeOf(visit))
  if (!begun) return seeOther(placeOf(visit))
  const draft = readDraft(readFields(begun.fields))
  const { inHand } = await lookAgain(visit, trust, draft)
  return seeOther(stepPath(inHand, firstWrong('check', draft, inHand) ?? 'check'))
})

/** Keeps what a step was answered before anybody is asked anything: a trust that is silent now takes nothing away. */
function keep(step: Step) {
  return atOwnTrust(async (visit) => {
    const place = placeOf(visit)
    const go = visit.form.text(GO_FIELD)
    if (go === DISCARD) return discard(visit)
    const before = await visit.drafts.find(place)
    const form = before ? readFields(before.fields) : visit.form
    const draft = withStep(readDraft(form), step, readDraft(visit.form))
    await visit.drafts.keep(place, { fields: draftFields(draft, keysOf(form)) })
    const path = (to: Step | 'check') => stepPath({ id: visit.param('id') }, to)
    if (go === KEEP) return kept(path(step))
    if (go === LATER) return seeOther(`/cases/${visit.param('id')}`, 'draft-kept')
    const wanted = STEPS.find((each) => each === go)
    return seeOther(path(wanted ?? STEPS[STEPS.indexOf(step) + 1] ?? 'check'))
  })
}

async function discard(visit: Visit): Promise<Reply> {
  await visit.drafts.drop(placeOf(visit))
  return seeOther(`/cases/${visit.param('id')}`, 'draft-dropped')
}

async function send(visit: Visit, trust: Trust): Promise<Reply> {
  const place = placeOf(visit)
  const found = await visit.drafts.find(place)
  if (!found) return seeOther(place)
  const form = readFields(found.fields)
  const draft = readDraft(form)
  const { inHand } = await lookAgain(visit, trust, draft)
  const wrong = firstWrong('check', draft, inHand)
  if (wrong) return seeOther(stepPath(inHand, wrong), NOT_YET)
  const { key, version } = keysOf(form)
  const input = {
    ...graphForm(draft, hasSeenAll(inHand.preview, draft)),
    trust: trust.code,
    caseId: inHand.id,
    idempotencyKey: key,
    expectedVersion: version,
  }
  const answer = answered((await visit.ask(ESCALATE, { input })).escalateCase)
  if (answer.__typename === 'CaseEscalated') {
    await visit.drafts.drop(place)
    return seeOther(`/cases/${inHand.id}`, 'case-escalated')
  }
  await visit.drafts.keep(place, { fields: draftFields(draft, formAfter(form, answer, {}).keys), answer })
  return seeOther(stepPath(inHand, 'check'))
}

/** Each reason on its own line of the summary: to what stands in the way, or to the links that lead back. */
function summaryOf(reasons: readonly Reason[]): Problems {
  const obstacles = obstaclesOf(reasons).map((reason) => [obstacleId(reason), reason.sentence])
  const steps = STEPS.map((step) => [`change-${step}`, sentencesOf(step, reasons)]).filter(([, text]) => text !== '')
  return Object.fromEntries([...obstacles, ...steps])
}

function sentencesOf(step: Step, reasons: readonly Reason[]): string {
  return reasons
    .filter(({ word }) => stepOf(word) === step)
    .map(({ sentence }) => sentence)
    .join(' ')
}

const DRAWN = { about: AboutStep, question: QuestionStep, wishes: WishesStep, check: CheckStep } as const

function show(step: Step | 'check', props: StepProps): Reply {
  const Drawn = DRAWN[step]
  const { inHand, standing } = props
  const { status, refused } = statusOf(standing)
  return page({
    title: `${STEP_TITLES[step]}, case ${inHand.reference}`,
    section: '/worklist',
    back: { href: `/cases/${inHand.id}`, text: 'Back to the case' },
    status,
    refused,
    body: <Drawn {...props} />,
  })
}

/** Sending a case up to the pool, step by step. Each step is read at its own address, keeps its answers and leads on. */
export const escalatePages: readonly PageRoute[] = [
  { method: 'GET', path: '/cases/:id/escalate', answer: open('about') },
  { method: 'POST', path: '/cases/:id/escalate', answer: keep('about') },
  { method: 'GET', path: '/cases/:id/escalate/go-on', answer: goOn },
  { method: 'GET', path: '/cases/:id/escalate/question', answer: open('question') },
  { method: 'POST', path: '/cases/:id/escalate/question', answer: keep('question') },
  { method: 'GET', path: '/cases/:id/escalate/wishes', answer: open('wishes') },
  { method: 'POST', path: '/cases/:id/escalate/wishes', answer: keep('wishes') },
  { method: 'GET', path: '/cases/:id/escalate/check', answer: open('check') },
  { method: 'POST', path: '/cases/:id/escalate/check', answer: atOwnTrust(send) },
]
