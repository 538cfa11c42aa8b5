import { LabelsBelow } from './axes.view.tsx'
import { type ChartWords, Drawing, Legend, type Room } from './chart-figure.view.tsx'
import { INK } from './marks.view.tsx'
import { at, linearScale, type Scale, ticksOf } from './scale.ts'

/** A figure and where it lies. */
export interface Range {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Two ranges to compare, under one name. */
export interface RangeRow {
  readonly name: string
  readonly before: Range | undefined
  readonly after: Range | undefined
}

const ROW = 56
const BELOW = 46

/** Each row with its figure before and after, each on the line from where to where it lies. From 0, because sizes are compared. */
export function RangeDrawing({
  words,
  room,
  rows,
  axis,
}: {
  readonly words: ChartWords
  readonly room: Room
  readonly rows: readonly RangeRow[]
  /** What is measured, below the drawing. */
  readonly axis: string
}) {
  const height = rows.length * ROW + BELOW + 8
  const frame = { left: room.name === 'wide' ? 110 : 84, right: room.width - 20, top: 8, bottom: rows.length * ROW + 8 }
  const most = Math.max(1, ...rows.flatMap(({ before, after }) => [before?.high ?? 0, after?.high ?? 0]))
  const ticks = ticksOf(0, most, room.name === 'wide' ? 8 : 4)
  const x = linearScale([0, ticks.at(-1) ?? most], [frame.left, frame.right])
  return (
    <Drawing words={words} room={room} height={height}>
      {ticks.map((value) => (
        <line x1={at(x(value))} x2={at(x(value))} y1={at(frame.top)} y2={at(frame.bottom)} stroke={INK.grid} />
      ))}
      <LabelsBelow frame={frame} x={x} ticks={ticks.map((value) => ({ value, text: String(value) }))} />
      <text x={at((frame.left + frame.right) / 2)} y={at(frame.bottom + 40)} text-anchor="middle">
        {axis}
      </text>
      {rows.map(({ name, before, after }, index) => {
        const y = frame.top + index * ROW + ROW / 2
        return (
          <g>
            <text x={at(frame.left - 10)} y={at(y + 4)} text-anchor="end">
              {name}
            </text>
            {before ? <RangeMark range={before} x={x} y={y - 10} kind="before" /> : null}
            {after ? <RangeMark range={after} x={x} y={y + 10} kind="after" /> : null}
          </g>
        )
      })}
    </Drawing>
  )
}

function RangeMark({
  range,
  x,
  y,
  kind,
}: {
  readonly range: Range
  readonly x: Scale
  readonly y: number
  readonly kind: 'before' | 'after'
}) {
  const ink = kind === 'before' ? INK.line : INK.improvement
  const ends = [range.low, range.high].map(x)
  return (
    <g>
      <line x1={at(ends[0] ?? 0)} x2={at(ends[1] ?? 0)} y1={at(y)} y2={at(y)} stroke={ink} stroke-width="2" />
      {range.low < range.high
        ? ends.map((end) => <line x1={at(end)} x2={at(end)} y1={at(y - 5)} y2={at(y + 5)} stroke={ink} stroke-width="2" />)
        : null}
      <Mark kind={kind} x={x(range.value)} y={y} />
    </g>
  )
}

/** A ring before and a full square after, so that shape tells what colour does. */
function Mark({ kind, x, y }: { readonly kind: 'before' | 'after'; readonly x: number; readonly y: number }) {
  if (kind === 'before') return <circle cx={at(x)} cy={at(y)} r="5" fill="#ffffff" stroke={INK.line} stroke-width="2" />
  return <rect x={at(x - 5)} y={at(y - 5)} width="10" height="10" fill={INK.improvement} />
}

export function RangeLegend({ before, after, line }: { readonly before: string; readonly after: string; readonly line: string }) {
  return (
    <Legend
      entries={[
        { mark: <Mark kind="before" x={12} y={8} />, text: before },
        { mark: <Mark kind="after" x={12} y={8} />, text: after },
        { mark: <path d="M2 8H22M2 3V13M22 3V13" stroke={INK.line} stroke-width="2" fill="none" />, text: line },
      ]}
    />
  )
}
