import { isValue, type Shown } from '@oh/disclosure'
import type { Ics } from '@oh/organisations'
import { type ChartWords, Drawing, Legend, type Room } from './chart-figure.view.tsx'
import { at } from './scale.ts'

/** Five blues, light to dark, with the ink that can be read on each (4.5 to 1 or more; the test computes it). */
export const RAMP = [
  { fill: '#eff3ff', ink: '#212b32' },
  { fill: '#c6dbef', ink: '#212b32' },
  { fill: '#9ecae1', ink: '#212b32' },
  { fill: '#2f6fa5', ink: '#ffffff' },
  { fill: '#08468f', ink: '#ffffff' },
] as const

export interface TileMap {
  readonly areas: readonly Ics[]
  readonly shownOf: (code: string) => Shown
  /** Where one class ends and the next begins: four figures, fixed and published, never taken from the data. */
  readonly classLimits: readonly [number, number, number, number]
  readonly say: (value: number) => string
}

/** One equal square for each system, where it roughly lies. A dark line runs between NHS regions. */
export function TileDrawing({ words, room, map }: { readonly words: ChartWords; readonly room: Room; readonly map: TileMap }) {
  const columns = Math.max(...map.areas.map(({ tile }) => tile.column)) + 1
  const rows = Math.max(...map.areas.map(({ tile }) => tile.row)) + 1
  const side = Math.min(64, Math.floor((room.width - 4) / columns))
  const left = (room.width - side * columns) / 2
  return (
    <Drawing words={words} room={room} height={side * rows + 4}>
      <Hatch id={`${words.id}-${room.name}-hatch`} />
      {map.areas.map((area) => (
        <Tile
          area={area}
          map={map}
          side={side}
          left={left}
          hatch={`${words.id}-${room.name}-hatch`}
          narrow={room.name === 'narrow'}
        />
      ))}
      <RegionLines areas={map.areas} side={side} left={left} />
    </Drawing>
  )
}

interface Placed {
  readonly side: number
  readonly left: number
}

function Tile({
  area,
  map,
  side,
  left,
  hatch,
  narrow,
}: Placed & { readonly area: Ics; readonly map: TileMap; readonly hatch: string; readonly narrow: boolean }) {
  const shown = map.shownOf(area.code)
  const colour = isValue(shown) ? RAMP[classOf(shown.value, map.classLimits)] : undefined
  const [x, y] = [left + area.tile.column * side, area.tile.row * side + 2]
  const middle = at(x + side / 2)
  return (
    <g fill={colour?.ink ?? '#212b32'} text-anchor="middle">
      <rect
        x={at(x)}
        y={at(y)}
        width={side}
        height={side}
        fill={colour?.fill ?? `url(#${hatch})`}
        stroke="#768692"
        stroke-width="0.75"
      />
      {narrow ? (
        <text x={middle} y={at(y + side / 2 + 4)}>
          {area.abbreviation}
        </text>
      ) : (
        <>
          <text x={middle} y={at(y + side / 2 - 4)} font-weight="bold">
            {area.abbreviation}
          </text>
          <text x={middle} y={at(y + side / 2 + 14)}>
            {isValue(shown) ? map.say(shown.value) : `[${shown.mark}]`}
          </text>
        </>
      )}
    </g>
  )
}

function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" fill="#ffffff" />
        <path d="M0 8L8 0" stroke="#aeb7bd" />
      </pattern>
    </defs>
  )
}

/** The edges between neighbours of different regions. */
function RegionLines({ areas, side, left }: Placed & { readonly areas: readonly Ics[] }) {
  const regionAt = new Map(areas.map(({ tile, region }) => [`${tile.column} ${tile.row}`, region]))
  const edges = areas.flatMap(({ tile: { column, row }, region }) => {
    const [x, y] = [left + column * side, row * side + 2]
    const differs = (otherColumn: number, otherRow: number) => {
      const other = regionAt.get(`${otherColumn} ${otherRow}`)
      return other !== undefined && other !== region
    }
    return [
      ...(differs(column + 1, row) ? [[x + side, y, x + side, y + side] as const] : []),
      ...(differs(column, row + 1) ? [[x, y + side, x + side, y + side] as const] : []),
    ]
  })
  return (
    <g stroke="#212b32" stroke-width="2.5">
      {edges.map(([x1, y1, x2, y2]) => (
        <line x1={at(x1)} y1={at(y1)} x2={at(x2)} y2={at(y2)} />
      ))}
    </g>
  )
}

/** Which of the five classes a figure falls into; a figure on a limit falls into the upper one. */
export function classOf(value: number, limits: TileMap['classLimits']): 0 | 1 | 2 | 3 | 4 {
  return limits.filter((limit) => value >= limit).length as 0 | 1 | 2 | 3 | 4
}

export function TileLegend({ map }: { readonly map: Pick<TileMap, 'classLimits' | 'say'> }) {
  const [a, b, c, d] = map.classLimits
  const words = [
    `under ${map.say(a)}`,
    `${map.say(a)} to ${map.say(b)}`,
    `${map.say(b)} to ${map.say(c)}`,
    `${map.say(c)} to ${map.say(d)}`,
    `${map.say(d)} and over`,
  ]
  return (
    <Legend
      entries={[
        ...RAMP.map(({ fill }, at) => ({
          mark: <rect x="1" y="1" width="22" height="14" fill={fill} stroke="#768692" />,
          text: words[at] ?? '',
        })),
        {
          mark: <path d="M1 15L15 1M9 15L23 1M1 7L7 1M17 15L23 9" stroke="#768692" fill="none" />,
          text: 'confidential [c] or not available [x]',
        },
      ]}
    />
  )
}
