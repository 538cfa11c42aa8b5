import type { Trust } from '@oh/organisations'
import { afterRefusal, standingOfDraft } from '../drafts/draft-standing.ts'
import type { DraftContents } from '../drafts/drafts.ts'
import { readFields } from '../form.ts'
import { graphql } from '../graphql.ts'
import { hasProblems } from '../layout/messages.view.tsx'
import { page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formWith, KEY_FIELD, keysOf, type NotDone, newForm, problemsOf } from '../sent-form.ts'
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

/** The word that brings somebody back to a question that is not answered yet. */
const NOT_YET = 'not-yet'

/** Begins anew: what was begun before and not sent is gone. */
export async function beginJourney(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const facts = await journey.facts(visit, trust, {})
  await visit.drafts.keep(journey.base, { fields: fieldsOf({}, newForm().keys.key, false) })
  return seeOther(addressOf(journey, stepAfter('start', {}, facts)))
}

/** The first question of a new referral, which is kept only once it is answered. */
export async function firstQuestion(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const facts = await journey.facts(visit, trust, {})
  const begun = (await visit.drafts.find(journey.base)) && addressOf(journey, 'go-on')
  const leg = { journey, visit, trust, answers: {}, facts, seen: false }
  return show(leg, stepAfter('start', {}, facts), newForm(), begun)
}

/** A question at its own address, as it was kept. Reading again, going back and coming back tomorrow find the same answers. */
export async function openStep(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const begun = await visit.drafts.find(journey.base)
  if (!begun) return journey.start?.() ?? seeOther(journey.base)
  const form = readFields(begun.fields)
  const answers = readAnswers(form)
  const facts = await journey.facts(visit, trust, answers)
  const leg: Leg = { journey, visit, trust, answers, facts, seen: form.text(SEEN) === 'yes' }
  const at = visit.param('step')
  if (isStep(at) && visit.notice === NOT_YET) return show(leg, at, formWith(form, problemsOfStep(at, answers, facts)))
  const open = firstOpenStep(answers, facts)
  if (!isStep(at) && (at !== 'check' || open)) return seeOther(addressOf(journey, open ?? 'check'))
  return show(leg, isStep(at) ? at : 'check', standingOfDraft(begun, fieldsOfReasons))
}

/** Keeps one page of the form before anybody is asked anything, and leads to the next, or back with what is wrong. */
export async function goOn(journey: Journey, visit: Visit, trust: Trust): Promise<Reply> {
  const { form, param } = visit
  const answers = readAnswers(form)
  const seen = form.text(SEEN) === 'yes'
  const { key } = keysOf(form)
  await visit.drafts.keep(journey.base, { fields: fieldsOf(answers, key, seen) })
  const go = form.text(GO)
  const at = param('step')
  if (go === 'start' && journey.start) return journey.start()
  if (isStep(go) || go === 'check') return seeOther(addressOf(journey, go))
  const facts = await journey.facts(visit, trust, answers)
  const leg: Leg = { journey, visit, trust, answers, facts, seen }
  if (at === 'check') return send(leg, key)
  if (!isStep(at)) return seeOther(addressOf(journey, stepAfter('start', answers, facts)))
  const isWrong = hasProblems(problemsOfStep(at, answers, facts))
  return isWrong ? seeOther(addressOf(journey, at), NOT_YET) : seeOther(addressOf(journey, nextOf(leg, at)))
}

const addressOf = ({ base }: Journey, step: StepId | 'check' | 'go-on') => `${base}/${step}`

/** How a referral that is not sent yet is kept. */
function fieldsOf(answers: Answers, key: string, seen: boolean): DraftContents['fields'] {
  return [...Object.entries(answers), [KEY_FIELD, key], ...(seen ? [[SEEN, 'yes'] as const] : [])]
}

function nextOf({ answers, facts, seen }: Leg, at: StepId): StepId | 'check' {
  const next = stepAfter(at, answers, facts)
  // whoever says that somebody may come to harm reads first where help is
  if (!seen || next === 'help-now') return next
  return firstOpenStep(answers, facts) ?? 'check'
}

async function send(leg: Leg, key: string): Promise<Reply> {
  const { journey, visit, trust, answers, facts } = leg
  const open = firstOpenStep(answers, facts)
  if (open) return seeOther(addressOf(journey, open), NOT_YET)
  const input = { trust: trust.code, idempotencyKey: key, ...referralInput(answers, facts.side) }
  const answer = answered((await visit.ask(MAKE_REFERRAL, { input })).makeReferral)
  if (answer.__typename !== 'ReferralMade') return refused(leg, key, answer)
  await visit.drafts.drop(journey.base)
  return journey.done(answer.referral.id)
}

/** Back to the question that the first reason is about, or to the answers when it is about none of them. */
async function refused(leg: Leg, key: string, answer: NotDone & { readonly __typename: 'Refused' }): Promise<Reply> {
  const { journey, visit, answers, facts, seen } = leg
  const isUnknown = facts.side === 'worker' && answer.reasons.some(({ word }) => word === 'worker-missing')
  if (isUnknown) {
    await visit.drafts.keep(journey.base, { fields: fieldsOf({ ...answers, details: 'asked' }, key, seen) })
    return seeOther(addressOf(journey, 'details'))
  }
  await visit.drafts.keep(journey.base, afterRefusal(readFields(fieldsOf(answers, key, seen)), answer))
  const step = Object.keys(problemsOf(answer.reasons, fieldsOfReasons))
    .map(stepOf)
    .find((found) => found !== undefined)
  return seeOther(addressOf(journey, step ?? 'check'))
}

async function show(leg: Leg, step: StepId | 'check', standing: FormStanding, begun?: string): Promise<Reply> {
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
    begun,
  }
  const content = step === 'check' ? checkAnswers(shown) : question(step, shown)
  return page({
    ...content,
    section: journey.base === '/refer' ? '/refer' : '/referrals',
    refused: hasProblems(standing.problems),
  })
}
