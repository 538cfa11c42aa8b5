import { findMeasure, MEASURES } from '@oh/measures'
import { findIcs, type Ics } from '@oh/organisations'
import { drawnOf } from '../figures/course.ts'
import type { Figure } from '../figures/figure.ts'
import { askCourse } from '../figures/series.ts'
import { AnswerRefused, GatewaySilent } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import type { AnyMeasure } from '../national/choice.ts'
import { wrongChoice } from '../national/wrong-choice.view.tsx'
import { events, type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { askLive, asksLive } from './ask-live.ts'
import { IcsView } from './ics.view.tsx'
import { lateAnswers } from './late-answers.ts'

/** The reader's own system, for the link in the navigation; England for whoever leads no single one. */
function showOwn({ viewer }: Visit): Reply {
  const own = findIcs(viewer.organisation ?? '')
  return seeOther(own ? `/ics/${own.code}` : '/national')
}

async function show(visit: Visit): Promise<Reply> {
  const ics = findIcs(visit.param('code'))
  if (!ics) return page({ ...wrongChoice({ wrong: 'system', asked: visit.param('code') }), status: 404 })
  const measureId = visit.query('measure') || MEASURES[0].id
  const measure = findMeasure(measureId)
  if (!measure) return page({ ...wrongChoice({ wrong: 'measure', asked: measureId }), status: 404 })
  const [live, course] = await Promise.all([
    asksLive(visit.viewer, ics.code) ? partOf(askLive(visit, ics.code)) : undefined,
    partOf(publishedCourse(visit, ics, measure)),
  ])
  if (course instanceof Lost && (!live || live instanceof Lost)) throw course.fault
  return page({
    title: ics.name,
    section: asksLive(visit.viewer, ics.code) ? '/ics' : '/national',
    wide: true,
    body: <IcsView ics={ics} measure={measure} live={shownPart(live)} course={shownPart(course)} />,
  })
}

async function publishedCourse(visit: Visit, { code }: Ics, measure: AnyMeasure): Promise<readonly Figure[]> {
  const { months, quarters } = await askCourse(visit, code, measure.id)
  return drawnOf(measure, months, quarters)
}

/** A part of the page that did not come. */
class Lost {
  readonly fault: AnswerRefused | GatewaySilent
  constructor(fault: AnswerRefused | GatewaySilent) {
    this.fault = fault
  }
}

/** A refusal or a silence costs its own part of the page and no other; an ended sign-in costs the page. */
async function partOf<Part>(asked: Promise<Part>): Promise<Part | Lost> {
  try {
    return await asked
  } catch (fault) {
    if (fault instanceof AnswerRefused || fault instanceof GatewaySilent) return new Lost(fault)
    throw fault
  }
}

const shownPart = <Part,>(part: Part | Lost): Part | 'lost' => (part instanceof Lost ? 'lost' : part)

const TRUSTS = graphql(`query TrustsOfIcs($code: ID!) { ics(code: $code) { trusts { odsCode } } }`)
const MOST_WAITED_FOR = 40

/** The stream of late answers: for whoever the live part of the page is for, about trusts of that system and nobody else. */
async function stream(visit: Visit): Promise<Reply> {
  const ics = findIcs(visit.param('code'))
  if (!ics || !asksLive(visit.viewer, ics.code)) throw new AnswerRefused('NOT_FOUND', [], false)
  const named = new Set((visit.query('wait') ?? '').split(',').slice(0, MOST_WAITED_FOR))
  const answer = await visit.ask(TRUSTS, { code: ics.code })
  const trusts = (answer.ics?.trusts ?? []).map(({ odsCode }) => odsCode).filter((code) => named.has(code))
  return events(lateAnswers(visit, named.has(ics.code) ? [...trusts, ics.code] : trusts, ics.code))
}

/** One integrated care system. */
export const icsPages: readonly PageRoute[] = [
  { method: 'GET', path: '/ics', answer: showOwn },
  { method: 'GET', path: '/ics/:code', answer: show },
  { method: 'GET', path: '/ics/:code/live', answer: stream },
]
