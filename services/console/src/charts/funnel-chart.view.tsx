import { type Funnel, type FunnelPoint, Z_95, Z_998 } from '@oh/measures'
import { HorizontalGrid, LabelsBelow } from './axes.view.tsx'
import { type ChartWords, Drawing, Legend, type Room } from './chart-figure.view.tsx'
import { FunnelMark, INK } from './marks.view.tsx'
import { at, linearScale, pathOf, type Scale, ticksOf } from './scale.ts'

/** A funnel as it is drawn. */
export interface FunnelPlot {
  readonly funnel: Funnel
  /** A few characters for a point that stands out. */
  readonly nameOf: (id: string) => string
  readonly say: (ratio: number) => string
  readonly sayCount: (count: number) => string
  /** What the figures below count. */
  readonly countedAs: string
}

const HEIGHT = 380
const NARROW_HEIGHT = 320
const CURVE_POINTS = 60

/** A funnel plot: each unit at its size, the limits of chance around all of them. Only what stands out has a name. */
export function FunnelDrawing({
  words,
  room,
  plot,
}: {
  readonly words: ChartWords
  readonly room: Room
  readonly plot: FunnelPlot
}) {
  const height = room.name === 'wide' ? HEIGHT : NARROW_HEIGHT
  const frame = { left: 52, right: room.width - 14, top: 14, bottom: height - 46 }
  const { funnel, say, sayCount, countedAs } = plot
  const below = ticksOf(0, Math.max(1, ...funnel.points.map(({ denominator }) => denominator)), room.name === 'wide' ? 7 : 4)
  const most = below.at(-1) ?? 1
  const beside = ticksOf(...extentOf(funnel), 5)
  const x = linearScale([0, most], [frame.left, frame.right])
  const y = linearScale([beside[0] ?? 0, beside.at(-1) ?? 1], [frame.bottom, frame.top])
  return (
    <Drawing words={words} room={room} height={height}>
      <HorizontalGrid frame={frame} y={y} ticks={beside.map((value) => ({ value, text: say(value) }))} />
      <LabelsBelow frame={frame} x={x} ticks={below.map((value) => ({ value, text: sayCount(value) }))} />
      <text x={at((frame.left + frame.right) / 2)} y={at(frame.bottom + 38)} text-anchor="middle">
        {countedAs}
      </text>
      <Limits funnel={funnel} z={Z_95} x={x} y={y} most={most} ends={[frame.top, frame.bottom]} dashes="6 4" />
      <Limits funnel={funnel} z={Z_998} x={x} y={y} most={most} ends={[frame.top, frame.bottom]} />
      <line
        x1={at(frame.left)}
        x2={at(frame.right)}
        y1={at(y(funnel.centre))}
        y2={at(y(funnel.centre))}
        stroke={INK.text}
        stroke-width="1.5"
      />
      {funnel.points.map((point) => (
        <FunnelMark x={x(point.denominator)} y={y(point.ratio)} standing={point.standing} />
      ))}
      {funnel.points
        .filter(({ standing }) => standing !== 'inside')
        .map((point) => (
          <Name point={point} x={x} y={y} most={most} text={plot.nameOf(point.id)} />
        ))}
    </Drawing>
  )
}

function Limits({
  funnel,
  z,
  x,
  y,
  most,
  ends,
  dashes,
}: {
  readonly funnel: Funnel
  readonly z: number
  readonly x: Scale
  readonly y: Scale
  /** Top and bottom of the frame: a limit that leaves it is not drawn there. */
  readonly ends: readonly [number, number]
  readonly most: number
  readonly dashes?: string
}) {
  const least = Math.min(...funnel.points.map(({ denominator }) => denominator), most) / 2
  const sizes = Array.from({ length: CURVE_POINTS + 1 }, (_, step) =>
    Math.max(1, least * (most / Math.max(1, least)) ** (step / CURVE_POINTS)),
  )
  const [top, bottom] = [Math.min(...ends), Math.max(...ends)]
  const curve = (end: 'lower' | 'upper') =>
    pathOf(
      sizes
        .map((size) => [x(size), y(funnel.limitsAt(size, z)[end])] as const)
        .filter(([, height]) => top <= height && height <= bottom),
    )
  return (
    <g fill="none" stroke={INK.line} stroke-width="1.5" {...(dashes ? { 'stroke-dasharray': dashes } : {})}>
      <path d={curve('lower')} />
      <path d={curve('upper')} />
    </g>
  )
}

/** With a white halo, so that no line runs through it; on the side that has room. */
function Name({
  point,
  x,
  y,
  most,
  text,
}: {
  readonly point: FunnelPoint
  readonly x: Scale
  readonly y: Scale
  readonly most: number
  readonly text: string
}) {
  const right = point.denominator < most * 0.85
  return (
    <text
      x={at(x(point.denominator) + (right ? 10 : -10))}
      y={at(y(point.ratio) + 4)}
      text-anchor={right ? 'start' : 'end'}
      stroke="#ffffff"
      stroke-width="3"
      paint-order="stroke"
    >
      {text}
    </text>
  )
}

/** What is drawn at all: every unit, and the limits where the smallest unit stands. */
function extentOf({ points, limitsAt, centre }: Funnel): [number, number] {
  if (points.length === 0) return [0, 1]
  const smallest = Math.min(...points.map(({ denominator }) => denominator))
  const { lower, upper } = limitsAt(smallest, Z_998)
  const ratios = points.map(({ ratio }) => ratio)
  return [Math.max(0, Math.min(lower, centre, ...ratios)), Math.max(upper, centre, ...ratios)]
}

/** What the marks and lines of a funnel mean. */
export function FunnelLegend() {
  return (
    <Legend
      entries={[
        { mark: <FunnelMark x={12} y={8} standing="inside" />, text: 'Within the limits: no evidence of a difference' },
        { mark: <FunnelMark x={12} y={8} standing="between-high" />, text: 'Beyond 95%: worth a look' },
        { mark: <FunnelMark x={12} y={9} standing="high" />, text: 'Above the 99.8% limits' },
        { mark: <FunnelMark x={12} y={7} standing="low" />, text: 'Below the 99.8% limits' },
      ]}
    />
  )
}
