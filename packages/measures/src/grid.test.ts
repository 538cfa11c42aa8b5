import { addDays, type LondonDate, type Month, REASON_GROUPS, STAFF_GROUPS } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countMonth, findMeasure } from './definitions.ts'
import type { EmployerFacts, ReferralFact } from './facts.ts'
import { countGrid, faultsOfGrid, GRID_MEASURES, GRID_PLACES, type GridCount, sumAt } from './grid.ts'

const october = '2026-10' as Month
const september = '2026-09-01' as LondonDate
const facts = (referrals: readonly ReferralFact[]): EmployerFacts => ({
  referrals,
  reports: [],
  appointments: [],
  escalations: [],
  peopleServed: 1_000,
  clinicalWteHundredths: 300,
})
const referral = (different: Partial<ReferralFact> = {}): ReferralFact => ({
  receivedOn: september,
  firstSeenOn: addDays(september, 7),
  staffGroup: 'nurses',
  reasonGroup: 'stress',
  ...different,
})

/** Whatever a service can have recorded: received from August to October, seen, ended or still waiting. */
const anyReferral = fc
  .record({
    received: fc.integer({ min: -31, max: 60 }),
    after: fc.integer({ min: 0, max: 40 }),
    fate: fc.constantFrom('seen', 'ended', 'waits'),
    staffGroup: fc.constantFrom(...STAFF_GROUPS.map(({ id }) => id)),
    reasonGroup: fc.constantFrom(...REASON_GROUPS.map(({ id }) => id)),
  })
  .map(({ received, after, fate, ...groups }): ReferralFact => {
    const receivedOn = addDays(september, received)
    const then = addDays(receivedOn, after)
    return { receivedOn, ...groups, ...(fate === 'seen' && { firstSeenOn: then }), ...(fate === 'ended' && { endedOn: then }) }
  })

const sumOf = (grid: readonly GridCount[], id: string) =>
  sumAt(
    grid.filter(({ measure }) => measure === id),
    {},
  )

describe('the grid of a month', () => {
  it('has every pair of a staff group and a group of reasons once', () => {
    expect(new Set(GRID_PLACES.map((place) => `${place.staffGroup} ${place.reasonGroup}`)).size).toBe(
      STAFF_GROUPS.length * REASON_GROUPS.length,
    )
  })

  it('counts each referral where it belongs, one without a staff group under "not recorded"', () => {
    const late = referral({ firstSeenOn: addDays(september, 30) })
    const grid = countGrid(
      facts([referral(), late, referral({ staffGroup: 'not-recorded', reasonGroup: 'caused-by-work' })]),
      october,
    )
    expect(grid).toEqual([
      {
        measure: 'received-seen-within-10',
        version: 1,
        staffGroup: 'nurses',
        reasonGroup: 'stress',
        numerator: 1,
        denominator: 2,
      },
      {
        measure: 'received-seen-within-10',
        version: 1,
        staffGroup: 'not-recorded',
        reasonGroup: 'caused-by-work',
        numerator: 1,
        denominator: 1,
      },
    ])
  })

  it('adds up to the month’s own count of each measure, whatever was recorded, and is without fault', () => {
    fc.assert(
      fc.property(fc.array(anyReferral, { maxLength: 60 }), (referrals) => {
        const grid = countGrid(facts(referrals), october)
        const counts = countMonth(facts(referrals), october)
        for (const id of GRID_MEASURES) expect(sumOf(grid, id)).toEqual(counts.find(({ measure }) => measure === id)?.count)
        expect(
          faultsOfGrid(
            grid,
            counts.map(({ count, ...row }) => ({ ...row, ...count })),
          ),
        ).toEqual([])
      }),
    )
  })

  it('comes to the sum of its places at one staff group, one group of reasons, or both', () => {
    const at = (staffGroup: 'nurses' | 'doctors', reasonGroup: 'stress' | 'caused-by-work', numerator: number) =>
      ({ staffGroup, reasonGroup, numerator, denominator: 10 }) as const
    const grid = [at('nurses', 'stress', 1), at('nurses', 'caused-by-work', 2), at('doctors', 'stress', 4)]
    expect(sumAt(grid, { staffGroup: 'nurses' })).toEqual({ numerator: 3, denominator: 20 })
    expect(sumAt(grid, { reasonGroup: 'stress' })).toEqual({ numerator: 5, denominator: 20 })
    expect(sumAt(grid, { staffGroup: 'doctors', reasonGroup: 'stress' })).toEqual({ numerator: 4, denominator: 10 })
    expect(sumAt(grid, { staffGroup: 'midwives' })).toEqual({ numerator: 0, denominator: 0 })
    expect(sumAt(grid, {})).toEqual({ numerator: 7, denominator: 30 })
  })

  it('is of measures whose counts are events of people: what stands at a month’s end is not summed', () => {
    for (const id of GRID_MEASURES)
      expect(findMeasure(id)).toMatchObject({ counts: 'people', over: { numerator: 'sum', denominator: 'sum' } })
  })
})

describe('against a grid speaks', () => {
  const measure = { measure: 'received-seen-within-10', version: 1 }
  const cell = { ...measure, staffGroup: 'nurses', reasonGroup: 'stress', numerator: 1, denominator: 2 }
  const total = { ...measure, numerator: 1, denominator: 2 }

  it('nothing when it adds up', () => expect(faultsOfGrid([cell], [total])).toEqual([]))
  it('nothing when nothing was counted, or the measure was not sent', () => {
    expect(faultsOfGrid([], [{ ...total, numerator: 0, denominator: 0 }])).toEqual([])
    expect(faultsOfGrid([], [])).toEqual([])
  })
  it.each([
    ['a staff group that is none', [{ ...cell, staffGroup: 'pilots' }], [total], ['grid-place-unknown']],
    ['a group of reasons that is none', [{ ...cell, reasonGroup: 'boredom' }], [total], ['grid-place-unknown']],
    ['a measure that has no grid', [cell, { ...cell, measure: 'waiting-over-10' }], [total], ['grid-place-unknown']],
    ['a place named twice', [cell, cell], [{ ...total, numerator: 2, denominator: 4 }], ['grid-place-twice']],
    ['fewer seen in time than the count says', [cell], [{ ...total, numerator: 2 }], ['grid-does-not-add-up']],
    ['more people than the count says', [cell], [{ ...total, denominator: 1 }], ['grid-does-not-add-up']],
    ['a grid of another version than the count', [{ ...cell, version: 2 }], [total], ['grid-does-not-add-up']],
    ['no grid for a count', [], [total], ['grid-does-not-add-up']],
    ['a grid without a count', [cell], [], ['grid-does-not-add-up']],
  ])('%s', (_is, grid, counts, faults) => {
    expect(faultsOfGrid(grid, counts)).toEqual(faults)
  })
})
