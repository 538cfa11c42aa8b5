import { INK } from './marks.view.tsx'
import { at, type Scale } from './scale.ts'

/** The part of a drawing that figures lie in. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface Tick {
  readonly value: number
  readonly text: string
}

/** Lines across the frame with their figures to the left. */
export function HorizontalGrid({
  frame,
  y,
  ticks,
}: {
  readonly frame: Frame
  readonly y: Scale
  readonly ticks: readonly Tick[]
}) {
  return (
    <g>
      {ticks.map(({ value, text }) => (
        <>
          <line x1={at(frame.left)} x2={at(frame.right)} y1={at(y(value))} y2={at(y(value))} stroke={INK.grid} />
          <text x={at(frame.left - 6)} y={at(y(value) + 4)} text-anchor="end">
            {text}
          </text>
        </>
      ))}
    </g>
  )
}

/** Words below the frame, each under its place; at the edges they lean inwards so that nothing is cut. */
export function LabelsBelow({ frame, x, ticks }: { readonly frame: Frame; readonly x: Scale; readonly ticks: readonly Tick[] }) {
  return (
    <g>
      {ticks.map(({ value, text }) => (
        <>
          <line x1={at(x(value))} x2={at(x(value))} y1={at(frame.bottom)} y2={at(frame.bottom + 5)} stroke={INK.line} />
          <text x={at(x(value))} y={at(frame.bottom + 20)} text-anchor={anchorOf(x(value), frame)}>
            {text}
          </text>
        </>
      ))}
    </g>
  )
}

/** Half of the longest words below an axis. */
const HALF_A_LABEL = 34

function anchorOf(place: number, { left, right }: Frame): 'start' | 'middle' | 'end' {
  if (place + HALF_A_LABEL > right) return 'end'
  return place - HALF_A_LABEL < left ? 'start' : 'middle'
}
