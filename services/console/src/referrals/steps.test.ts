import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { type Answers, type Side, SOMEBODY_ELSE } from './answers.ts'
import {
  carriedPast,
  firstOpenStep,
  isStep,
  problemsOfStep,
  readAnswers,
  STEPS,
  type StepFacts,
  stepAfter,
  stepBefore,
  stepOf,
} from './steps.ts'

const facts = (side: Side, asksWho = false): StepFacts => ({ side, asksWho })
/** The steps from the first to the check page, with these answers. */
function walk(answers: Answers, known: StepFacts): string[] {
  const path: string[] = []
  for (let step = stepAfter('start', answers, known); step !== 'check'; step = stepAfter(step, answers, known)) path.push(step)
  return path
}

const SINCE = { 'since-day': '3', 'since-month': '11', 'since-year': '2026' }
const COMPLETE: Answers = { harm: 'no', reason: 'stress', absent: 'no', question: 'What would help?' }

describe('the questions', () => {
  it('of a worker who refers himself begin with harm and never ask whether he was told', () => {
    expect(walk({}, facts('worker'))).toEqual(['harm', 'reason', 'absence', 'question', 'background'])
  })

  it('of a manager ask for the worker, and that the worker was told and shown', () => {
    expect(walk({}, facts('referrer'))).toEqual(['harm', 'worker', 'reason', 'absence', 'question', 'background', 'told'])
  })

  it('of the OH team ask who refers and when it came in', () => {
    expect(walk({ source: 'gp' }, facts('service'))).toEqual(
      expect.arrayContaining(['find', 'worker', 'source', 'received', 'told']),
    )
    expect(walk({ source: 'self' }, facts('service'))).not.toContain('told')
  })

  it('ask who it is for when the person may do both', () => {
    expect(walk({}, facts('worker', true))[0]).toBe('who')
  })

  it('lead to help at once when somebody may come to harm', () => {
    for (const side of ['worker', 'referrer', 'service'] as const)
      expect(stepAfter('harm', { harm: 'yes' }, facts(side))).toBe('help-now')
    expect(walk({ harm: 'not-said' }, facts('worker'))).not.toContain('help-now')
  })

  it('ask for details only of a worker who is not known', () => {
    expect(walk({ worker: SOMEBODY_ELSE }, facts('referrer'))).toContain('details')
    expect(walk({ worker: 'w1 Tomasz Nowak' }, facts('referrer'))).not.toContain('details')
    expect(walk({ details: 'asked' }, facts('worker'))).toContain('details')
  })

  it('lead back the way they came', () => {
    for (const side of ['worker', 'referrer', 'service'] as const) {
      const path = walk({}, facts(side))
      for (const [index, step] of path.entries()) {
        if (!isStep(step)) throw new Error(step)
        expect(stepBefore(step, {}, facts(side))).toBe(path[index - 1] ?? 'start')
      }
      expect(stepBefore('check', {}, facts(side))).toBe(path.at(-1))
    }
  })
})

describe('an answer is asked for again', () => {
  const problems = (step: Parameters<typeof problemsOfStep>[0], answers: Answers, side: Side = 'worker') =>
    problemsOfStep(step, answers, facts(side))

  it.each(['harm', 'reason', 'absence', 'question'] as const)('when %s is empty', (step) => {
    expect(Object.keys(problems(step, {}))).toHaveLength(1)
  })

  it('but not where none is needed', () => {
    expect(problems('background', {})).toEqual({})
    expect(problems('help-now', { harm: 'yes' })).toEqual({})
  })

  it('when the first day of absence is missing or does not exist', () => {
    expect(problems('absence', { absent: 'yes' })).toHaveProperty('since')
    expect(problems('absence', { absent: 'yes', ...SINCE, 'since-day': '31' })).toHaveProperty('since')
    expect(problems('absence', { absent: 'yes', ...SINCE })).toEqual({})
    expect(problems('absence', { absent: 'no', 'since-day': '99' })).toEqual({})
  })

  it('when a text is longer than it is taken, in characters that people see', () => {
    expect(problems('question', { question: 'x'.repeat(601) })).toHaveProperty('question')
    expect(problems('question', { question: '👩‍⚕️'.repeat(600) })).toEqual({})
  })

  it('when the worker has not been told: of a manager, but not of the OH team, which writes down what came in', () => {
    expect(problems('told', { told: 'no' }, 'referrer')).toHaveProperty('told')
    expect(problems('told', { told: 'no', source: 'gp' }, 'service')).toEqual({})
    expect(problems('told', { told: 'yes', source: 'own-gp' }, 'service')).toHaveProperty('consented')
  })

  it('when the worker that was sent is none of the list', () => {
    expect(problems('worker', { worker: 'nonsense' }, 'referrer')).toHaveProperty('worker')
    expect(problems('worker', { worker: SOMEBODY_ELSE }, 'referrer')).toEqual({})
    expect(problems('worker', { worker: 'w1 Tomasz Nowak' }, 'referrer')).toEqual({})
  })

  it('when one detail of an unknown worker is missing', () => {
    expect(Object.keys(problems('details', { worker: SOMEBODY_ELSE }, 'referrer'))).toHaveLength(8)
  })
})

describe('the answers', () => {
  it('are complete when no step is open', () => {
    expect(firstOpenStep(COMPLETE, facts('worker'))).toBeUndefined()
    expect(firstOpenStep({ ...COMPLETE, question: '' }, facts('worker'))).toBe('question')
    expect(firstOpenStep(COMPLETE, facts('referrer'))).toBe('worker')
  })

  it('are read from the fields of questions only', () => {
    const form = readFields(Object.entries({ ...COMPLETE, 'form-token': 'x', key: 'y', other: 'z' }))
    expect(readAnswers(form)).toEqual(COMPLETE)
  })

  it('travel past each step without its own, which its fields hold', () => {
    expect(carriedPast('question', COMPLETE)).toEqual({ harm: 'no', reason: 'stress', absent: 'no' })
    expect(carriedPast('check', COMPLETE)).toEqual(COMPLETE)
  })

  it('are each asked at one step', () => {
    const fields = STEPS.flatMap((step) => [...step.fields])
    expect(new Set(fields).size).toBe(fields.length)
    expect(stepOf('since')).toBe('absence')
    expect(stepOf('full-name')).toBe('details')
    expect(stepOf('form')).toBeUndefined()
  })
})
