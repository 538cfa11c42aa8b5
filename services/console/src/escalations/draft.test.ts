import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { keysOf } from '../sent-form.ts'
import { draftFields, graphForm, readDraft, STEPS, withStep } from './draft.ts'

const sent: [string, string][] = [
  ['facts', 'riskAtWork'],
  ['facts', 'psychiatricCondition'],
  ['back-on-day', '3'],
  ['back-on-month', '11'],
  ['back-on-year', '2026'],
  ['category', 'mental-health'],
  ['urgency', 'soon'],
  ['at-risk', 'yes'],
  ['overruled', 'work-hazard'],
  ['overrule-work-hazard', 'Removed in June.'],
  ['added', 'ill-health-retirement'],
  ['add-ill-health-retirement', 'The worker asks for it.'],
  ['question', 'Is a return to nights safe?'],
  ['summary', 'First line.\n\nSecond "line" <b>&amp;</b>.'],
  ['seen', 'summary: 07700 900123'],
  ['excluded', 'a1'],
  ['why-a1', 'objection'],
  ['excluded', 'b2'],
  ['own-employer', 'yes'],
  ['see-worker', 'no'],
  ['shown', 'yes'],
]
const draft = readDraft(readFields(sent))

const KEYS = { key: '7d9f3a52-1c7e-4f0b-9a53-0d1f1f6a2b11', version: 4 }

describe('the draft of an escalation', () => {
  it('keeps the facts in the order of the form, and drops words that are no facts', () => {
    expect(draft.facts).toEqual(['psychiatricCondition', 'riskAtWork'])
    expect(readDraft(readFields([['facts', 'somethingElse']])).facts).toEqual([])
  })

  it('comes whole out of what is kept, with the key and version of its first page', () => {
    const form = readFields(draftFields(draft, KEYS))
    expect(readDraft(form)).toEqual(draft)
    expect(keysOf(form)).toEqual(KEYS)
  })

  it.each(STEPS)('takes from step %s the answers of that step and of no other', (step) => {
    const empty = readDraft(readFields([]))
    expect(withStep(draft, step, draft)).toEqual(draft)
    const emptied = STEPS.reduce((before, each) => (each === step ? before : withStep(before, each, empty)), draft)
    expect(withStep(empty, step, draft)).toEqual(emptied)
    expect(withStep(empty, step, draft)).not.toEqual(empty)
  })

  it('asks the rules early with the least, and sends nobody away without a ground', () => {
    const early = graphForm(readDraft(readFields([])), false)
    expect(early).toMatchObject({
      category: 'other',
      urgency: 'routine',
      seeWorker: 'no',
      specialistsShown: false,
      warningsSeen: false,
    })
    expect(graphForm(draft, true).exclusions).toEqual([{ specialistId: 'a1', why: 'objection' }])
  })

  it('says each fact by the name the graph has for it', () => {
    expect(graphForm(draft, true).facts).toEqual({
      work: 'case-management',
      backOn: '2026-11-03',
      psychiatricCondition: true,
      riskAtWork: true,
    })
  })
})
