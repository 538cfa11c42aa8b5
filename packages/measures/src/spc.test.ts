import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averageMovingRange, movingRanges, plainChart, type Signal, type SpcOptions, spcChart } from './spc.ts'

const signals = (values: readonly number[], options: SpcOptions = {}) =>
  spcChart(values, options).points.map(({ signal }) => signal)
const flagged = (values: readonly number[], signal: Signal, options: SpcOptions = {}) =>
  signals(values, options).flatMap((each, at) => (each === signal ? [at] : []))

/** Quiet points around 50: no run of seven on one side, no trend of seven. */
const quiet = [50, 51, 49, 50.5, 49.5, 51, 49, 50.5, 49, 51, 49.5, 50.5, 49, 51]

describe('limits', () => {
  it('are the mean and 2.66 times the average moving range either side, near limits two thirds of the way', () => {
    // Ranges 2, 1, 3: mean of 10, 12, 11, 14 is 11.75; average range 2; 2.66 x 2 = 5.32.
    const [point] = spcChart([10, 12, 11, 14]).points
    expect(point?.limits?.mean).toBeCloseTo(11.75, 12)
    expect(point?.limits?.upper).toBeCloseTo(17.07, 12)
    expect(point?.limits?.lower).toBeCloseTo(6.43, 12)
    expect(point?.limits?.nearUpper).toBeCloseTo(11.75 + 5.32 * (2 / 3), 12)
    expect(point?.limits?.nearLower).toBeCloseTo(11.75 - 5.32 * (2 / 3), 12)
  })

  it('leave out, once, the moving ranges of 3.267 times their average or more; the mean keeps every point', () => {
    // Sixteen steps of 1 and two of 20: average 56/18 = 3.11, screen at 10.16, so 1 is left.
    const values = [...Array.from({ length: 9 }, (_, at) => at % 2), 20, ...Array.from({ length: 9 }, (_, at) => at % 2)]
    expect(averageMovingRange(values, true)).toBe(1)
    expect(averageMovingRange(values, false)).toBeCloseTo(56 / 18, 12)
    expect(spcChart(values).points[0]?.mean).toBeCloseTo(28 / 19, 12)
    expect(spcChart(values, { screenOutliers: false }).screened).toBe(false)
  })

  it('do not exist for a group of one point, which has a mean', () => {
    expect(spcChart([7]).points).toMatchObject([{ mean: 7, limits: undefined, signal: 'common' }])
    expect(spcChart([])).toMatchObject({ points: [], variation: 'common', assurance: 'none', provisional: false })
  })

  it('of each group after a step change are its own, and no range is taken across the change', () => {
    const chart = spcChart([1, 3, 1, 101, 103, 101], { rebaseAt: [3] })
    expect(chart.points.map(({ group }) => group)).toEqual([0, 0, 0, 1, 1, 1])
    expect(chart.points.map(({ mean }) => Math.round(mean))).toEqual([2, 2, 2, 102, 102, 102])
    expect(chart.points[3]?.limits?.upper).toBeCloseTo((chart.points[0]?.limits?.upper ?? 0) + 100, 9)
  })

  it('can be made from the first points of a group alone', () => {
    const chart = spcChart([10, 12, 11, 14, 90, 95], { fixAfterPoints: 4 })
    expect(chart.points[5]).toMatchObject({ signal: 'above' })
    expect(chart.points[5]?.limits?.upper).toBeCloseTo(17.07, 12)
  })

  it('are not cut at nothing or at all', () => {
    expect(spcChart([0, 1, 0, 1]).points[0]?.limits?.lower).toBeLessThan(0)
  })

  it('are provisional with fewer than thirteen points in some group', () => {
    expect(spcChart(quiet.slice(0, 12)).provisional).toBe(true)
    expect(spcChart(quiet.slice(0, 13)).provisional).toBe(false)
    expect(spcChart([...quiet, ...quiet], { rebaseAt: [20] }).provisional).toBe(true)
  })
})

