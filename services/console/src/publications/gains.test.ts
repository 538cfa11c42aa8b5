import { expect, it } from 'vitest'
import { finestFirst, gainsOf, shareShown } from './gains.ts'
import type { TallyShown } from './preparation.ts'

const tally = (level: TallyShown['level'], kind: TallyShown['kind'], shown: number, measure = 'did-not-attend'): TallyShown => ({
  ...{ measure, level, kind, shown },
  ...{ cells: 40, primary: 40 - shown, secondary: 0 },
})
const all = [
  tally('england', 'month', 40),
  tally('region', 'month', 38),
  tally('ics', 'year', 40),
  tally('ics', 'quarter', 36),
  tally('ics', 'month', 30),
  tally('trust', 'quarter', 10),
  tally('ics', 'quarter', 40, 'cancelled-late'),
]
const of = (level: string, kind: string) => all.find((row) => row.level === level && row.kind === kind) as TallyShown
const words = (rows: readonly TallyShown[]) => rows.map(({ level, kind }) => `${level} ${kind}`)

it('a grain gains by the next longer period and by the next higher level, each one step away', () => {
  expect(words(gainsOf(of('ics', 'month'), all))).toEqual(['ics quarter', 'region month'])
  expect(words(gainsOf(of('trust', 'quarter'), all))).toEqual(['ics quarter'])
})

it('nothing is gained where a coarser grain shows no greater share, or does not exist', () => {
  expect(gainsOf(of('ics', 'year'), all)).toEqual([])
  expect(gainsOf(of('england', 'month'), all)).toEqual([])
  expect(gainsOf(tally('ics', 'month', 30), [tally('ics', 'month', 30), tally('ics', 'quarter', 30)])).toEqual([])
})

it('of another measure nothing is gained', () => {
  expect(gainsOf(tally('ics', 'month', 30, 'cancelled-late'), all)).toEqual([all.at(-1)])
})

it('grains stand from the finest to the coarsest', () => {
  expect(words(finestFirst(all.slice(0, 6)))).toEqual([
    ...['trust quarter', 'ics month', 'ics quarter', 'ics year', 'region month', 'england month'],
  ])
})

it('where there is no figure nothing is hidden', () => {
  expect(shareShown({ shown: 0, cells: 0 })).toBe(1)
  expect(shareShown({ shown: 30, cells: 40 })).toBe(0.75)
})
