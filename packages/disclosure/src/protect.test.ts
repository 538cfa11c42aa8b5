import type { Period } from '@oh/kernel'
import { MEASURES } from '@oh/measures'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CATALOGUE, catalogueRow, LEVELS } from './catalogue.ts'
import { POLICY } from './policy.ts'
import { type ExactCell, percentPlaces, protect, ratioOf } from './protect.ts'
import { isValue } from './shown.ts'

const person = (numerator: number, denominator: number, more: Partial<ExactCell> = {}) =>
  protect({ kind: 'person', level: 'ics', count: { numerator, denominator }, contributors: 5, ...more }, POLICY)
const c = { mark: 'c' }
const v = (value: number) => ({ value })

describe('a count of people below England', () => {
  it.each([
    ['1 to 7 are confidential', 7, 100, c, v(100)],
    ['8 is shown, rounded to 5', 8, 100, v(10), v(100)],
    ['each part is rounded from its own value', 52, 103, v(50), v(105)],
    ['nobody is shown when many were asked', 0, 100, v(0), v(100)],
    ['nobody of few is confidential, and the few too', 0, 7, c, c],
    ['a small rest gives the numerator away, so it is confidential', 95, 100, c, v(100)],
    ['a rest of 8 does not', 92, 100, v(90), v(100)],
    ['everybody is confidential: it says something of each', 100, 100, c, v(100)],
    ['few people are confidential whatever the numerator', 3, 6, c, c],
    ['no people at all are shown as none, the numerator not applicable', 0, 0, { mark: 'z' }, v(0)],
  ])('%s (%i of %i)', (_rule, numerator, denominator, shown, of) => {
    expect(person(numerator, denominator)).toEqual({ numerator: shown, denominator: of })
  })

  it("obeys a contributor's higher floor and ignores a lower one", () => {
    expect(person(15, 100, { floor: 20 })).toEqual({ numerator: c, denominator: v(100) })
    expect(person(20, 100, { floor: 20 }).numerator).toEqual(v(20))
    expect(person(5, 19, { floor: 20 })).toEqual({ numerator: c, denominator: c })
    expect(person(5, 100, { floor: 2 }).numerator).toEqual(c)
  })
})

describe('a figure of fewer than three organisations', () => {
  it('is confidential to all, as each of them knows its own share', () => {
    expect(person(50, 100, { contributors: 2 })).toEqual({ numerator: c, denominator: c })
    expect(person(50, 100, { contributors: 3 }).numerator).toEqual(v(50))
  })

  it('is shown when it is made of shown figures, for then it tells nobody more', () => {
    expect(person(50, 100, { contributors: 2, contributorsShown: true }).numerator).toEqual(v(50))
  })

  it('is its own business when it is one trust', () => {
    expect(person(50, 100, { level: 'trust', contributors: 1 }).numerator).toEqual(v(50))
  })
})

describe('other cells', () => {
  it('England is rounded and not suppressed', () => {
    expect(person(4, 6, { level: 'england' })).toEqual({ numerator: v(5), denominator: v(5) })
    expect(person(2, 6, { level: 'england' })).toEqual({ numerator: v(0), denominator: v(5) })
  })

  it('posts are organisational data and exact, the people they serve are rounded', () => {
    const posts = { kind: 'resource', level: 'trust', contributors: 1 } as const
    expect(person(127, 6_203, posts)).toEqual({ numerator: v(127), denominator: v(6_205) })
    expect(person(127, 5, posts)).toEqual({ numerator: v(127), denominator: c })
    expect(person(127, 9, { ...posts, floor: 10 })).toEqual({ numerator: v(127), denominator: c })
  })

  it.each([
    [-1, 5],
    [1.5, 5],
    [1, Number.NaN],
    [1, 2 ** 60],
  ])('%f of %f is no count', (numerator, denominator) => expect(() => person(numerator, denominator)).toThrow(RangeError))
})

describe('whatever the counts', () => {
  const counts = fc
    .integer({ min: 0, max: 300 })
    .chain((denominator) => fc.tuple(fc.integer({ min: 0, max: denominator }), fc.constant(denominator)))

  it('no figure shown below England can mean 1 to 7 people, nor a rest of 1 to 7', () => {
    fc.assert(
      fc.property(counts, ([numerator, denominator]) => {
        const shown = person(numerator, denominator)
        if (isValue(shown.numerator)) {
          expect(numerator === 0 || numerator >= 8).toBe(true)
          expect(denominator - numerator === 0 || denominator - numerator >= 8).toBe(true)
        }
        if (isValue(shown.denominator)) expect(denominator === 0 || denominator >= 8).toBe(true)
      }),
    )
  })

  it('a published ratio lies in 0 to 1 and comes from the published values alone', () => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const [a, b] = [person(...one), person(...other)]
        const [ratioA, ratioB] = [ratioOf(a), ratioOf(b)]
        if (isValue(ratioA)) expect(ratioA.value >= 0 && ratioA.value <= 1).toBe(true)
        if (JSON.stringify(a) === JSON.stringify(b)) expect(ratioA).toEqual(ratioB)
      }),
    )
  })
})

describe('percentages', () => {
  it('are whole under a thousand people', () =>
    expect([percentPlaces(995, POLICY), percentPlaces(1_000, POLICY)]).toEqual([0, 1]))
  it('carry the mark of what is not shown', () => {
    expect(ratioOf({ numerator: { mark: 'c' }, denominator: { value: 50 } })).toEqual(c)
    expect(ratioOf({ numerator: { mark: 'x' }, denominator: { mark: 'x' } })).toEqual({ mark: 'x' })
    expect(ratioOf({ numerator: { value: 0 }, denominator: { value: 0 } })).toEqual({ mark: 'z' })
  })
})

describe('the catalogue', () => {
  it('has one row for each measure, of the kind the measure counts', () => {
    expect(CATALOGUE.map(({ measure }) => measure)).toEqual(MEASURES.map(({ id }) => id))
    expect(CATALOGUE.map(({ kind }) => kind)).toEqual(MEASURES.map(({ counts }) => (counts === 'posts' ? 'resource' : 'person')))
  })

  it('shows people of one trust by closed quarter or year, never by month', () => {
    expect(catalogueRow('seen-within-10', 'trust', '2026-10' as Period)).toBeUndefined()
    expect(catalogueRow('seen-within-10', 'trust', '2026/27-Q2' as Period)?.kind).toBe('person')
    expect(catalogueRow('clinical-wte-per-1000', 'trust', '2026-10' as Period)?.kind).toBe('resource')
  })

  it('shows escalations by ICS and quarter at the finest', () => {
    const finest = LEVELS.map((level) =>
      ['2026-10', '2026/27-Q2', '2026/27'].filter((period) => catalogueRow('escalations-per-1000', level, period as Period)),
    )
    expect(finest).toEqual([[], ['2026/27-Q2', '2026/27'], ['2026/27-Q2', '2026/27'], ['2026/27-Q2', '2026/27']])
  })

  it('has nothing that is not in it', () => {
    expect(catalogueRow('sickness-by-reason', 'england', '2026/27' as Period)).toBeUndefined()
  })
})
