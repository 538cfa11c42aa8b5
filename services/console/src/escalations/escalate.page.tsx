import type { Trust } from '@oh/organisations'
import { type Answer, AnswerRefused, wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { hasProblems, type Problems } from '../layout/messages.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { AboutStep } from './about-step.view.tsx'
import { cannotEscalate } from './cannot-escalate.view.tsx'
import { CheckStep } from './check-step.view.tsx'
import { type EscalateDraft, graphForm, readDraft, STEPS, type Step } from './draft.ts'
import { obstaclesOf, problemsAt, type Reason, stepOf } from './draft-problems.ts'
import { obstacleId } from './obstacles.view.tsx'
import { type CaseInHand, hasSeenAll } from './preview.ts'
import { QuestionStep } from './question-step.view.tsx'
import { GO_FIELD, STEP_FIELD, STEP_TITLES, type StepProps } from './step-frame.view.tsx'
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
    trust(odsCode: $trust) {
      ics { name pool { specialists { id fullName employerName department accredited skills { title } } } }
    }
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

/** A pool that does not answer takes only its list of names away; anything else missing ends the page. */
function withoutPool<Data>({ data, errors }: Answer<Data>): Data {
  return wholeAnswer({ data, errors: errors.filter(({ code }) => code !== 'POOL_UNAVAILABLE') }, false)
}

async function look(visit: Visit, trust: Trust, draft: EscalateDraft, warningsSeen: boolean) {
  const asked = { trust: trust.code, case: visit.param('id'), form: graphForm(draft, warningsSeen) }
  const { case: found, escalationPreview: preview, trust: home } = withoutPool(await visit.askPartly(LOOK, asked))
  if (!found || !preview) throw new AnswerRefused('NOT_FOUND', [], false)
  const inHand: CaseInHand = {
    id: found.id,
    reference: found.reference,
    workerName: found.worker.fullName,
    employerName: found.assignment.employerName,
    trustName: trust.name,
    poolName: home?.ics?.name ?? 'the region',
    specialists: home?.ics?.pool?.specialists?.filter(({ accredited }) => accredited),
    preview,
  }
  return { inHand, version: found.version }
}

/** With the words the nurse has looked at counted as such, and no word that came later. */
async function lookAgain(visit: Visit, trust: Trust, draft: EscalateDraft): Promise<CaseInHand> {
  const { inHand } = await look(visit, trust, draft, true)
  return hasSeenAll(inHand.preview, draft) ? inHand : (await look(visit, trust, draft, false)).inHand
}

/** The case stands so that no form could help. */
const NOT_NOW = ['case-closed', 'already-escalated', 'opinion-not-acted-on']

async function begin(visit: Visit, trust: Trust): Promise<Reply> {
  const draft = readDraft(visit.form)
  const { inHand, version } = await look(visit, trust, draft, false)
  const against = inHand.preview.against.filter(({ word }) => NOT_NOW.includes(word))
  if (against.length > 0) return page({ ...cannotEscalate(inHand, against), status: 409 })
  return show('about', { inHand, draft, standing: newForm(version) })
}

const isStep = (word: string): word is Step => STEPS.some((step) => step === word)

async function go(visit: Visit, trust: Trust): Promise<Reply> {
  const draft = readDraft(visit.form)
  const wanted = visit.form.text(GO_FIELD)
  const from = visit.form.text(STEP_FIELD)
  const inHand = await lookAgain(visit, trust, draft)
  const again = (problems: Problems = {}): StepProps => ({ inHand, draft, standing: formWith(visit.form, problems) })
  if (isStep(wanted)) return show(wanted, again())
  // every step so far, not only the one that was sent: nothing leaves that has not passed them all
  const place = isStep(from) ? STEPS.indexOf(from) + 1 : STEPS.length
  for (const step of STEPS.slice(0, place)) {
    const problems = problemsAt(step, draft, inHand.preview)
    if (hasProblems(problems)) return show(step, again(problems))
  }
  if (place < STEPS.length) return show(STEPS[place] ?? 'check', again())
  return wanted === 'send' ? send(visit, trust, again()) : show('check', again())
}

async function send(visit: Visit, trust: Trust, { inHand, draft }: StepProps): Promise<Reply> {
  const { key, version } = keysOf(visit.form)
  const input = {
    ...graphForm(draft, hasSeenAll(inHand.preview, draft)),
    trust: trust.code,
    caseId: inHand.id,
    idempotencyKey: key,
    expectedVersion: version,
  }
  const { escalateCase: answer } = await visit.ask(ESCALATE, { input })
  if (answer?.__typename === 'CaseEscalated') return seeOther(`/cases/${inHand.id}`, 'case-escalated')
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  const standing = formAfter(visit.form, answer, {})
  if (answer.__typename === 'Stale') return show('check', { inHand, draft, standing })
  const preview = { ...inHand.preview, against: answer.reasons }
  return show('check', { inHand: { ...inHand, preview }, draft, standing: { ...standing, problems: summaryOf(answer.reasons) } })
}

/** Each reason on its own line of the summary: to what stands in the way, or to the buttons that lead back. */
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
  return page({
    title: `${STEP_TITLES[step]}, case ${inHand.reference}`,
    section: '/worklist',
    back: { href: `/cases/${inHand.id}`, text: 'Leave and go back to the case' },
    ...statusOf(standing),
    body: <Drawn {...props} />,
  })
}

/** Sending a case up to the pool, step by step. GET begins; each later step comes and goes in the body of a POST. */
export const escalatePages: readonly PageRoute[] = [
  { method: 'GET', path: '/cases/:id/escalate', answer: atOwnTrust(begin) },
  { method: 'POST', path: '/cases/:id/escalate', answer: atOwnTrust(go) },
  // a step that was only typed as an address has nothing to show
  { method: 'GET', path: '/cases/:id/escalate/check', answer: (visit) => seeOther(`/cases/${visit.param('id')}/escalate`) },
  { method: 'POST', path: '/cases/:id/escalate/check', answer: atOwnTrust(go) },
]
