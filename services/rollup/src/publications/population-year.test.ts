import { confidential, isValue, notAvailable } from '@oh/disclosure'
import type { LondonDate, Month, Period, TrustCode } from '@oh/kernel'
import { type Count, MEASURES, type MeasureId } from '@oh/measures'
import { isOpen, trusts } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { madeUpYear } from '../testing/made-up-year.ts'
import { idOf, isInCatalogue } from './cell-name.ts'
import type { Contribution, FigureCell } from './make-cells.ts'
import { populationYears, type YearAsk } from './population-year.ts'
import { POPULATIONS } from './populations.ts'
import { type PreparedCell, preparedCells, weighedFigures } from './prepared-cells.ts'
import { openSolver } from './solver.ts'
import { weighPopulation } from './weigh-population.ts'
import type { Sender } from './who-knows.ts'
import { cellsOfYear } from './year-cells.ts'

const SPRING = ['2026-04', '2026-05', '2026-06'] as Month[]
const [FIRST, LAST] = ['2026-04-01', '2026-06-30'] as LondonDate[]
const codesOf = (ics: string, edition: '2022' | '2026' = '2022') =>
  trusts()
    .filter((trust) => trust.ics[edition] === ics && isOpen(trust, FIRST as LondonDate) && isOpen(trust, LAST as LondonDate))
    .map(({ code }) => code)
const sent = (codes: readonly TrustCode[], counts: Record<string, Count>, months = SPRING, floor = 8): Contribution[] =>
  months.flatMap((month) => codes.map((employer) => ({ employer, month, floor, counts: new Map(Object.entries(counts)) })))
const year = (contributions: readonly Contribution[], more: Partial<YearAsk> = {}): YearAsk => ({
  months: SPRING,
  sent: contributions,
  earlier: [],
  senders: [],
  ...more,
})
const tableOf = (ask: YearAsk, population: string) => {
  const found = populationYears(ask, cellsOfYear(ask)).find((each) => each.population === population)
  if (!found) throw new Error('no such population')
  return found
}

const solve = await openSolver()
/** The figures of one measure as they would be published, or the reasons against it. */
function shown(ask: YearAsk, measure: MeasureId): readonly PreparedCell[] {
  const cells = cellsOfYear(ask)
  const populations = POPULATIONS.filter(({ parts }) => parts.some((part) => part.measure === measure))
  const done = populations.map(({ id }) => {
    const weighed = weighPopulation(tableOf(ask, id), solve, () => 0)
    if (weighed.kind === 'refused') throw new Error(weighed.reasons.join(' '))
    return { population: id, figures: weighed.figures }
  })
  return preparedCells(
    cells.filter(({ frame }) => frame.measure === measure),
    weighedFigures(done),
  )
}
const figureOf = (cells: readonly PreparedCell[], level: string, area: string, period: string) => {
  const found = cells.find((cell) => cell.level === level && cell.area === area && cell.period === period)
  if (!found) throw new Error(`no ${level} ${area} ${period}`)
  return found
}
const sentBy = (service: string, codes: readonly TrustCode[], months = SPRING): Sender[] =>
  codes.flatMap((employer) => months.map((month) => ({ service, employer, month })))
const large = { 'seen-within-10': { numerator: 50, denominator: 100 } }

