import type { Trust } from '@oh/organisations'
import { answered, type FormKeys, type FormStanding, formAfter, formWith, keysOf, newForm, type NotDone } from '../cases/sent-form.ts'
import { hasProblems, type Problems } from '../layout/messages.view.tsx'
import { graphql } from '../graphql.ts'
import { page, type Reply, type Visit } from '../page.ts'
import type { Answers } from './answers.ts'
import { checkAnswers } from './check.view.tsx'
import { fieldsOfReasons } from './reason-fields.ts'
import type { JourneyFacts } from './journey-facts.ts'
import { question } from './questions.view.tsx'
import { referralInput } from './referral-input.ts'
import { firstOpenStep, isStep, problemsOfStep, readAnswers, type StepId, stepAfter, stepBefore, stepOf } from './steps.ts'

const MAKE_REFERRAL = graphql(`
  mutation MakeReferral($input: MakeReferralInput!) {
    makeReferral(input: $input) {
      __typename
      ... on ReferralMade { referral { id } }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

/** A way through the questions: its address, what it knows, and where it ends. */
export interface Journey {
  readonly base: string
  readonly facts: (visit: Visit, trust: Trust, answers: Answers) => Promise<JourneyFacts>
  /** The page before the first question; none where the first question is the beginning. */
  readonly start: (() => Reply) | undefined
  readonly done: (referralId: string) => Reply
}

/** The name of the button that leads to another step, and the field that says the answers have been seen together. */
const GO = 'go'
const SEEN = 'seen'

/** The first question, with a fresh key. */
export async function beginJourney(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const facts = await journey.facts(visit, trust, {})
  const first = stepAfter('start', {}, facts)
  return show(journey, { step: first, answers: {}, facts, standing: newForm(), seen: false })
}

/** Takes in one page of the form and shows the next, or the same one with what is wrong. Nothing is kept in between. */
export async function goOn(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const { form, param } = visit
  const answers = readAnswers(form)
  const facts = await journey.facts(visit, trust, answers)
  const state = { answers, facts, standing: formWith(form, {}), seen: form.text(SEEN) === 'yes' }
  const at = param('step')
  const go = form.text(GO)
  if (go === 'start' && journey.start) return journey.start()
  if (isStep(go) || go === 'check') return show(journey, { ...state, step: go })
  if (at === 'check') return send(journey, visit, trust, state)
  if (!isStep(at)) return show(journey, { ...state, step: stepAfter('start', answers, facts) })
  const problems = problemsOfStep(at, answers, facts)
  if (hasProblems(problems)) return show(journey, { ...state, step: at, standing: formWith(form, problems) })
  return show(journey, { ...state, step: nextOf(at, state) })
}

interface JourneyState {
  readonly answers: Answers
  readonly facts: JourneyFacts
  readonly standing: FormStanding
  /** The answers have been checked together, so a changed one leads back there. */
  readonly seen: boolean
}

function nextOf(at: StepId, { answers, facts, seen }: JourneyState): StepId | 'check' {
  // whoever says that somebody may come to harm reads first where help is
  const next = stepAfter(at, answers, facts)
  if (!seen || next === 'help-now') return next
  return firstOpenStep(answers, facts) ?? 'check'
}

async function send(journey: Journey, visit: Visit, trust: Trust, state: JourneyState): Promise<Reply> {
  const { answers, facts } = state
  const open = firstOpenStep(answers, facts)
  if (open) return show(journey, { ...state, step: open, standing: withProblems(state.standing.keys, problemsOfStep(open, answers, facts)) })
  const { form, ask } = visit
  const input = { trust: trust.code, idempotencyKey: keysOf(form).key, ...referralInput(answers, facts.side) }
  const answer = answered((await ask(MAKE_REFERRAL, { input })).makeReferral)
  if (answer.__typename === 'ReferralMade') return journey.done(answer.referral.id)
  return refused(journey, visit, state, answer)
}

/** Back to the question that the first reason is about, or to the answers when it is about none of them. */
function refused(journey: Journey, { form }: Visit, state: JourneyState, answer: NotDone & { __typename: 'Refused' }): Reply {
  const isUnknownWorker = answer.reasons.some(({ word }) => word === 'worker-missing') && state.facts.side === 'worker'
  if (isUnknownWorker) return show(journey, { ...state, step: 'details', answers: { ...state.answers, details: 'asked' } })
  const standing = formAfter(form, answer, fieldsOfReasons)
  const step = Object.keys(standing.problems).map(stepOf).find((found) => found !== undefined)
  return show(journey, { ...state, step: step ?? 'check', standing })
}

function withProblems(keys: FormKeys, problems: Problems): FormStanding {
  return { keys, problems }
}

function show({ base, start }: Journey, { step, answers, facts, standing, seen }: JourneyState & { step: StepId | 'check' }): Reply {
  const before = stepBefore(step, answers, facts)
  const back = before === 'start' && !start ? undefined : before
  const isSeen = seen || step === 'check'
  const shown = { base, answers, facts, standing, back, seen: isSeen }
  const content = step === 'check' ? checkAnswers(shown) : question(step, shown)
  return page({ ...content, refused: hasProblems(standing.problems), status: hasProblems(standing.problems) ? 422 : 200 })
}
