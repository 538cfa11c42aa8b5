import { findMeasure, type Measure } from '@oh/measures'
import { describe, expect, it } from 'vitest'
import { courseOf, courseSentence, drawnOf } from './course.ts'
import { CourseFigure } from './course.view.tsx'
import type { Figure } from './figure.ts'
import { sayingOf } from './figure-words.ts'
import { isoPeriod, periodInShort, periodInWords } from './period-words.ts'

const up = findMeasure('seen-within-10') as Measure
const down = findMeasure('did-not-attend') as Measure
const neutral = findMeasure('escalations-per-1000') as Measure
const posts = findMeasure('clinical-wte-per-1000') as Measure

const figure = (at: number, ratio: Figure['ratio'], people = 1_000): Figure => ({
  ...{
    area: 'ENG',
    contributors: 200,
    expected: 205,
    staffCovered: 98,
    publication: at + 1,
    policy: 0,
    synthetic: true,
    revised: false,
  },
  period: `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}` as Figure['period'],
  ...{ numerator: { value: 5 }, denominator: { value: people }, ratio },
})
const series = (...ratios: readonly (number | 'c' | 'x')[]) =>
  ratios.map((ratio, at) => figure(at, typeof ratio === 'number' ? { value: ratio } : { mark: ratio }))
const steady = [0.6, 0.61, 0.6, 0.61, 0.6, 0.61, 0.6, 0.61, 0.6, 0.61, 0.6, 0.61, 0.6]
const wild = [0.5, 0.7, 0.5, 0.7, 0.5]
const said = (measure: Measure, figures: readonly Figure[]) =>
  courseSentence('England', courseOf(measure, figures), sayingOf(measure))

describe('the sentence above a course', () => {
  it('says that a steady one moves no more than chance, and between what', () => {
    expect(said(up, series(...steady))).toMatch(
      /^England stood at 60\.0% in January 2026\. That is common cause: it moves no more than chance, between 5\d\.\d% and 6\d\.\d%\.$/,
    )
  })

  it('names no limit that a share cannot have', () => {
    const wild = series(0.9, 0.99, 0.85, 0.99, 0.88, 0.98, 0.9, 0.99, 0.86, 0.97, 0.9, 0.98, 0.93)
    expect(said(up, wild)).toMatch(/between \d\d\.\d% and 100\.0%\.$/)
  })

  it('judges no posts by chance: they are counted', () => {
    const words = said(posts, series(...steady, 0.9))
    expect(words).toContain('Posts are counted, so there are no limits of chance.')
    expect(words).not.toMatch(/special cause|common cause/)
  })

  it.each([
    [up, 0.9, 'for the better: it lies above the upper limit'],
    [up, 0.2, 'for the worse: it lies below the lower limit'],
    [down, 0.9, 'for the worse: it lies above the upper limit'],
    [down, 0.2, 'for the better: it lies below the lower limit'],
    [neutral, 0.9, 'upwards, which is neither good nor bad in itself: it lies above the upper limit'],
    [neutral, 0.2, 'downwards, which is neither good nor bad in itself: it lies below the lower limit'],
  ] as const)('says which way a special cause points', (measure, last, words) => {
    expect(said(measure, series(...steady, last))).toContain(`That is a special cause ${words}.`)
  })

  it.each([
    [
      [...wild, 0.7, 0.56, 0.58, 0.6, 0.62, 0.64, 0.66, 0.68],
      'it is one of seven or more points running, each higher than the one before.',
    ],
    [
      [...wild, 0.68, 0.66, 0.64, 0.62, 0.6, 0.58, 0.56],
      'it is one of seven or more points running, each lower than the one before.',
    ],
    [[...steady, ...Array.from({ length: 8 }, (_, at) => 0.609 + (at % 2) / 500)], 'seven or more running lie above the mean'],
  ])('says which rule it breaks', (ratios, words) => expect(said(up, series(...ratios))).toContain(words))

  it('says of one point that it says nothing yet, and of none that there is none', () => {
    expect(said(up, series(0.6))).toContain('One point says nothing yet')
    expect(said(up, series('c', 'x'))).toBe('Nothing that could be drawn has been published for England.')
    expect(said(up, [])).toBe('Nothing that could be drawn has been published for England.')
  })

  it('speaks of the last figure that is shown, not of a gap after it', () => {
    expect(said(up, series(...steady, 'c'))).toContain('in January 2026')
  })
})

