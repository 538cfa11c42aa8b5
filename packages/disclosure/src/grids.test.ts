import { type Period, type PeriodKind, REASON_GROUPS, STAFF_GROUPS } from '@oh/kernel'
import { GRID_MEASURES } from '@oh/measures'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogueRow, LEVELS, type Level } from './catalogue.ts'
import { DIMENSIONS, GRID_PERIODS, type GridCell, gridCells, gridShapeOf, gridShapes, isInGrid } from './grids.ts'

const PERIODS: Readonly<Record<PeriodKind, Period>> = {
  month: '2026-10' as Period,
  quarter: '2026/27-Q2' as Period,
  year: '2026/27' as Period,
}
const KINDS = Object.keys(PERIODS) as PeriodKind[]
const staff = [undefined, ...STAFF_GROUPS.map(({ id }) => id)]
const reasons = [undefined, ...REASON_GROUPS.map(({ id }) => id)]
const keyOf = ({ measure, staffGroup, reasonGroup }: GridCell) => JSON.stringify([measure, staffGroup ?? '', reasonGroup ?? ''])

/** Any way to name a figure of any area and period, those that are not in the list among them. */
const anyQuestion = fc
  .record({
    measure: fc.constantFrom(...GRID_MEASURES),
    staffGroup: fc.constantFrom(...staff),
    reasonGroup: fc.constantFrom(...reasons),
    level: fc.constantFrom(...LEVELS),
    kind: fc.constantFrom(...KINDS),
  })
  .map(({ measure, staffGroup, reasonGroup, level, kind }) => ({
    level,
    kind,
    cell: { measure, ...(staffGroup && { staffGroup }), ...(reasonGroup && { reasonGroup }) },
  }))

describe('the grids', () => {
  it('list every figure that may be shown once, and no other', () => {
    fc.assert(
      fc.property(anyQuestion, ({ cell, level, kind }) => {
        const shape = gridShapeOf(cell)
        const allowed = shape !== undefined && GRID_PERIODS[level][shape].includes(kind)
        const listed = gridCells(level, kind).filter((one) => keyOf(one) === keyOf(cell))
        expect(listed).toHaveLength(allowed ? 1 : 0)
        expect(isInGrid(cell, level, PERIODS[kind])).toBe(allowed)
      }),
    )
  })

  it.each<[Level, PeriodKind, string[]]>([
    ['trust', 'month', []],
    ['trust', 'quarter', []],
    ['trust', 'year', []],
    ['ics', 'month', []],
    ['ics', 'quarter', ['staff-group', 'reason-group']],
    ['ics', 'year', []],
    ['region', 'quarter', ['staff-group', 'reason-group']],
    ['region', 'year', []],
    ['england', 'month', []],
    ['england', 'quarter', ['staff-group', 'reason-group']],
    ['england', 'year', []],
  ])('of %s for a %s are divided by %j', (level, kind, shapes) => {
    expect(gridShapes(level, kind)).toEqual(shapes)
    const sizes = { 'staff-group': 8, 'reason-group': 5, both: 40 } as Record<string, number>
    const each = shapes.reduce((sum, shape) => sum + (sizes[shape] ?? 0), 0)
    expect(gridCells(level, kind)).toHaveLength(GRID_MEASURES.length * each)
  })

  it('divide only what the catalogue has as a whole', () => {
    for (const level of LEVELS)
      for (const kind of KINDS)
        for (const { measure } of gridCells(level, kind)) expect(catalogueRow(measure, level, PERIODS[kind])?.kind).toBe('person')
  })

  it('have a title for every value of every dimension', () => {
    expect(DIMENSIONS.map(({ id, values }) => [id, values.length])).toEqual([
      ['staff-group', 8],
      ['reason-group', 5],
    ])
    for (const { values } of DIMENSIONS) for (const { title } of values) expect(title).toMatch(/^[A-Z][a-z]/)
  })

  it('know no other word: not of a measure, a staff group or a reason, nor a thing that every object has', () => {
    const quarter = PERIODS.quarter
    const [measure] = GRID_MEASURES
    expect(isInGrid({ measure: measure ?? '', staffGroup: 'nurses' }, 'ics', quarter)).toBe(true)
    expect(isInGrid({ measure: measure ?? '', staffGroup: 'nurses' }, 'trust', quarter)).toBe(false)
    expect(isInGrid({ measure: 'did-not-attend', staffGroup: 'nurses' }, 'ics', quarter)).toBe(false)
    for (const word of ['pilots', 'constructor', '__proto__', ''])
      expect([word, isInGrid({ measure: measure ?? '', staffGroup: word }, 'ics', quarter)]).toEqual([word, false])
  })
})