/** Limits so far away that only runs can be signals. */
const wide: SpcOptions = { limitFactor: 100 }

describe('special cause', () => {
  it('is a point outside the limits, not one on them', () => {
    expect(flagged([...quiet, 80], 'above')).toEqual([14])
    expect(flagged([...quiet, 20], 'below')).toEqual([14])
    expect(signals([5, 5, 5, 5, 5, 5, 5, 5])).toEqual(Array(8).fill('common'))
  })

  it('is a trend of seven points, all of them, and a tie breaks it', () => {
    const rising = [50, 49, 50, 51, 52, 53, 54, 55, 50, 49]
    expect(flagged(rising, 'increasing', wide)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(flagged(rising.toSpliced(4, 1, 51), 'increasing', wide)).toEqual([])
  })

  it('gives the turning point of two trends the direction of the step to its right', () => {
    const peak = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    expect(signals(peak, wide).slice(5, 8)).toEqual(['increasing', 'decreasing', 'decreasing'])
  })

  it('is two of three close to a limit on one side of the mean, and only the close ones', () => {
    // Mean 50 and average range 2 fixed by the first thirteen: limits 44.68 to 55.32, near limits 46.45 and 53.55.
    const base = [51, 49, 51, 49, 51, 49, 51, 49, 51, 49, 51, 49, 50]
    const after = (...values: number[]) => signals([...base, ...values], { fixAfterPoints: 12 }).slice(13)
    expect(after(54, 51, 54.5)).toEqual(['two-of-three-high', 'common', 'two-of-three-high'])
    expect(after(54, 49, 54.5)).toEqual(['common', 'common', 'common'])
    expect(after(46, 45, 49)).toEqual(['two-of-three-low', 'two-of-three-low', 'common'])
    // One of them outside: only one close one is left.
    expect(after(56, 51, 54)).toEqual(['above', 'common', 'common'])
  })

  it('is seven in a row on one side of the mean; a point on the mean breaks the run', () => {
    const step = [49, 51, 49, 51, 49, 51, 49, 51, 50.6, 50.4, 50.6, 50.4, 50.6, 50.4, 50.6]
    expect(flagged(step, 'shift-high', { fixAfterPoints: 8 })).toEqual([7, 8, 9, 10, 11, 12, 13, 14])
    expect(flagged(step.toSpliced(11, 1, 50), 'shift-high', { fixAfterPoints: 8 })).toEqual([])
  })

  it('treats a value that lies on the mean but for rounding as on it', () => {
    const thirds = Array.from({ length: 12 }, () => 0.1 + 0.2)
    expect(signals([...thirds, 0.3])).toEqual(Array(13).fill('common'))
  })

  it('follows other tools where they differ, by option', () => {
    const five = [50, 49, 50, 51, 52, 53, 50, 49]
    expect(flagged(five, 'increasing')).toEqual([])
    expect(flagged(five, 'increasing', { trendPoints: 5 })).toEqual([1, 2, 3, 4, 5])
    const base = [51, 49, 51, 49, 51, 49, 51, 49, 51, 49, 51, 49, 50]
    const net = signals([...base, 54, 49, 54.5], { fixAfterPoints: 12, twoOfThree: 'net' }).slice(13)
    expect(net).toEqual(['two-of-three-high', 'common', 'two-of-three-high'])
    expect(signals([...base, 54, 51, 54.5], { fixAfterPoints: 12, twoOfThree: 'off' }).slice(13)).not.toContain(
      'two-of-three-high',
    )
    expect(spcChart([10, 12, 11, 14], { limitFactor: 3 / 1.128 }).points[0]?.limits?.upper).toBeCloseTo(11.75 + 6 / 1.128, 12)
  })
})

describe('what a chart says', () => {
  it('is improvement or concern by the direction that is good, and neutral without one', () => {
    const high = [...quiet, 80]
    expect(spcChart(high, { good: 'up' }).variation).toBe('improvement')
    expect(spcChart(high, { good: 'down' }).variation).toBe('concern')
    expect(spcChart(high).variation).toBe('neutral-high')
    expect(spcChart([...quiet, 20], { good: 'down' }).variation).toBe('improvement')
    expect(spcChart([...quiet, 20]).variation).toBe('neutral-low')
  })

  it('takes a trend by its own direction, whichever side of the mean it is on', () => {
    expect(
      spcChart([90, 90, 90, 90, 90, 20, 21, 22, 23, 24, 25, 26], {
        good: 'up',
        fixAfterPoints: 5,
        screenOutliers: false,
      }).points.at(-1),
    ).toMatchObject({
      signal: 'below',
    })
    const low = [60, 40, 60, 40, 60, 40, 60, 40, 41, 42, 43, 44, 45, 46]
    expect(spcChart(low, { good: 'up', fixAfterPoints: 8 })).toMatchObject({ variation: 'improvement' })
  })

  it.each([
    ['above the upper limit, up is good', 90, 'up', 'consistent-fail'],
    ['above the upper limit, down is good', 90, 'down', 'consistent-pass'],
    ['below the lower limit, up is good', 10, 'up', 'consistent-pass'],
    ['below the lower limit, down is good', 10, 'down', 'consistent-fail'],
    ['between them', 50, 'up', 'hit-or-miss'],
    ['set for a measure without a good direction', 90, 'none', 'none'],
  ] as const)('of a target %s is %s', (_where, target, good, assurance) => {
    expect(spcChart(quiet, { target, good }).assurance).toBe(assurance)
  })

  it('of a target exactly on a limit is hit or miss', () => {
    const upper = spcChart(quiet).points[0]?.limits?.upper ?? 0
    expect(spcChart(quiet, { target: upper, good: 'up' }).assurance).toBe('hit-or-miss')
  })
})

describe('bad input', () => {
  it.each([
    ['a value that is no number', [1, Number.NaN], {}],
    ['an endless value', [1, Number.POSITIVE_INFINITY], {}],
    ['a step change at the first point', [1, 2], { rebaseAt: [0] }],
    ['a step change after the end', [1, 2], { rebaseAt: [2] }],
    ['two step changes at one point', [1, 2, 3], { rebaseAt: [1, 1] }],
    ['step changes out of order', [1, 2, 3, 4], { rebaseAt: [3, 1] }],
    ['a baseline of one point', [1, 2], { fixAfterPoints: 1 }],
    ['a trend of two points', [1, 2], { trendPoints: 2 }],
  ] as const)('%s is refused', (_is, values, options) => expect(() => spcChart(values, options)).toThrow(RangeError))
})

/** The same rules once more, written plainly from the text, point by point, with no code shared. */
function naive(values: readonly number[]): Signal[] {
  const total = values.reduce((a, b) => a + b, 0)
  const mean = total / values.length
  const ranges: number[] = []
  for (let i = 1; i < values.length; i += 1) ranges.push(Math.abs((values[i] as number) - (values[i - 1] as number)))
  const all = ranges.reduce((a, b) => a + b, 0) / ranges.length
  const kept = ranges.filter((range) => range < 3.267 * all)
  const amr = all === 0 ? 0 : kept.reduce((a, b) => a + b, 0) / kept.length
  const [upper, lower] = [mean + 2.66 * amr, mean - 2.66 * amr]
  const [nearUpper, nearLower] = [mean + (2 / 3) * 2.66 * amr, mean - (2 / 3) * 2.66 * amr]
  const out: Signal[] = []
  for (let i = 0; i < values.length; i += 1) {
    const y = values[i] as number
    let found: Signal = 'common'
    const windows = (length: number) => {
      const list: number[][] = []
      for (let from = Math.max(0, i - length + 1); from <= i && from + length <= values.length; from += 1)
        list.push(values.slice(from, from + length))
      return list
    }
    const rises = (w: number[]) => w.every((v, k) => k === 0 || v > (w[k - 1] as number))
    const falls = (w: number[]) => w.every((v, k) => k === 0 || v < (w[k - 1] as number))
    const isClose = (v: number) => (v > nearUpper && v <= upper) || (v < nearLower && v >= lower)
    if (windows(7).some((w) => w.every((v) => v > mean))) found = 'shift-high'
    if (windows(7).some((w) => w.every((v) => v < mean))) found = 'shift-low'
    if (isClose(y)) {
      if (windows(3).some((w) => w.every((v) => v > mean) && w.filter(isClose).length >= 2)) found = 'two-of-three-high'
      if (windows(3).some((w) => w.every((v) => v < mean) && w.filter(isClose).length >= 2)) found = 'two-of-three-low'
    }
    const up = windows(7).some(rises)
    const down = windows(7).some(falls)
    if (up && down) found = (values[i + 1] as number) > y ? 'increasing' : 'decreasing'
    else if (up) found = 'increasing'
    else if (down) found = 'decreasing'
    if (y > upper) found = 'above'
    if (y < lower) found = 'below'
    out.push(found)
  }
  return out
}

describe('against the same rules written plainly', () => {
  // Whole numbers times 64: sums and means of up to 64 of them are exact, so equality means the same to both.
  const series = fc.array(
    fc.integer({ min: 0, max: 12 }).map((value) => value * 64),
    { minLength: 2, maxLength: 64 },
  )

  it('every signal of every series is the same', () => {
    fc.assert(
      fc.property(series, (values) => {
        const chart = spcChart(values)
        const reach = (chart.points[0]?.limits?.upper ?? 0) - (chart.points[0]?.mean ?? 0)
        const mean = chart.points[0]?.mean ?? 0
        // A value on a line but for rounding is on it to us; the plain rules cannot tell. Left out here, ruled above.
        fc.pre(
          values.every((value) =>
            [0, reach, (2 / 3) * reach].every((at) => {
              const gap = Math.abs(Math.abs(value - mean) - at)
              return gap === 0 || gap > 1e-6
            }),
          ),
        )
        expect(chart.points.map(({ signal }) => signal)).toEqual(naive(values))
      }),
      { numRuns: 3_000 },
    )
  })

  it('turning a series upside down turns every signal, and nothing else', () => {
    const turned: Partial<Record<Signal, Signal>> = {
      above: 'below',
      increasing: 'decreasing',
      'two-of-three-high': 'two-of-three-low',
      'shift-high': 'shift-low',
    }
    const back = Object.fromEntries(Object.entries(turned).map(([from, to]) => [to, from])) as Partial<Record<Signal, Signal>>
    fc.assert(
      fc.property(series, (values) => {
        expect(signals(values.map((value) => -value))).toEqual(signals(values).map((each) => turned[each] ?? back[each] ?? each))
      }),
    )
  })
})

it('moving ranges are the steps between neighbours', () => expect(movingRanges([3, 1, 4])).toEqual([2, 3]))

describe('a plain chart', () => {
  it('has every value with the mean of all, no limits, and says nothing of any', () => {
    const chart = plainChart([10, 900, 20])
    expect(chart.points.map(({ value, mean, limits, signal }) => [value, mean, limits, signal])).toEqual([
      [10, 310, undefined, 'common'],
      [900, 310, undefined, 'common'],
      [20, 310, undefined, 'common'],
    ])
    expect([chart.variation, chart.assurance, chart.provisional]).toEqual(['common', 'none', false])
    expect(plainChart([]).points).toEqual([])
  })

  it('refuses what is no number', () => {
    expect(() => plainChart([1, Number.NaN])).toThrow(RangeError)
  })
})
