import type { LondonDate, Month } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { combineMonths, countMonth, findMeasure, MEASURES, type MeasureId } from './definitions.ts'
import type { EmployerFacts } from './facts.ts'

const day = (text: string) => text as LondonDate
const nothing: EmployerFacts = {
  referrals: [],
  reports: [],
  appointments: [],
  escalations: [],
  peopleServed: 0,
  clinicalWteHundredths: 0,
}
const october = '2026-10' as Month
const count = (id: MeasureId, facts: Partial<EmployerFacts>, month = october) =>
  countMonth({ ...nothing, ...facts }, month).find(({ measure }) => measure === id)?.count
const received = (receivedOn: string, firstSeenOn?: string, endedOn?: string) => ({
  receivedOn: day(receivedOn),
  staffGroup: 'nurses' as const,
  reasonGroup: 'stress' as const,
  ...(firstSeenOn && { firstSeenOn: day(firstSeenOn) }),
  ...(endedOn && { endedOn: day(endedOn) }),
})

describe('seen within 10 working days', () => {
  it('counts whoever was first seen in the month, whenever received', () => {
    // Monday 5 October plus ten working days is Monday 19 October.
    const referrals = [
      received('2026-10-05', '2026-10-19'),
      received('2026-10-05', '2026-10-20'),
      received('2026-09-01', '2026-10-01'),
    ]
    expect(count('seen-within-10', { referrals })).toEqual({ numerator: 1, denominator: 3 })
  })

  it('does not count who was seen in another month, or not at all', () => {
    const referrals = [received('2026-09-01', '2026-09-30'), received('2026-10-01', '2026-11-02'), received('2026-10-01')]
    expect(count('seen-within-10', { referrals })).toEqual({ numerator: 0, denominator: 0 })
  })

  it('leaves bank holidays out of the ten days', () => {
    // 24 December 2026 plus ten working days: Christmas and its substitute and New Year do not count.
    const referrals = [received('2026-12-24', '2027-01-11')]
    expect(count('seen-within-10', { referrals }, '2027-01' as Month)).toEqual({ numerator: 1, denominator: 1 })
  })
})

describe('the cohort beside it', () => {
  it('is of those received the month before, seen since or not, less those that ended unseen', () => {
    const referrals = [
      received('2026-09-01', '2026-09-10'),
      received('2026-09-30', '2026-10-20'),
      received('2026-09-15'),
      received('2026-09-16', undefined, '2026-09-18'),
      received('2026-10-01', '2026-10-02'),
    ]
    expect(count('received-seen-within-10', { referrals })).toEqual({ numerator: 1, denominator: 3 })
  })

  it('and of those who still wait at the end of the month, who waits for more than ten working days', () => {
    // Friday 16 October to Friday 30 October: ten working days, so not more than ten by Saturday 31.
    const referrals = [
      received('2026-10-16'),
      received('2026-10-15'),
      received('2026-08-03', '2026-11-03'),
      received('2026-08-03', '2026-10-31'),
      received('2026-08-03', undefined, '2026-10-12'),
      received('2026-11-01'),
    ]
    expect(count('waiting-over-10', { referrals })).toEqual({ numerator: 2, denominator: 3 })
  })
})

describe('the other measures', () => {
  it('a report counts in the month in which the worker could read it', () => {
    const reports = [
      { assessedOn: day('2026-09-30'), readyOn: day('2026-10-02') },
      { assessedOn: day('2026-10-02'), readyOn: day('2026-10-06') },
      { assessedOn: day('2026-10-05'), readyOn: day('2026-10-08') },
      { assessedOn: day('2026-10-30'), readyOn: day('2026-11-02') },
    ]
    expect(count('report-within-2', { reports })).toEqual({ numerator: 2, denominator: 3 })
  })

  it('an appointment that was cancelled is neither attended nor not attended; a late cancellation stands beside', () => {
    const appointments = (['attended', 'attended', 'did-not-attend', 'cancelled-late', 'cancelled'] as const).map((end) => ({
      on: day('2026-10-12'),
      end,
    }))
    const other = { on: day('2026-11-12'), end: 'did-not-attend' as const }
    expect(count('did-not-attend', { appointments: [...appointments, other] })).toEqual({ numerator: 1, denominator: 3 })
    expect(count('cancelled-late', { appointments: [...appointments, other] })).toEqual({ numerator: 1, denominator: 4 })
  })

  it('an escalation counts when sent, and again when answered, on its due date still in target', () => {
    const escalations = [
      { sentOn: day('2026-09-01'), dueOn: day('2026-10-09'), answeredOn: day('2026-10-09') },
      { sentOn: day('2026-10-01'), dueOn: day('2026-10-09'), answeredOn: day('2026-10-12') },
      { sentOn: day('2026-10-20'), dueOn: day('2026-11-09') },
    ]
    expect(count('escalation-in-target', { escalations })).toEqual({ numerator: 1, denominator: 2 })
    expect(count('escalations-per-1000', { escalations, peopleServed: 6_200 })).toEqual({ numerator: 2, denominator: 6_200 })
  })

  it('clinical posts are hundredths of a whole-time equivalent over the people served', () => {
    expect(count('clinical-wte-per-1000', { clinicalWteHundredths: 1_125, peopleServed: 6_200 })).toEqual({
      numerator: 1_125,
      denominator: 6_200,
    })
  })

  it('of an employer about whom nothing happened are 0 of 0', () => {
    for (const { count: none } of countMonth(nothing, october)) expect(none).toEqual({ numerator: 0, denominator: 0 })
  })
})

describe('a longer period', () => {
  const measure = (id: MeasureId) => findMeasure(id) ?? expect.fail(`no measure ${id}`)
  const months = [
    { numerator: 1, denominator: 100 },
    { numerator: 2, denominator: 110 },
    { numerator: 3, denominator: 120 },
  ]

  it('sums what happened and keeps the last of what stands', () => {
    expect(combineMonths(measure('seen-within-10'), months)).toEqual({ numerator: 6, denominator: 330 })
    expect(combineMonths(measure('escalations-per-1000'), months)).toEqual({ numerator: 6, denominator: 120 })
    expect(combineMonths(measure('waiting-over-10'), months)).toEqual({ numerator: 3, denominator: 120 })
    expect(combineMonths(measure('waiting-over-10'), [])).toBeUndefined()
  })
})

describe('the table of measures', () => {
  it('names each measure once, and beside only what exists', () => {
    const ids = MEASURES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const measure of MEASURES) if ('beside' in measure) expect(ids).toContain(measure.beside)
    expect(findMeasure('league-position')).toBeUndefined()
  })

  it('gives the rate of escalations no good direction', () => {
    expect(findMeasure('escalations-per-1000')?.good).toBe('none')
  })
})
