import { ESCALATION_REFUSALS, ESCALATION_SENTENCES, GATE_REFUSALS } from '@oh/escalation'
import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { readDraft, STEPS } from './draft.ts'
import { obstaclesOf, problemsAt, stepOf } from './draft-problems.ts'
import type { Preview } from './preview.ts'

const draftOf = (...fields: [string, string][]) => readDraft(readFields(fields))
const saying = (...words: (keyof typeof ESCALATION_SENTENCES)[]) =>
  words.map((word) => ({ word, sentence: ESCALATION_SENTENCES[word] }))
const previewOf = (change: Partial<Preview>): Preview => ({
  fired: [],
  rules: [],
  gate: null,
  against: [],
  warnings: [],
  leaves: [],
  ageBand: 'unknown',
  department: '',
  acceptBy: null,
  dueOn: null,
  workerIsDoctor: false,
  absentSince: null,
  inHousePhysician: 'none-in-post',
  ...change,
})

describe('a reason against an escalation', () => {
  const outside = ['case-closed', 'already-escalated', 'opinion-not-acted-on', 'gdpr-basis-missing', ...GATE_REFUSALS]

  it.each(ESCALATION_REFUSALS)('%s is put right in one step of the form, or stands in the way with its sentence', (word) => {
    expect(STEPS.some((step) => step === stepOf(word))).toBe(!outside.includes(word))
    expect(obstaclesOf(saying(word))).toEqual(outside.includes(word) ? saying(word) : [])
  })

  it('holds the nurse up only at the step that can mend it', () => {
    const preview = previewOf({ against: saying('question-missing', 'objections-not-asked', 'gate-missing') })
    const draft = draftOf(['category', 'skin'], ['urgency', 'soon'], ['see-worker', 'no'])
    expect(problemsAt('about', draft, preview)).toEqual({})
    expect(problemsAt('question', draft, preview)).toEqual({ question: ESCALATION_SENTENCES['question-missing'] })
    expect(problemsAt('wishes', draft, preview)).toEqual({ asked: ESCALATION_SENTENCES['objections-not-asked'] })
  })

  it('is said at each field it is about, in the order of the page', () => {
    const preview = previewOf({
      against: saying('names-the-worker', 'overruled-without-reason', 'text-too-long'),
      warnings: [
        { field: 'summary', title: 'The worker’s name', stops: true, found: 'Marta' },
        { field: 'nursePlan', title: 'The worker’s name', stops: true, found: 'Nowak' },
      ],
    })
    const draft = draftOf(['overruled', 'work-hazard'], ['adjustmentsTried', 'x'.repeat(2_001)])
    const problems = problemsAt('question', draft, preview)
    expect(Object.keys(problems)).toEqual(['overrule-work-hazard', 'nursePlan', 'summary', 'adjustmentsTried'])
    expect(problems.adjustmentsTried).toBe('Adjustments tried: write 2,000 characters or fewer.')
  })

  it('names what was found in which field, once and nothing else', () => {
    const preview = previewOf({
      against: saying('names-the-worker', 'identifies-the-worker'),
      warnings: [
        { field: 'summary', title: 'The worker’s name', stops: true, found: 'Marta' },
        { field: 'summary', title: 'An NHS number', stops: true, found: '943 476 5919' },
        { field: 'question', title: 'The worker’s name', stops: true, found: 'Nowak' },
      ],
    })
    const { question, summary } = problemsAt('question', draftOf(), preview)
    expect(question).toBe('Your question: take out the worker’s name (“Nowak”)..')
    expect(summary).toBe('Summary: take out the worker’s name (“Marta”) and an NHS number (“943 476 5919”)..')
  })

  it('is also a word that may identify somebody, until the nurse has looked at that very word', () => {
    const preview = previewOf({
      warnings: [{ field: 'summary', title: 'Looks like a telephone number', stops: false, found: '0770' }],
    })
    expect(Object.keys(problemsAt('question', draftOf(), preview))).toEqual(['seen'])
    expect(Object.keys(problemsAt('question', draftOf(['seen', 'summary: 0771']), preview))).toEqual(['seen'])
    expect(problemsAt('question', draftOf(['seen', 'summary: 0770']), preview)).toEqual({})
  })

  it('is found by the page itself for what was not picked, or is no date', () => {
    expect(Object.keys(problemsAt('about', draftOf(['back-on-day', '31'], ['back-on-month', '2']), previewOf({})))).toEqual([
      'back-on-day',
      'category',
      'urgency',
    ])
    expect(Object.keys(problemsAt('wishes', draftOf(['excluded', 'a1']), previewOf({})))).toEqual(['why-a1', 'see-worker'])
  })
})
