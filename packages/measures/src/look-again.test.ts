import { describe, expect, it } from 'vitest'
import { lookAgain } from './look-again.ts'

const people = { counts: 'people' } as const
const of = (numerator: number, denominator: number) => ({ numerator, denominator })

describe('a count is looked at again', () => {
  it.each([
    ['when nothing was counted', of(0, 0), of(10, 20), ['nothing-counted']],
    ['when there were twice as many', of(20, 40), of(10, 20), ['much-more']],
    ['when there were half as many', of(5, 10), of(10, 20), ['much-less']],
    ['when the share moved by 20 points', of(18, 30), of(12, 30), ['share-jumped']],
    ['for both', of(8, 60), of(20, 30), ['much-more', 'share-jumped']],
    ['not for a change of seven', of(5, 14), of(5, 7), []],
    ['not for less than double', of(20, 39), of(10, 20), []],
    ['not for less than 20 points', of(17, 30), of(12, 30), []],
    ['not for a share of fewer than 20', of(19, 19), of(0, 19), []],
    ['not without a month before', of(1, 2), undefined, []],
  ] as const)('%s', (_is, now, before, expected) => {
    expect(lookAgain(people, now, before)).toEqual(expected)
  })

  it('by the posts themselves where posts are counted, never by their share', () => {
    expect(lookAgain({ counts: 'posts' }, of(600, 17_000), of(1_300, 17_000))).toEqual(['much-less'])
    expect(lookAgain({ counts: 'posts' }, of(1_300, 17_000), of(1_300, 17_000))).toEqual([])
  })
})