describe('what is weighed together', () => {
  it('has every count of people of every measure, each once', () => {
    const parts = POPULATIONS.flatMap((population) => population.parts.map(({ measure, part }) => `${measure} ${part}`))
    expect(parts.toSorted()).toEqual(
      MEASURES.flatMap(({ id, unit, counts }) => {
        if (unit === 'percent') return [`${id} both`]
        return counts === 'people' ? [`${id} numerator`, `${id} denominator`] : [`${id} denominator`]
      }).toSorted(),
    )
  })

  it('is a whole financial year of a population, with the months of trusts watched though they are never shown', () => {
    const { table } = tableOf(year(sent(codesOf('QYG'), large)), 'referrals')
    const of = (id: string) => table.cells.find((cell) => cell.id === `seen-within-10 ${id}`)
    expect(of('trust RBQ 2026-05')).toMatchObject({ use: 'watched', leaves: [expect.any(Number)] })
    expect(of('trust RBQ 2026/27-Q1')).toMatchObject({ use: 'published' })
    expect(of('ics QYG 2026/27-Q1')?.leaves).toHaveLength(3 * codesOf('QYG').length)
    expect(table.kind).toBe('share')
  })

  it('has the systems of both editions side by side', () => {
    const { table } = tableOf(year(sent(codesOf('QJG'), large)), 'referrals')
    const ids = table.cells.filter(({ leaves }) => leaves.length > 0).map(({ id }) => id)
    const both = ['QJG', 'D7T5G', 'T6Y0W'].map((code) => `seen-within-10 ics ${code} 2026-04`)
    expect(ids).toEqual(expect.arrayContaining(both))
  })

  it('takes a rate apart: what happened, and the people served, neither of which is a part of the other', () => {
    const counts = { 'escalations-per-1000': { numerator: 12, denominator: 4_000 } }
    const ask = year(sent(codesOf('QYG'), counts))
    const [happened, served] = [tableOf(ask, 'escalations-sent'), tableOf(ask, 'people-served')]
    expect([happened.table.kind, served.table.kind]).toEqual(['whole', 'whole'])
    expect(happened.table.leaves[0]?.count).toEqual({ numerator: 0, denominator: 12 })
    const total = served.table.cells.find(({ id }) => id === 'escalations-per-1000 ics QYG 2026/27-Q1')
    expect(total?.leaves).toHaveLength(codesOf('QYG').length)
  })

  it('counts the people served once, whichever measure they stand beside', () => {
    const counts = {
      'escalations-per-1000': { numerator: 12, denominator: 4_000 },
      'clinical-wte-per-1000': { numerator: 900, denominator: 4_000 },
    }
    const { table } = tableOf(year(sent(codesOf('QYG'), counts)), 'people-served')
    expect(table.leaves).toHaveLength(3 * codesOf('QYG').length)
    const of = (id: string) => table.cells.find((cell) => cell.id === id)?.leaves
    expect(of('escalations-per-1000 ics QYG 2026/27-Q1')).toEqual(of('clinical-wte-per-1000 ics QYG 2026-06'))
  })

  it('has every appointment once: kept, missed and cancelled late', () => {
    const counts = {
      'did-not-attend': { numerator: 10, denominator: 90 },
      'cancelled-late': { numerator: 12, denominator: 102 },
    }
    const [odd, ...others] = codesOf('QYG')
    const otherwise = { ...counts, 'cancelled-late': { numerator: 12, denominator: 110 } }
    const { table } = tableOf(year([...sent(others, counts), ...sent([odd as TrustCode], otherwise)]), 'appointments')
    const late = (code: string) => table.cells.find(({ id }) => id === `cancelled-late trust ${code} 2026-04`)
    const missed = (code: string) => table.cells.find(({ id }) => id === `did-not-attend trust ${code} 2026-04`)
    expect(late('RBQ')?.restLeaves).toEqual(missed('RBQ')?.leaves)
    expect(table.leaves[late('RBQ')?.leaves[0] ?? -1]).toMatchObject({ count: { numerator: 12, denominator: 12 }, isAll: true })
    // who counted otherwise is tied to nothing
    expect(late(odd ?? '')?.restLeaves).toEqual([])
    expect(table.leaves[late(odd ?? '')?.leaves[0] ?? -1]?.count).toEqual({ numerator: 12, denominator: 110 })
  })

  it('knows what services told live at the end of a month, each of all its employers', () => {
    const counts = { 'waiting-over-10': { numerator: 2, denominator: 9 } }
    const [first, second] = codesOf('QYG') as [TrustCode, TrustCode]
    const senders = sentBy('spoke', [first, second])
    const { table } = tableOf(year(sent(codesOf('QYG'), counts), { senders }), 'referrals-waiting')
    const live = (who: string) => table.cells.find(({ id }) => id === `live referrals-waiting ${who} 2026-05`)
    expect(live(first)).toMatchObject({ use: 'live', told: { denominator: { value: 10 } } })
    expect(live(`${first}+${second}`)).toMatchObject({ leaves: [expect.any(Number), expect.any(Number)] })
    expect(live(`${first}+${second}`)?.told).toEqual({ denominator: { value: 20 } })
  })

  it('takes a service for somebody who knows what it sent of an employer, and no more, after another took over', () => {
    const [first, second] = codesOf('QYG') as [TrustCode, TrustCode]
    const senders = [...sentBy('one', [first], SPRING.slice(0, 2)), ...sentBy('two', [first, second], SPRING.slice(2))]
    const { table } = tableOf(year(sent(codesOf('QYG'), large), { senders }), 'referrals')
    const quarter = table.cells.find(({ id }) => id === `seen-within-10 trust ${first} 2026/27-Q1`)
    expect(quarter?.leaves.map((leaf) => table.leaves[leaf]?.owner)).toEqual(
      ['one', 'one', 'two'].map((who) => `${first} by ${who}`),
    )
    expect(table.insiders?.find(({ name }) => name === first)?.owners).toEqual([`${first} by one`, `${first} by two`])
    expect(table.insiders?.find(({ name }) => name === 'two')?.owners).toEqual([`${first} by two`, second])
    const figures = shown(year(sent(codesOf('QYG'), large), { senders }), 'seen-within-10')
    expect(figureOf(figures, 'trust', first, '2026/27-Q1').denominator).toEqual({ value: 300 })
  })

  it('watches of a refreshed year what no figure shows, as it was and as it is', () => {
    const before = sent(codesOf('QYG'), large)
    const [few, many] = [{ numerator: 3, denominator: 100 }, large['seen-within-10']]
    const isApril = ({ employer, month }: Contribution) => employer === codesOf('QYG')[0] && month === '2026-04'
    const was = before.map((each) => (isApril(each) ? { ...each, counts: new Map([['seen-within-10', few]]) } : each))
    const { table } = tableOf(year(before, { before: was }), 'referrals')
    const sums = (name: string) => {
      const cell = table.cells.find(({ id }) => id === name)
      return [cell?.use, cell?.leaves.reduce((sum, leaf) => sum + (table.leaves[leaf]?.count.numerator ?? 0), 0)]
    }
    const april = `trust ${codesOf('QYG')[0]} 2026-04`
    expect(sums(`seen-within-10 ${april}`)).toEqual(['watched', many.numerator])
    expect(sums(`seen-within-10 replaced ${april}`)).toEqual(['watched', few.numerator])
  })

  it('holds what was published before, and will not go on without it', () => {
    const ask = year(sent(codesOf('QYG'), large))
    const first = figureOf(shown(ask, 'seen-within-10'), 'ics', 'QYG', '2026-04')
    const before: FigureCell = { ...first, numerator: { value: 50 } }
    const { earlier } = tableOf({ ...ask, earlier: [before] }, 'referrals')
    expect(earlier.get(idOf(before))?.numerator).toEqual({ value: 50 })
    const gone: FigureCell = { ...before, area: 'QK1' }
    expect(() => tableOf({ ...ask, earlier: [gone] }, 'referrals')).toThrow('was published and has no counts')
  })

  it('is what the catalogue has, and nothing else', () => {
    const has = (id: string, level: 'ics' | 'trust') => isInCatalogue({ id: `escalation-in-target ${id}`, level })
    expect(has('ics QYG 2026/27-Q1', 'ics')).toBe(true)
    expect(has('ics QYG 2026-04', 'ics')).toBe(false)
    expect(has('trust RBQ 2026/27-Q1', 'trust')).toBe(false)
  })
})

