import type { FunnelStanding, Variation } from '@oh/measures'
import { at } from './scale.ts'

/** Ink of the drawings: each at least 3 to 1 on white (WCAG 2.2, 1.4.11); the test computes it. */
export const INK = {
  common: '#768692',
  concern: '#b8500b',
  improvement: '#005eb8',
  neutral: '#330072',
  target: '#c2261c',
  line: '#4c6272',
  grid: '#d8dde0',
  text: '#212b32',
} as const

interface Place {
  readonly x: number
  readonly y: number
}

/** A point of a control chart: circle, diamond, square or triangle, so that shape tells what colour does. */
export function SpcMark({ x, y, variation }: Place & { readonly variation: Variation }) {
  switch (variation) {
    case 'common':
      return <circle cx={at(x)} cy={at(y)} r="4" fill={INK.common} />
    case 'concern':
      return <path d={`M${at(x)} ${at(y - 7)}l7 7l-7 7l-7 -7z`} fill={INK.concern} />
    case 'improvement':
      return <rect x={at(x - 5.5)} y={at(y - 5.5)} width="11" height="11" fill={INK.improvement} />
    case 'neutral-high':
      return <path d={`M${at(x)} ${at(y - 7)}l7 12h-14z`} fill={INK.neutral} />
    case 'neutral-low':
      return <path d={`M${at(x)} ${at(y + 7)}l7 -12h-14z`} fill={INK.neutral} />
  }
}

/** A point of a funnel: dot inside, ring between the limits, triangle beyond them; one colour for both directions. */
export function FunnelMark({ x, y, standing }: Place & { readonly standing: FunnelStanding }) {
  switch (standing) {
    case 'inside':
      return <circle cx={at(x)} cy={at(y)} r="4" fill={INK.common} />
    case 'between-high':
    case 'between-low':
      return <circle cx={at(x)} cy={at(y)} r="5" fill="#ffffff" stroke="#003087" stroke-width="2" />
    case 'high':
      return <path d={`M${at(x)} ${at(y - 7)}l7 12h-14z`} fill="#003087" />
    case 'low':
      return <path d={`M${at(x)} ${at(y + 7)}l7 -12h-14z`} fill="#003087" />
  }
}
