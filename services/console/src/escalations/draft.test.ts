import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { carriedFields, type EscalateDraft, graphForm, readDraft, STEPS } from './draft.ts'

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

const fieldsOf = (carried: ReturnType<typeof carriedFields>) =>
  Object.entries(carried).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each): [string, string] => [name, each]),
  )

describe('the draft of an escalation', () => {
  it('keeps the facts in the order of the form, and drops words that are no facts', () => {
    expect(draft.facts).toEqual(['psychiatricCondition', 'riskAtWork'])
    expect(readDraft(readFields([['facts', 'somethingElse']])).facts).toEqual([])
  })

  it('comes whole out of the hidden fields of the page that checks it', () => {
    expect(readDraft(readFields(fieldsOf(carriedFields(draft, 'check'))))).toEqual(draft)
  })

  it.each(STEPS)('leaves out of the hidden fields only what step %s shows', (step) => {
    const shown = new Set(fieldsOf(carriedFields(draft, step)).map(([name]) => name))
    const others = STEPS.filter((each) => each !== step).flatMap((each) => namesOf(each))
    expect([...shown].sort()).toEqual([...new Set(others)].sort())
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

function namesOf(step: (typeof STEPS)[number]): string[] {
  const without = (one: EscalateDraft) => fieldsOf(carriedFields(one, step)).map(([name]) => name)
  const all = fieldsOf(carriedFields(draft, 'check')).map(([name]) => name)
  return all.filter((name) => !without(draft).includes(name))
}
