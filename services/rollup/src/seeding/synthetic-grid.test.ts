import { createHash } from 'node:crypto'
import { type Month, STAFF_GROUPS } from '@oh/kernel'
import { GRID_PLACES, sumAt } from '@oh/measures'
import { trusts } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { syntheticGrid } from './synthetic-grid.ts'
import { syntheticMonth } from './synthetic-month.ts'

const MONTHS = ['2024-01', '2025-08', '2026-10'] as Month[]
const drawn = trusts().flatMap((trust) =>
  MONTHS.map((month) => {
    const count = syntheticMonth(trust, month).get('received-seen-within-10') ?? { numerator: 0, denominator: 0 }
    return { trust, month, count, grid: syntheticGrid(trust, month, count) }
  }),
)

describe('a made-up grid', () => {
  it('adds up to the month’s count, and is one that such a month could have', () => {
    for (const { grid, count } of drawn) {
      expect(sumAt(grid, {})).toEqual(count)
      for (const { numerator, denominator } of grid) {
        expect(numerator).toBeLessThanOrEqual(denominator)
        expect(denominator).toBeGreaterThan(0)
      }
      expect(new Set(grid.map((cell) => `${cell.staffGroup} ${cell.reasonGroup}`)).size).toBe(grid.length)
    }
  })

  it('is the same for the same trust and month', () => {
    for (const { trust, month, count, grid } of drawn.slice(0, 30)) expect(syntheticGrid(trust, month, count)).toEqual(grid)
  })

  it('has every place somewhere in England, and the staff that each kind of trust has', () => {
    const everywhere = drawn.flatMap(({ grid }) => grid)
    expect(GRID_PLACES.filter((place) => sumAt(everywhere, place).denominator === 0)).toEqual([])
    const ambulance = drawn.filter(({ trust }) => trust.type === 'ambulance').flatMap(({ grid }) => grid)
    const shares = STAFF_GROUPS.map(({ id }) => [id, sumAt(ambulance, { staffGroup: id }).denominator] as const)
    expect(shares.toSorted(([, one], [, other]) => other - one)[0]?.[0]).toBe('ambulance-staff')
    expect(sumAt(ambulance, { staffGroup: 'doctors' }).denominator).toBe(0)
  })

  it('leaves the counts of a month as they have always been drawn', () => {
    const counts = drawn.map(({ trust, month }) => [...syntheticMonth(trust, month)])
    expect(createHash('sha256').update(JSON.stringify(counts)).digest('hex')).toBe(
      '2c33215b33c04bd2651d50d3ed1ff7680e8dffcf2f902ac22cf13b0c45f1f2b4',
    )
  })
})
