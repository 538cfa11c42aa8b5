import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributeChart, movingRangeLimit, runsAbout } from './attribute-charts.ts'
import { binomialProbabilities, chiSquaredQuantile, quantile } from './distributions.ts'
import { binomialLimit, comparedWith, type FunnelUnit, funnel, logRatioOfCounts, poissonLimits } from './funnel.ts'
import { wilsonInterval, Z_95, Z_998 } from './interval.ts'
import { overDispersion } from './over-dispersion.ts'

const unit = (numerator: number, denominator: number, id = `${numerator}/${denominator}`): FunnelUnit => ({
  id,
  numerator,
  denominator,
})

describe('a Wilson interval', () => {
  it.each([
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3: score without continuity correction.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is %f to %f', (numerator, denominator, lower, upper) => {
    const found = wilsonInterval(numerator, denominator)
    expect(found.lower).toBeCloseTo(lower, 4)
    expect(found.upper).toBeCloseTo(upper, 4)
  })

  it('solves the equation it comes from: the baseline at its end is z standard errors away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (denominator, share) => {
        const numerator = Math.max(1, Math.min(denominator - 1, Math.round(denominator * share)))
        fc.pre(numerator > 0 && numerator < denominator)
        const { lower, upper } = wilsonInterval(numerator, denominator)
        for (const end of [lower, upper]) {
          const error = Math.sqrt((end * (1 - end)) / denominator)
          expect(Math.abs(numerator / denominator - end) / error).toBeCloseTo(Z_95, 7)
        }
      }),
    )
  })

  it.each([
    [1, 0],
    [-1, 5],
    [6, 5],
  ])('of %i of %i does not exist', (numerator, denominator) => {
    expect(() => wilsonInterval(numerator, denominator)).toThrow(RangeError)
  })
})

describe('distributions', () => {
  it.each([
    // Any table of the chi-squared distribution.
    [0.95, 1, 3.841459],
    [0.975, 2, 7.377759],
    [0.025, 2, 0.050636],
    [0.95, 10, 18.307038],
    [0.025, 20, 9.590777],
    [0.975, 22, 36.780712],
    [0.99, 100, 135.806723],
  ])('chi-squared quantile %f with %i degrees of freedom is %f', (probability, freedom, value) => {
    expect(chiSquaredQuantile(probability, freedom)).toBeCloseTo(value, 5)
  })

  it('many degrees of freedom come close to the cube of a normal one (Wilson and Hilferty)', () => {
    const cube = 1000 * (1 - 2 / 9000 - Z_998 * Math.sqrt(2 / 9000)) ** 3
    expect(chiSquaredQuantile(0.001, 1000)).toBeCloseTo(cube, 0)
  })

  it('a chi-squared variable of two degrees is exponential', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.999999, noNaN: true }), (probability) => {
        const exact = -2 * Math.log1p(-probability)
        expect(Math.abs(chiSquaredQuantile(probability, 2) / exact - 1)).toBeLessThan(1e-9)
      }),
    )
  })

  it('binomial probabilities are those of Pascal and sum to 1, certain chances too', () => {
    expect(binomialProbabilities(4, 0.5)).toEqual([1, 4, 6, 4, 1].map((ways) => expect.closeTo(ways / 16, 12)))
    expect(binomialProbabilities(3, 0)).toEqual([1, 0, 0, 0])
    expect(binomialProbabilities(3, 1)).toEqual([0, 0, 0, 1])
  })

  it('quantiles are linear between the nearest values', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(quantile([1, 2, 3, 4, 5], 0.1)).toBeCloseTo(1.4, 12)
    expect(quantile([9], 0.9)).toBe(9)
  })
})

