import type { Child } from 'hono/jsx'
import { Details } from '../layout/messages.view.tsx'

/** How much room a drawing has. Text is 14 px in the wide one and never below 12 px in the narrow one. */
export interface Room {
  readonly width: number
  readonly name: 'wide' | 'narrow'
}
export const WIDE: Room = { width: 912, name: 'wide' }
export const NARROW: Room = { width: 343, name: 'narrow' }

/** What a chart says of itself in words, for whoever does not see the drawing and for whoever does. */
export interface ChartWords {
  /** Unique on its page. */
  readonly id: string
  readonly heading: string
  /** One sentence that says what the chart shows. */
  readonly sentence: string
  /** The longer text behind the drawing. */
  readonly description: string
  /** Where the figures come from and how they were drawn. */
  readonly source: string
}

/**
 * A chart: heading, sentence, drawing in two sizes (one is hidden by style, so it is read once), key, table of the data and
 * source. Nothing is told by colour alone.
 */
export function ChartFigure({
  words,
  draw,
  legend,
  table,
  csv,
}: {
  readonly words: ChartWords
  readonly draw: (room: Room) => Child
  readonly legend?: Child
  readonly table: Child
  readonly csv?: string
}) {
  return (
    <figure class="oh-chart" aria-labelledby={`${words.id}-heading`}>
      <figcaption>
        <h3 class="nhsuk-heading-s oh-chart__heading" id={`${words.id}-heading`}>
          {words.heading}
        </h3>
        <p class="oh-chart__sentence">{words.sentence}</p>
      </figcaption>
      {[WIDE, NARROW].map((room) => (
        <div class={`oh-chart__drawing oh-chart__drawing--${room.name}`}>{draw(room)}</div>
      ))}
      {legend}
      <Details summary="Show the data">{table}</Details>
      <p class="nhsuk-body-s oh-chart__source">
        {words.source}
        {csv ? (
          <>
            {' '}
            <a href={csv}>Download as CSV</a>
          </>
        ) : null}
      </p>
    </figure>
  )
}

/** The drawing itself: an image with a name and a description. */
export function Drawing({
  words,
  room,
  height,
  children,
}: {
  readonly words: ChartWords
  readonly room: Room
  readonly height: number
  readonly children?: Child
}) {
  const [title, description] = [`${words.id}-${room.name}-title`, `${words.id}-${room.name}-description`]
  return (
    <svg
      role="img"
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${room.width} ${height}`}
      width={room.width}
      height={height}
      aria-labelledby={title}
      aria-describedby={description}
      font-family="Arial, sans-serif"
      font-size={room.name === 'wide' ? '14' : '12'}
      fill="#212b32"
    >
      <title id={title}>{words.sentence}</title>
      <desc id={description}>{words.description}</desc>
      {children}
    </svg>
  )
}

/** One entry of a key: the mark as it is drawn, and what it means. */
export interface LegendEntry {
  readonly mark: Child
  readonly text: string
}

export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul class="oh-chart__legend">
      {entries.map(({ mark, text }) => (
        <li>
          <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true" focusable="false">
            {mark}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  )
}