describe('a course', () => {
  const html = (figures: readonly Figure[], measure = up) =>
    String(<CourseFigure id="e" measure={measure} name="England" figures={figures} csv="/x.csv" />)

  it('leaves a gap where a figure is confidential, and shows the mark in the table', () => {
    const drawn = html(series(...steady.slice(0, 6), 'c', ...steady.slice(6)))
    expect(drawn).toContain('<span aria-hidden="true">[c]</span><span class="nhsuk-u-visually-hidden">confidential</span>')
    expect(drawn).toContain('Not drawn')
  })

  it('says that limits of fewer than 13 points are provisional, and not of 13', () => {
    expect(html(series(...steady.slice(1)))).toContain('the limits are provisional')
    expect(html(series(...steady))).not.toContain('provisional')
  })

  it('says why it is drawn by quarter where there are months, and not where there are none', () => {
    const quarters = series(0.6, 0.61).map((each, at) => ({ ...each, period: `2026/27-Q${at + 1}` as Figure['period'] }))
    expect(html(quarters)).toContain('By quarter: with so few people')
    expect(html(quarters, neutral)).not.toContain('By quarter')
    expect(html(series(...steady))).not.toContain('By quarter')
  })

  it('says that figures are made up, from which publications, and offers them as CSV', () => {
    const drawn = html(series(...steady))
    expect(drawn).toContain('Publications 1 to 13. Made-up (synthetic) figures.')
    expect(drawn).toContain('<a href="/x.csv">Download as CSV</a>')
    expect(html(series(...steady).map((each) => ({ ...each, synthetic: false })))).not.toContain('synthetic')
  })

  it('has a name for whoever does not see it, and no style of its own', () => {
    expect(html(series(...steady))).toContain('role="img"')
    expect(html(series(...steady))).not.toContain('style=')
  })

  it('of nothing is a sentence, and no empty drawing', () => {
    expect(html([])).toContain('Nothing that could be drawn')
    expect(html([])).not.toContain('</svg>')
  })
})

describe('what is drawn of a system', () => {
  const months = (people: number) => Array.from({ length: 12 }, (_, at) => figure(at, { value: 0.6 }, people))
  const quarters = series(0.6, 0.6)

  it('is months where there are 400 people in each, else quarters', () => {
    expect(drawnOf(up, months(400), quarters)).toHaveLength(12)
    expect(drawnOf(up, months(395), quarters)).toBe(quarters)
  })

  it('is months for posts, which are exact', () => expect(drawnOf(posts, months(50), quarters)).toHaveLength(12))

  it('is whatever there is', () => {
    expect(drawnOf(up, months(5), [])).toHaveLength(12)
    expect(drawnOf(neutral, [], quarters)).toBe(quarters)
  })
})

describe('a period in words', () => {
  it.each([
    ['2026-09', 'September 2026', 'Sep 2026', '2026-09'],
    ['2026/27-Q2', 'July to September 2026', 'Q2 2026/27', '2026-07-01/2026-09-30'],
    ['2026/27-Q4', 'January to March 2027', 'Q4 2026/27', '2027-01-01/2027-03-31'],
    ['2025/26', 'April 2025 to March 2026', '2025/26', '2025-04-01/2026-03-31'],
  ])('%s', (period, words, short, iso) => {
    const given = period as Figure['period']
    expect([periodInWords(given), periodInShort(given), isoPeriod(given)]).toEqual([words, short, iso])
  })
})