describe('what is shown of it', () => {
  it('is rounded after summing, and of England too', () => {
    const cells = shown(
      year(sent(codesOf('QYG').slice(0, 3), { 'seen-within-10': { numerator: 11, denominator: 21 } })),
      'seen-within-10',
    )
    // 33 of 63: the sum of what was rounded before would be 30 of 60.
    expect(figureOf(cells, 'england', 'ENG', '2026-04')).toMatchObject({ numerator: { value: 35 }, denominator: { value: 65 } })
  })

  it('of two trusts is confidential for every period, for each could take its own away from it', () => {
    const cells = shown(year([...sent(codesOf('QK1'), large), ...sent(codesOf('QYG'), large)]), 'seen-within-10')
    for (const period of [...SPRING, '2026/27-Q1'])
      expect(figureOf(cells, 'ics', 'QK1', period)).toMatchObject({ numerator: confidential, denominator: confidential })
    expect(figureOf(cells, 'ics', 'QYG', '2026/27-Q1').denominator).toEqual({ value: 300 * codesOf('QYG').length })
  })

  it('of two trusts shows the people they serve beside their posts, which each trust shows of itself', () => {
    const posts = { 'clinical-wte-per-1000': { numerator: 1_203, denominator: 6_002 } }
    const cells = shown(year(sent(codesOf('QK1'), posts)), 'clinical-wte-per-1000')
    expect(codesOf('QK1')).toHaveLength(2)
    expect(figureOf(cells, 'ics', 'QK1', '2026-04')).toMatchObject({
      numerator: { value: 2_406 },
      denominator: { value: 12_005 },
    })
  })

  it('of three trusts, two of which share a service, is confidential: the service could take both away', () => {
    const three = codesOf('QYG').slice(0, 3) as [TrustCode, TrustCode, TrustCode]
    const senders = sentBy('spoke', three.slice(0, 2))
    const april = (more: Partial<YearAsk>) =>
      figureOf(shown(year(sent(three, large), more), 'seen-within-10'), 'ics', 'QYG', '2026-04')
    expect(isValue(april({}).denominator)).toBe(true)
    expect(april({ senders })).toMatchObject({ numerator: confidential, denominator: confidential })
  })

  it('obeys a floor that a trust raises, in its own figure and in every figure that it is in', () => {
    const [raised, ...others] = codesOf('QYG')
    if (!raised) throw new Error('no trust')
    const twelve = { 'seen-within-10': { numerator: 4, denominator: 40 } }
    const with8 = shown(year([...sent([raised], twelve), ...sent(others, large)]), 'seen-within-10')
    expect(figureOf(with8, 'trust', raised, '2026/27-Q1').numerator).toEqual({ value: 10 })
    const with20 = shown(year([...sent([raised], twelve, SPRING, 20), ...sent(others, large)]), 'seen-within-10')
    expect(figureOf(with20, 'trust', raised, '2026/27-Q1').numerator).toEqual(confidential)
    expect(figureOf(with20, 'trust', raised, '2026/27-Q1').why.numerator).toBe('primary')
  })

  it('of a board that was split on 1 April 2026 leaves no few people between the old system and the new ones', () => {
    // QMM went whole into T6Y0W, with one trust of QJG: what the new one has more is that trust alone
    const joined = codesOf('T6Y0W', '2026').filter((code) => !codesOf('QMM').includes(code))
    expect(joined).toHaveLength(1)
    const [first, ...others] = codesOf('QMM')
    if (!first) throw new Error('no trust')
    const of = (numerator: number, denominator: number) => ({ 'seen-within-10': { numerator, denominator } })
    // by quarter 601 of the old system and 608 of the new one: shown as 600 and 610, they would say 6 or 7 of that trust
    const [april, ...later] = SPRING as [Month, ...Month[]]
    const ask = year([
      ...sent([first], of(51, 100), [april]),
      ...sent([first], of(50, 100), later),
      ...sent(others, of(50, 100)),
      ...sent(joined, of(7, 40), [april]),
      ...sent(joined, of(0, 40), later),
      ...sent(codesOf('QM7'), of(50, 100)),
    ])
    const cells = shown(ask, 'seen-within-10')
    expect(figureOf(cells, 'trust', joined[0] ?? '', '2026/27-Q1').numerator).toEqual(confidential)
    const systems = ['QMM', 'T6Y0W'].map((code) => figureOf(cells, 'ics', code, '2026/27-Q1'))
    expect(systems.filter(({ numerator }) => isValue(numerator)).length).toBeLessThan(2)
    expect(systems.flatMap(({ why }) => why.numerator ?? [])).toContain('secondary')
  })

  it('of late cancellations leaves no few to whoever takes the appointments that were kept away from those that were due', () => {
    // 106 kept and 113 due are shown as 105 and 115: between them lie 6 or 7 at the least, and 7 at the most
    const [few, ...others] = codesOf('QYG')
    if (!few) throw new Error('no trust')
    const counts = (late: number, kept: number) => ({
      'did-not-attend': { numerator: Math.round(kept / 4), denominator: kept },
      'cancelled-late': { numerator: late, denominator: late + kept },
    })
    const [april, ...later] = SPRING as [Month, ...Month[]]
    const parts = [...sent([few], counts(7, 36), [april]), ...sent([few], counts(0, 35), later)]
    const ask = year([...parts, ...sent(others, counts(20, 100))])
    const due = figureOf(shown(ask, 'cancelled-late'), 'trust', few, '2026/27-Q1')
    const kept = figureOf(shown(ask, 'did-not-attend'), 'trust', few, '2026/27-Q1')
    expect(due.numerator).toEqual(confidential)
    expect(isValue(kept.denominator) && isValue(due.denominator)).toBe(false)
  })

  it('holds late cancellations to the appointments beside them, also where another trust has counted otherwise', () => {
    const [few, odd, ...others] = codesOf('QYG')
    if (!few || !odd) throw new Error('no trusts')
    const counts = (late: number, kept: number) => ({
      'did-not-attend': { numerator: Math.round(kept / 4), denominator: kept },
      'cancelled-late': { numerator: late, denominator: late + kept },
    })
    const [april, ...later] = SPRING as [Month, ...Month[]]
    const otherwise = { ...counts(20, 100), 'cancelled-late': { numerator: 20, denominator: 140 } }
    const parts = [...sent([few], counts(7, 36), [april]), ...sent([few], counts(0, 35), later), ...sent([odd], otherwise)]
    const ask = year([...parts, ...sent(others, counts(20, 100))])
    const [due, kept] = (['cancelled-late', 'did-not-attend'] as const).map((measure) =>
      figureOf(shown(ask, measure), 'trust', few, '2026/27-Q1'),
    )
    expect(isValue(kept?.denominator ?? confidential) && isValue(due?.denominator ?? confidential)).toBe(false)
  })

  it('is not refused for the floor of one trust, which England is not under', () => {
    const counts = {
      'did-not-attend': { numerator: 25, denominator: 100 },
      'cancelled-late': { numerator: 20, denominator: 120 },
    }
    const [strict, ...others] = codesOf('QYG')
    const ask = year([...sent(others, counts), ...sent([strict as TrustCode], counts, SPRING, 1_000)])
    const cells = shown(ask, 'cancelled-late')
    expect(figureOf(cells, 'trust', strict as string, '2026/27-Q1').denominator).toEqual(confidential)
    expect(isValue(figureOf(cells, 'england', 'ENG', '2026-04').denominator)).toBe(true)
  })

  it.each(['did-not-attend', 'escalations-per-1000'] as const)(
    'of the whole of England hides nothing national for a neighbour where a trust or a system can be hidden instead: %s',
    (measure) => {
      const cells = shown(madeUpYear('2025/26' as Period), measure)
      const forNeighbours = (level: string) =>
        cells.filter((cell) => cell.level === level && Object.values(cell.why).includes('secondary')).length
      expect(forNeighbours('ics')).toBeGreaterThan(0)
      expect(forNeighbours('england')).toBe(0)
    },
  )

  it('without a contributor is not available, and posts are exact', () => {
    const posts = { 'clinical-wte-per-1000': { numerator: 1_203, denominator: 6_002 } }
    const cells = shown(year(sent(['RWE' as TrustCode], posts)), 'clinical-wte-per-1000')
    expect(figureOf(cells, 'trust', 'RWE', '2026-04')).toMatchObject({
      numerator: { value: 1_203 },
      denominator: { value: 6_000 },
    })
    expect(figureOf(cells, 'ics', 'QYG', '2026-04')).toMatchObject({ numerator: notAvailable, denominator: notAvailable })
  })
})

describe('counts that nobody can have counted', () => {
  it.each([
    [31, 30],
    [-1, 30],
  ])('%d of %d are refused with a sentence that says whose they are', (numerator, denominator) => {
    const bad = year(sent(['RBQ' as TrustCode], { 'seen-within-10': { numerator, denominator } }, ['2026-04' as Month]))
    expect(() => shown(bad, 'seen-within-10')).toThrow('RBQ sent what is no count')
  })
})

it('a year that has not begun in April is weighed from the first month that was sent', () => {
  const cells = shown(year(sent(codesOf('QYG'), large, ['2026-06' as Month])), 'seen-within-10')
  expect(figureOf(cells, 'ics', 'QYG', '2026-06').denominator).toEqual({ value: 100 * codesOf('QYG').length })
  expect(figureOf(cells, 'ics', 'QYG', '2026/27-Q1').denominator).toEqual(notAvailable)
  expect(figureOf(cells, 'ics', 'QYG', '2026/27-Q1' as Period).contributors).toBe(0)
})
