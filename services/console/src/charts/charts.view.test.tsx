import { funnel, spcChart } from '@oh/measures'
import { icsList } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { ChartFigure, NARROW, WIDE } from './chart-figure.view.tsx'
import { FunnelDrawing } from './funnel-chart.view.tsx'
import { INK } from './marks.view.tsx'
import { linearScale, ticksOf } from './scale.ts'
import { SpcDrawing, type SpcSeries } from './spc-chart.view.tsx'
import { classOf, RAMP, TileDrawing } from './tile-map.view.tsx'

const words = {
  id: 'seen',
  heading: 'Seen',
  sentence: 'Seen within 10 days rose.',
  description: 'By month.',
  source: 'Publication 36.',
}
const percent = (value: number) => `${Math.round(value * 100)}%`
const html = (drawing: unknown) => String(drawing)
const count = (text: string, part: string) => text.split(part).length - 1

/** WCAG 2.2, relative luminance and contrast. */
function contrast(one: string, other: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
      const part = Number.parseInt(hex.slice(from, from + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

describe('colours', () => {
  it.each(Object.entries(INK).filter(([name]) => name !== 'grid'))('the mark or line %s has 3 to 1 on white', (_name, ink) => {
    expect(contrast(ink, '#ffffff')).toBeGreaterThanOrEqual(3)
  })

  it.each(RAMP)('text on the tile $fill has 4.5 to 1', ({ fill, ink }) => {
    expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('scales', () => {
  it('are straight, and stand in the middle of nothing', () => {
    expect(linearScale([0, 10], [100, 200])(5)).toBe(150)
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5)
  })

  it.each([
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.31, 0.78, [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]],
    [0, 4_321, [0, 1_000, 2_000, 3_000, 4_000, 5_000]],
    [5, 5, [5, 6, 7, 8, 9, 10]],
  ])('have round numbers that hold %f to %f', (least, most, ticks) => expect(ticksOf(least, most, 5)).toEqual(ticks))
})

describe('a control chart', () => {
  const values = [...Array.from({ length: 14 }, (_, at) => 0.6 + (at % 2) / 50), 0.9]
  const chart = spcChart(values, { good: 'up', fixAfterPoints: 14 })
  const series: SpcSeries = {
    chart,
    say: percent,
    target: 0.8,
    periods: [
      ...chart.points.slice(0, 5).map((point, at) => ({ text: `month ${at}`, point })),
      { text: 'gap' },
      ...chart.points.slice(5).map((point, at) => ({ text: `month ${at + 6}`, point })),
    ],
  }
  const drawn = html(<SpcDrawing words={words} room={WIDE} series={series} />)

  it('draws each point in the shape of what it says', () => {
    expect(count(drawn, '<circle')).toBe(14)
    expect(count(drawn, '<rect')).toBe(1)
  })

  it('breaks its line at a period without a value', () => expect(count(drawn, 'fill="none" stroke="#4c6272"')).toBe(2))

  it('has a name and a description, and no style of its own', () => {
    expect(drawn).toContain('<title id="seen-wide-title">Seen within 10 days rose.</title>')
    expect(drawn).toContain('<desc id="seen-wide-description">')
    expect(drawn).not.toContain('style=')
  })

  it('starts a new mean at a step change', () => {
    const two = spcChart([1, 2, 1, 2, 8, 9, 8, 9], { rebaseAt: [4] })
    const stepped = { chart: two, say: String, periods: two.points.map((point) => ({ text: '', point })) }
    expect(count(html(<SpcDrawing words={words} room={WIDE} series={stepped} />), `stroke="${INK.text}"`)).toBe(2)
  })

  it('draws an empty series without a fault', () => {
    expect(
      html(<SpcDrawing words={words} room={NARROW} series={{ chart: spcChart([]), say: percent, periods: [] }} />),
    ).toContain('</svg>')
  })
})

describe('a funnel', () => {
  const units = [
    ...Array.from({ length: 40 }, (_, at) => ({ id: `A${at}`, numerator: 60 + at, denominator: 100 + 2 * at })),
    { id: 'LOW', numerator: 20, denominator: 100 },
  ]
  const plot = {
    funnel: funnel('proportion', units, { overDispersion: 'none' }),
    nameOf: (id: string) => id,
    say: percent,
    sayCount: String,
    countedAs: 'Referrals',
  }
  const drawn = html(<FunnelDrawing words={words} room={WIDE} plot={plot} />)

  it('names what stands out and nothing else, and ranks nobody', () => {
    expect(drawn).toContain('>LOW<')
    expect(drawn).not.toContain('>A3<')
  })

  it('draws two curves for each of the two limits', () => expect(count(drawn, '<path d="M')).toBeGreaterThanOrEqual(4))

  it('keeps every mark inside the drawing', () => {
    for (const [, x, y] of drawn.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)"/g)) {
      expect(Number(x) >= 0 && Number(x) <= WIDE.width).toBe(true)
      expect(Number(y) >= 0 && Number(y) <= 380).toBe(true)
    }
  })

  it('draws nobody without a fault', () => {
    expect(html(<FunnelDrawing words={words} room={NARROW} plot={{ ...plot, funnel: funnel('proportion', []) }} />)).toContain(
      '</svg>',
    )
  })
})

describe('a tile map', () => {
  const map = {
    areas: icsList('2022'),
    shownOf: (code: string) => (code === 'QK1' ? { mark: 'c' as const } : { value: 0.6 }),
    classLimits: [0.5, 0.6, 0.7, 0.8] as const,
    say: percent,
  }

  it('has one square for each system, hatched where there is no figure', () => {
    const drawn = html(<TileDrawing words={words} room={WIDE} map={map} />)
    expect(count(drawn, 'stroke-width="0.75"')).toBe(42)
    expect(count(drawn, 'fill="url(#seen-wide-hatch)"')).toBe(1)
    expect(drawn).toContain('[c]')
  })

  it('keeps text at 12 px or more in the narrow drawing, and leaves the figure to the list', () => {
    const drawn = html(<TileDrawing words={words} room={NARROW} map={map} />)
    expect(drawn).toContain('font-size="12"')
    expect(drawn).not.toContain('60%')
    expect(drawn).toContain(`viewBox="0 0 343 `)
  })

  it('puts a figure on a limit into the upper class', () => {
    expect([0.49, 0.5, 0.6, 0.79, 0.8].map((value) => classOf(value, map.classLimits))).toEqual([0, 1, 2, 3, 4])
  })
})

it('a chart is a figure with heading, sentence, two drawings, its data and its source', () => {
  const figure = html(
    <ChartFigure words={words} draw={(room) => <svg data-room={room.name} />} table={<table />} csv="/national.csv" />,
  )
  for (const part of [
    '<figure',
    'data-room="wide"',
    'data-room="narrow"',
    'Seen within 10 days rose.',
    'Show the data',
    'Publication 36.',
    'href="/national.csv"',
  ])
    expect(figure).toContain(part)
})