describe('a funnel of proportions', () => {
  const units = [unit(40, 100), unit(55, 100), unit(230, 500), unit(470, 1000), unit(10, 20)]

  it('is centred on all events over all people', () => {
    expect(funnel('proportion', units).centre).toBeCloseTo(805 / 1720, 12)
  })

  it('keeps its limits between 0 and 1 however small the unit', () => {
    const { limitsAt } = funnel('proportion', [unit(99, 100), unit(98, 100), unit(1, 2)], { overDispersion: 'none' })
    const { lower, upper } = limitsAt(1, Z_998)
    expect([lower >= 0, lower < 0.99, upper]).toEqual([true, true, 1])
  })

  it('places a unit beyond a limit exactly when its ratio lies beyond the limit at its size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 100 })), { minLength: 3, maxLength: 42 }),
        (rows) => {
          const found = funnel(
            'proportion',
            rows.map(([denominator, percent], at) => unit(Math.floor((denominator * percent) / 100), denominator, String(at))),
          )
          fc.pre(found.centre > 0 && found.centre < 1)
          for (const { ratio, denominator, standing } of found.points) {
            const [near, far] = [found.limitsAt(denominator, Z_95), found.limitsAt(denominator, Z_998)]
            if (standing === 'high') expect(ratio).toBeGreaterThan(far.upper - 1e-12)
            if (standing === 'low') expect(ratio).toBeLessThan(far.lower + 1e-12)
            if (standing === 'inside') expect(ratio >= near.lower - 1e-12 && ratio <= near.upper + 1e-12).toBe(true)
            if (standing === 'between-high') expect(ratio > near.upper - 1e-12 && ratio <= far.upper + 1e-12).toBe(true)
            if (standing === 'between-low') expect(ratio < near.lower + 1e-12 && ratio >= far.lower - 1e-12).toBe(true)
          }
        },
      ),
    )
  })

  it('finds no spread beyond chance among equals, and limits that are wider when there is', () => {
    const equal = funnel('proportion', [unit(50, 100), unit(100, 200), unit(150, 300)])
    expect([equal.phi, equal.tau2]).toEqual([0, 0])
    const apart = [unit(10, 100), unit(90, 100), unit(30, 100), unit(70, 100), unit(50, 100)]
    const [wide, plain] = [funnel('proportion', apart), funnel('proportion', apart, { overDispersion: 'none' })]
    expect(wide.phi).toBeGreaterThan(1)
    expect(wide.limitsAt(100, Z_95).upper).toBeGreaterThan(plain.limitsAt(100, Z_95).upper)
    expect(plain.tau2).toBe(0)
  })

  it('leaves out who has no denominator and says nothing of nobody', () => {
    expect(funnel('proportion', [unit(0, 0), unit(1, 2), unit(3, 4)]).points).toHaveLength(2)
    expect(funnel('proportion', []).points).toEqual([])
  })

  it.each([unit(5, 4), unit(-1, 4), unit(1, -4), unit(Number.NaN, 4)])('refuses $id', (wrong) => {
    expect(() => funnel('proportion', [wrong])).toThrow(RangeError)
  })
})

describe('over-dispersion', () => {
  it('is the method of moments with z winsorised at 10%, written plainly', () => {
    const z = [-4, -2.5, -1, -0.5, 0, 0.2, 0.8, 1.5, 2.2, 5, 6]
    const s = z.map((_, at) => 0.02 + at * 0.003)
    // Type-7 quantiles of eleven values at 10 and 90% are the second and the tenth.
    let [sumZ, sumW, sumW2] = [0, 0, 0]
    for (let i = 0; i < z.length; i += 1) {
      const held = Math.min(5, Math.max(-2.5, z[i] as number))
      const w = 1 / ((s[i] as number) * (s[i] as number))
      sumZ += held * held
      sumW += w
      sumW2 += w * w
    }
    const found = overDispersion(z, s, 'winsorise')
    expect(found.phi).toBeCloseTo(sumZ / 11, 12)
    expect(found.tau2).toBeCloseTo((sumZ - 10) / (sumW - sumW2 / sumW), 12)
  })

  it('drops the outer tenths, weights and all, when it truncates', () => {
    const z = Array.from({ length: 19 }, (_, at) => at - 9)
    // rank x 10 / 20 falls whole into 1 to 8: ranks 2 to 17.
    expect(
      overDispersion(
        z,
        z.map(() => 0.1),
        'truncate',
      ).counted,
    ).toBe(16)
  })

  it('is nothing among fewer than two', () => {
    expect(overDispersion([3], [0.1], 'winsorise').tau2).toBe(0)
    expect(overDispersion([], [], 'winsorise').tau2).toBe(0)
  })
})

