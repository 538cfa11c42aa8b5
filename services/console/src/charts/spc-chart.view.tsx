import type { SpcChart, SpcPoint } from '@oh/measures'
import { HorizontalGrid, LabelsBelow, type Tick } from './axes.view.tsx'
import { type ChartWords, Drawing, Legend, type Room } from './chart-figure.view.tsx'
import { INK, SpcMark } from './marks.view.tsx'
import { at, linearScale, pathOf, type Scale, ticksOf } from './scale.ts'

/** A series as it is drawn: one entry per period in order; a period without a value is a gap. */
export interface SpcSeries {
  readonly periods: readonly { readonly text: string; readonly point?: SpcPoint | undefined }[]
  readonly chart: SpcChart
  readonly target?: number | undefined
  /** A value beside the axis, whose marks are a step apart. */
  readonly say: (value: number, step: number) => string
}

interface Drawn {
  readonly x: number
  readonly point: SpcPoint
}

const HEIGHT = 300
const NARROW_HEIGHT = 260
const MOST_LABELS = { wide: 7, narrow: 3 } as const

/** A control chart: the line, mean and limits of each phase, the target, and each point in the shape of what it says. */
export function SpcDrawing({
  words,
  room,
  series,
}: {
  readonly words: ChartWords
  readonly room: Room
  readonly series: SpcSeries
}) {
  const height = room.name === 'wide' ? HEIGHT : NARROW_HEIGHT
  const frame = { left: 52, right: room.width - 12, top: 14, bottom: height - 30 }
  const ticks = ticksOf(...extentOf(series), 5)
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)]
  const y = linearScale([least, most], [frame.bottom, frame.top])
  const x = linearScale([0, Math.max(1, series.periods.length - 1)], [frame.left + 8, frame.right - 8])
  const drawn = series.periods.flatMap(({ point }, index): Drawn[] => (point ? [{ x: index, point }] : []))
  return (
    <Drawing words={words} room={room} height={height}>
      <HorizontalGrid frame={frame} y={y} ticks={ticks.map((value) => ({ value, text: series.say(value, stepOf(ticks)) }))} />
      <LabelsBelow frame={frame} x={x} ticks={labelsOf(series, MOST_LABELS[room.name])} />
      {phasesOf(drawn).map((phase) => (
        <Phase phase={phase} x={x} y={y} />
      ))}
      {series.target === undefined ? null : (
        <line
          x1={at(frame.left)}
          x2={at(frame.right)}
          y1={at(y(series.target))}
          y2={at(y(series.target))}
          stroke={INK.target}
          stroke-width="2"
          stroke-dasharray="2 4"
        />
      )}
      {stretchesOf(series).map((stretch) => (
        <path
          d={pathOf(stretch.map((each) => [x(each.x), y(each.point.value)]))}
          fill="none"
          stroke={INK.line}
          stroke-width="1.5"
        />
      ))}
      {drawn.map((each) => (
        <SpcMark x={x(each.x)} y={y(each.point.value)} variation={each.point.variation} />
      ))}
    </Drawing>
  )
}

const stepOf = ([first = 0, second = first + 1]: readonly number[]): number => second - first

function Phase({ phase, x, y }: { readonly phase: readonly Drawn[]; readonly x: Scale; readonly y: Scale }) {
  const [first, last] = [phase[0], phase.at(-1)]
  if (!first || !last) return null
  const across = (value: number) => ({ x1: at(x(first.x)), x2: at(x(last.x)), y1: at(y(value)), y2: at(y(value)) })
  const { limits, mean } = first.point
  return (
    <g>
      <line {...across(mean)} stroke={INK.text} stroke-width="1.5" />
      {limits
        ? [limits.upper, limits.lower].map((value) => (
            <line {...across(value)} stroke={INK.line} stroke-width="1.5" stroke-dasharray="6 4" />
          ))
        : null}
    </g>
  )
}

function phasesOf(drawn: readonly Drawn[]): Drawn[][] {
  const groups = new Map<number, Drawn[]>()
  for (const each of drawn) groups.set(each.point.group, [...(groups.get(each.point.group) ?? []), each])
  return [...groups.values()]
}

/** Neighbours are joined; a gap or a step change breaks the line. */
function stretchesOf({ periods }: SpcSeries): Drawn[][] {
  const stretches: Drawn[][] = []
  for (const [index, { point }] of periods.entries()) {
    const before = periods[index - 1]?.point
    if (!point) continue
    if (before?.group === point.group) stretches.at(-1)?.push({ x: index, point })
    else stretches.push([{ x: index, point }])
  }
  return stretches.filter(({ length }) => length > 1)
}

function extentOf({ chart, target }: SpcSeries): [number, number] {
  const values = chart.points.flatMap(({ value, limits }) => [value, ...(limits ? [limits.lower, limits.upper] : [])])
  const all = target === undefined ? values : [...values, target]
  return all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)]
}

function labelsOf({ periods }: SpcSeries, most: number): Tick[] {
  const step = Math.max(1, Math.ceil((periods.length - 1) / (most - 1)))
  const last = periods.length - 1
  return periods.flatMap(({ text }, value) => ((last - value) % step === 0 ? [{ value, text }] : []))
}

const VARIATION_KEY = [
  ['common', 'Within the limits: chance'],
  ['improvement', 'Special cause: better'],
  ['concern', 'Special cause: worse'],
] as const
const NEUTRAL_KEY = [
  ['common', 'Within the limits: chance'],
  ['neutral-high', 'Special cause: higher'],
  ['neutral-low', 'Special cause: lower'],
] as const

/** What the marks and lines of a control chart mean. */
export function SpcLegend({ hasDirection, hasTarget }: { readonly hasDirection: boolean; readonly hasTarget: boolean }) {
  const marks = (hasDirection ? VARIATION_KEY : NEUTRAL_KEY).map(([variation, text]) => ({
    mark: <SpcMark x={12} y={8} variation={variation} />,
    text,
  }))
  const lines = [
    { mark: <line x1="0" x2="24" y1="8" y2="8" stroke={INK.text} stroke-width="1.5" />, text: 'Mean' },
    {
      mark: <line x1="0" x2="24" y1="8" y2="8" stroke={INK.line} stroke-width="1.5" stroke-dasharray="6 4" />,
      text: 'Limits of chance',
    },
    ...(hasTarget
      ? [
          {
            mark: <line x1="0" x2="24" y1="8" y2="8" stroke={INK.target} stroke-width="2" stroke-dasharray="2 4" />,
            text: 'Target',
          },
        ]
      : []),
  ]
  return <Legend entries={[...marks, ...lines]} />
}
