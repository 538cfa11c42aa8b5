import { findMeasure, type Measure } from '@oh/measures'
import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'
import type { Figure } from './figure.ts'
import { figuresCsv } from './figures-csv.ts'

const measure = findMeasure('seen-within-10') as Measure
const figure = (change: Partial<Figure> = {}): Figure => ({
  ...{ area: 'QK1', period: '2026-09' as Figure['period'], contributors: 2, expected: 2, staffCovered: 100 },
  ...{ numerator: { value: 105 }, denominator: { value: 170 }, ratio: { value: 105 / 170 } },
  ...{ publication: 36, policy: 0, synthetic: true, revised: false },
  ...change,
})
const rowsOf = (text: string) => text.replace('\uFEFF', '').trimEnd().split('\r\n')

describe('a download', () => {
  it('begins with a byte order mark, has one header row and ends each line with CRLF', () => {
    expect(csvOf(['a', 'b'], [[1, 'x']])).toBe('\uFEFFa,b\r\n1,x\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\uFF1D1', '=HYPERLINK("http://evil")', '=1,2'])(
    'gives a spreadsheet no formula to run: %j',
    (planted) => {
      const [, row = ''] = csvOf(['a'], [[planted]]).split('a\r\n')
      expect(row.replace(/^"/, '').startsWith("'")).toBe(true)
    },
  )

  it('keeps a text whole that holds the signs of the format', () => {
    expect(csvOf(['a'], [['Bath, "Wells"\nand more']])).toContain('"Bath, ""Wells""\nand more"')
  })

  it('leaves a number a number, below nothing too', () => expect(csvOf(['a'], [[-1.5]])).toContain('\r\n-1.5\r\n'))
})

describe('a download of figures', () => {
  it('says period, code, name, parts, value, unit, completeness and publication in one row', () => {
    const [header, row] = rowsOf(figuresCsv(measure, [figure()], () => 'Leicester, Leicestershire and Rutland'))
    expect(header?.split(',')).toHaveLength(16)
    expect(row).toBe(
      '2026-09,QK1,"Leicester, Leicestershire and Rutland",seen-within-10,New management referrals seen within 10 working days,1,105,170,62,percent,2,2,100,36,0,yes',
    )
  })

  it.each([
    [995, 0.61765, '62'],
    [1_000, 0.61765, '61.8'],
    [1_000, 0.6, '60'],
  ])('gives percentages of %i people as many places as the page does', (people, ratio, written) => {
    const given = figure({ denominator: { value: people }, ratio: { value: ratio } })
    expect(rowsOf(figuresCsv(measure, [given], () => 'A'))[1]).toContain(`,${people},${written},percent,`)
  })

  it('gives a rate two places, however many people it is of', () => {
    const rate = findMeasure('escalations-per-1000') as Measure
    const given = figure({ denominator: { value: 170 }, ratio: { value: 0.012345 } })
    expect(rowsOf(figuresCsv(rate, [given], () => 'A'))[1]).toContain(',170,12.35,"per 1,000",')
  })

  it.each(['c', 'x', 'z'] as const)('writes [%s] where there is no value, and never an empty cell or a zero', (mark) => {
    const [, row] = rowsOf(figuresCsv(measure, [figure({ numerator: { mark }, ratio: { mark } })], () => 'A'))
    expect(row).toContain(`,[${mark}],170,[${mark}],percent,`)
  })

  it('writes a quarter as the days from first to last', () => {
    const quarter = figure({ period: '2026/27-Q2' as Figure['period'] })
    expect(rowsOf(figuresCsv(measure, [quarter], () => 'A'))[1]).toMatch(/^2026-07-01\/2026-09-30,/)
  })

  it('runs no formula that a name holds', () => {
    expect(rowsOf(figuresCsv(measure, [figure()], () => '=cmd|calc'))[1]).toContain(",'=cmd|calc,")
  })
})
