import { type Instant, instantOf } from '@oh/kernel'
import { expect, it } from 'vitest'
import { byDayAndPerson, byPerson, type RecordAccess } from './accesses.ts'

const at = (moment: string): Instant => instantOf(Date.parse(moment))
const access = (moment: string, who: string, what: string, outcomeTitle = 'Allowed'): RecordAccess => ({
  at: at(moment),
  who,
  role: 'Occupational health nurse',
  what,
  outcomeTitle,
})
const ROWS = [
  access('2026-11-21T10:30:00Z', 'Asha Mistry', 'Read the notes'),
  access('2026-11-21T10:20:00Z', 'Callum Doyle', 'Read the notes', 'Refused'),
  access('2026-11-21T09:00:00Z', 'Asha Mistry', 'Opened the case'),
  access('2026-11-21T08:55:00Z', 'Asha Mistry', 'Read the notes'),
  access('2026-11-20T16:00:00Z', 'Asha Mistry', 'Read the notes'),
]

it('puts what one person did on one day together, with how often and between which moments', () => {
  const [newest, before] = byDayAndPerson(ROWS)
  expect(newest?.day).toBe('2026-11-21')
  expect(newest?.people[0]).toEqual({
    who: 'Asha Mistry',
    role: 'Occupational health nurse',
    first: at('2026-11-21T08:55:00Z'),
    last: at('2026-11-21T10:30:00Z'),
    doings: [
      { what: 'Read the notes', outcomeTitle: 'Allowed', times: 2 },
      { what: 'Opened the case', outcomeTitle: 'Allowed', times: 1 },
    ],
  })
  expect(before?.people).toHaveLength(1)
})

it('never lets an attempt that was refused pass as one that was allowed, and leaves none out', () => {
  const days = byDayAndPerson(ROWS)
  expect(days[0]?.people[1]?.doings).toEqual([{ what: 'Read the notes', outcomeTitle: 'Refused', times: 1 }])
  const counted = days.flatMap(({ people }) => people.flatMap(({ doings }) => doings.map(({ times }) => times)))
  expect(counted.reduce((sum, times) => sum + times, 0)).toBe(ROWS.length)
})

it('counts by London days', () => {
  const late = access('2026-07-01T23:30:00Z', 'Asha Mistry', 'Read the notes')
  expect(byDayAndPerson([late])[0]?.day).toBe('2026-07-02')
})

it('sums up by person, the most frequent first', () => {
  expect(byPerson(ROWS).map(({ who, times }) => [who, times])).toEqual([
    ['Asha Mistry', 4],
    ['Callum Doyle', 1],
  ])
})
