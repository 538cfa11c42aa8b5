import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { linesOf, opinionProblems, readOpinion } from './opinion-form.ts'

const draftOf = (...fields: [string, string][]) => readOpinion(readFields(fields))
const GOOD: [string, string][] = [
  ['answer', 'After six weeks of days.'],
  ['fitness', 'fit-with-adjustments'],
  ['adjustments', ' Day shifts only \n\n  No more than three in a row'],
  ['review-on-day', '11'],
  ['review-on-month', '1'],
  ['review-on-year', '2027'],
  ['advice', 'Your plan is sound.'],
]

describe('the form of an opinion', () => {
  it('takes each line with something on it as one adjustment', () => {
    expect(linesOf(draftOf(...GOOD))).toEqual(['Day shifts only', 'No more than three in a row'])
  })

  it('finds nothing wrong with one that is whole', () => {
    expect(opinionProblems(draftOf(...GOOD))).toEqual({})
  })

  it('collects what is missing or wrong, in the order of the page', () => {
    const wrong = draftOf(['review-on-day', '31'], ['review-on-month', '2'], ['advice', 'x'.repeat(4_001)])
    expect(Object.keys(opinionProblems(wrong))).toEqual(['answer', 'fitness', 'review-on-day', 'advice'])
  })

  it('asks for an adjustment where the worker is fit with adjustments, and for short ones', () => {
    const none = GOOD.filter(([name]) => name !== 'adjustments')
    expect(Object.keys(opinionProblems(draftOf(...none)))).toEqual(['adjustments'])
    expect(opinionProblems(draftOf(...none, ['adjustments', 'x'.repeat(301)]))).toEqual({
      adjustments: 'Each adjustment must be 300 characters or fewer.',
    })
    expect(opinionProblems(draftOf(...none, ['adjustments', Array.from({ length: 21 }, () => 'x').join('\n')]))).toEqual({
      adjustments: 'Enter 20 adjustments or fewer.',
    })
  })

  it('counts characters as a person does', () => {
    expect(opinionProblems(draftOf(...GOOD.slice(1), ['answer', '👩‍👧'.repeat(4_000)]))).toEqual({})
  })
})
