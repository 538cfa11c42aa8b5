import { describe, expect, it } from 'vitest'
import { exponentOf, logLogChart } from './log-log.ts'

const cubes = [10, 100, 1_000].map((size) => ({ size, seconds: size ** 3 / 1e6 }))

describe('time by size', () => {
  it('grows with the third power where ten times the work takes a thousand times as long', () => {
    expect(exponentOf(cubes)).toBeCloseTo(3)
  })

  it('has no exponent of a single size', () => {
    expect(exponentOf(cubes.slice(0, 1))).toBeNaN()
  })

  it('is drawn as a straight line when it grows by a power, with each measurement named', () => {
    const drawn = logLogChart({ title: 'Cubes', across: 'edge', times: cubes })
    const dots = [...drawn.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)])
    expect(dots).toEqual([
      [70, 330],
      [310, 190],
      [550, 50],
    ])
    expect(drawn).toContain('exponent 3.00')
    expect(drawn).toContain('<title>100: 1.00 s</title>')
  })
})
