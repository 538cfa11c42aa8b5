import type { Trust } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { hasProblems } from '../layout/messages.view.tsx'
import { page, type Reply, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, type NotDone, newForm } from '../sent-form.ts'
import type { Answers } from './answers.ts'
import { checkAnswers } from './check.view.tsx'
import type { JourneyFacts, WorkerOption } from './journey-facts.ts'
import { question } from './questions.view.tsx'
import { fieldsOfReasons } from './reason-fields.ts'
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
  /** Whom to pick from. Every look at the records is written down, so it is asked for the one page that offers them. */
  readonly workers: (visit: Visit, trust: Trust, answers: Answers) => Promise<readonly WorkerOption[]>
  /** The page before the first question; none where the first question is the beginning. */
  readonly start: (() => Reply) | undefined
  readonly done: (referralId: string) => Reply
}

/** One request within a journey. */
interface Leg {
  readonly journey: Journey
  readonly visit: Visit
  readonly trust: Trust
  readonly answers: Answers
  readonly facts: JourneyFacts
  /** The answers have been checked together, so a changed one leads back there. */
  readonly seen: boolean
}

/** The button that leads to another step, and the field that says the answers have been seen together. */
const GO = 'go'
const SEEN = 'seen'

/** The first question, with a fresh key. */
export async function beginJourney(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const facts = await journey.facts(visit, trust, {})
  return show({ journey, visit, trust, answers: {}, facts, seen: false }, stepAfter('start', {}, facts), newForm())
}

/** Takes in one page of the form and shows the next, or the same one with what is wrong. Nothing is kept in between. */
export async function goOn(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const { form, param } = visit
  const answers = readAnswers(form)
  const facts = await journey.facts(visit, trust, answers)
  const leg: Leg = { journey, visit, trust, answers, facts, seen: form.text(SEEN) === 'yes' }
  const go = form.text(GO)
  const at = param('step')
  const asSent = formWith(form, {})
  if (go === 'start' && journey.start) return journey.start()
  if (isStep(go) || go === 'check') return show(leg, go, asSent)
  if (at === 'check') return send(leg)
  if (!isStep(at)) return show(leg, stepAfter('start', answers, facts), asSent)
  const problems = problemsOfStep(at, answers, facts)
  return hasProblems(problems) ? show(leg, at, formWith(form, problems)) : show(leg, nextOf(leg, at), asSent)
}

function nextOf({ answers, facts, seen }: Leg, at: StepId): StepId | 'check' {
  const next = stepAfter(at, answers, facts)
  // whoever says that somebody may come to harm reads first where help is
  if (!seen || next === 'help-now') return next
  return firstOpenStep(answers, facts) ?? 'check'
}

async function send(leg: Leg): Promise<Reply> {
  const { journey, visit, trust, answers, facts } = leg
  const { form, ask } = visit
  const open = firstOpenStep(answers, facts)
  if (open) return show(leg, open, formWith(form, problemsOfStep(open, answers, facts)))
  const input = { trust: trust.code, idempotencyKey: keysOf(form).key, ...referralInput(answers, facts.side) }
  const answer = answered((await ask(MAKE_REFERRAL, { input })).makeReferral)
  return answer.__typename === 'ReferralMade' ? journey.done(answer.referral.id) : refused(leg, answer)
}

/** Back to the question that the first reason is about, or to the answers when it is about none of them. */
function refused(leg: Leg, answer: NotDone & { readonly __typename: 'Refused' }): Promise<Reply> {
  const { form } = leg.visit
  const isUnknown = leg.facts.side === 'worker' && answer.reasons.some(({ word }) => word === 'worker-missing')
  if (isUnknown) return show({ ...leg, answers: { ...leg.answers, details: 'asked' } }, 'details', formWith(form, {}))
  const standing = formAfter(form, answer, fieldsOfReasons)
  const step = Object.keys(standing.problems)
    .map(stepOf)
    .find((found) => found !== undefined)
  return show(leg, step ?? 'check', standing)
}

async function show(leg: Leg, step: StepId | 'check', standing: FormStanding): Promise<Reply> {
  const { journey, visit, trust, answers, facts } = leg
  const before = stepBefore(step, answers, facts)
  const shown = {
    base: journey.base,
    answers,
    facts,
    standing,
    back: before === 'start' && !journey.start ? undefined : before,
    seen: leg.seen || step === 'check',
    workers: step === 'worker' ? await journey.workers(visit, trust, answers) : [],
  }
  const isRefused = hasProblems(standing.problems)
  const content = step === 'check' ? checkAnswers(shown) : question(step, shown)
  return page({ ...content, section: journey.base === '/refer' ? '/refer' : '/referrals', refused: isRefused })
}