describe('funnels of ratios', () => {
  it('the SHMI way: log scale, expected counts to two places, limits exp(± z √(1/E + τ²))', () => {
    const found = funnel('shmi', [unit(110, 100.004), unit(95, 100), unit(400, 380)], { overDispersion: 'none' })
    expect(found.centre).toBe(1)
    expect(found.points[0]?.z).toBeCloseTo(Math.sqrt(100) * Math.log(1.1), 9)
    expect(found.limitsAt(100, Z_95)).toEqual({
      lower: expect.closeTo(Math.exp(-Z_95 / 10), 12),
      upper: expect.closeTo(Math.exp(Z_95 / 10), 12),
    })
    expect(() => funnel('shmi', [unit(0, 10)])).toThrow(RangeError)
  })

  it('the CQC way: square-root scale around 1', () => {
    const found = funnel('cqc', [unit(121, 100), unit(100, 100)], { overDispersion: 'none' })
    expect(found.points[0]?.z).toBeCloseTo((1.1 - 1) * 2 * 10, 9)
    expect(found.limitsAt(100, Z_95).upper).toBeCloseTo((1 + Z_95 / 20) ** 2, 12)
  })

  it('of a rate agrees with the CQC way once the expected count is the pooled rate times the people', () => {
    const units = [unit(12, 4000), unit(30, 9000), unit(3, 2500)]
    const rate = funnel('rate', units, { overDispersion: 'none' })
    const expected = units.map((each) => ({ ...each, denominator: each.denominator * rate.centre }))
    const ratio = funnel('cqc', expected, { overDispersion: 'none' })
    expect(rate.points.map(({ z }) => z)).toEqual(ratio.points.map(({ z }) => expect.closeTo(z, 9)))
  })

  it('unadjusted: exact Poisson limits', () => {
    // Observed 10: exact 95% interval 4.795 to 18.390.
    expect(poissonLimits(10, 0.025)).toEqual({ lower: expect.closeTo(0.4795389, 6), upper: expect.closeTo(1.8390356, 6) })
  })

  it('of two counts carries the error of both', () => {
    expect(logRatioOfCounts(20, 40).y).toBeCloseTo(Math.log(20.5 / 40.5), 12)
    expect(logRatioOfCounts(20, 40).s).toBeCloseTo(Math.sqrt(20 / 20.5 ** 2 + 40 / 40.5 ** 2), 12)
  })

  it('exact binomial limits enclose the wanted probability and narrow with size', () => {
    const at = (size: number) => binomialLimit(size, 0.3, 0.975)
    expect(at(20)).toBeGreaterThan(at(200))
    expect(at(2000)).toBeGreaterThan(0.3)
    expect(at(2000)).toBeCloseTo(0.3 + Z_95 * Math.sqrt(0.21 / 2000), 2)
    expect(binomialLimit(10, 0.3, 0.0001)).toBe(0)
  })
})

describe('in words', () => {
  it.each([
    [300, 1000, 'inside'],
    [340, 1000, 'between-high'],
    [400, 1000, 'high'],
    [265, 1000, 'between-low'],
    [200, 1000, 'low'],
  ] as const)('%i of %i against 30% is %s, by its own interval', (numerator, denominator, standing) => {
    expect(comparedWith(0.3, unit(numerator, denominator))).toBe(standing)
  })
})

describe('p and u charts', () => {
  it('have limits of each point by its own size, cut to what can be', () => {
    const chart = attributeChart('p', [
      { numerator: 1, denominator: 10 },
      { numerator: 19, denominator: 190 },
    ])
    expect(chart.mean).toBe(0.1)
    expect(chart.limits[0]).toEqual({ lower: 0, upper: expect.closeTo(0.1 + 3 * Math.sqrt(0.009), 12) })
    expect(chart.limits[1]?.upper).toBeCloseTo(0.1 + 3 * Math.sqrt(0.09 / 190), 12)
    expect(attributeChart('u', [{ numerator: 4, denominator: 2 }]).limits[0]?.upper).toBeCloseTo(2 + 3, 12)
  })

  it("of Laney stretch by the moving range of z over 1.128, and leave one point's limits alone", () => {
    const shares = [22, 28, 22, 28].map((numerator) => ({ numerator, denominator: 100 }))
    const [plain, laney] = [attributeChart('p', shares), attributeChart('p', shares, true)]
    const step = 0.06 / Math.sqrt((0.25 * 0.75) / 100) / 1.128
    expect((laney.limits[0]?.upper ?? 0) - 0.25).toBeCloseTo(((plain.limits[0]?.upper ?? 0) - 0.25) * step, 9)
    expect(attributeChart('p', shares.slice(0, 1), true)).toEqual(attributeChart('p', shares.slice(0, 1)))
  })

  it('a moving range chart is limited at 3.267 times its mean', () =>
    expect(movingRangeLimit([1, 3, 2])).toBeCloseTo(3.267 * 1.5, 12))
})

describe('runs about a line', () => {
  it('signal when one is too long, or the line is crossed too seldom', () => {
    const turn = (...lengths: number[]) => lengths.flatMap((length, at) => Array.from({ length }, () => (at % 2 ? 1 : -1)))
    // Twenty points: longest run above round(4.32) + 3 = 7; fewer crossings than 6.
    expect(runsAbout(0, turn(8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1))).toMatchObject({
      longestRun: 8,
      crossings: 12,
      signal: true,
    })
    expect(runsAbout(0, turn(7, 7, 6))).toMatchObject({ longestRun: 7, crossings: 2, signal: true })
    expect(runsAbout(0, turn(3, 3, 3, 3, 3, 3, 2))).toMatchObject({ crossings: 6, signal: false })
    expect(runsAbout(0, turn(4, 4, 4, 4, 3, 1))).toMatchObject({ crossings: 5, signal: true })
  })

  it('does not count points on the line, and says nothing of none', () => {
    expect(runsAbout(0, [1, 0, 0, 1])).toMatchObject({ longestRun: 2, crossings: 0 })
    expect(runsAbout(0, [0, 0])).toEqual({ longestRun: 0, crossings: 0, signal: false })
  })
})
