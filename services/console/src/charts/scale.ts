/** From a figure to a place on the drawing. */
export type Scale = (value: number) => number

/** A straight scale; both ends may lie either way round. A domain of no width puts everything in the middle. */
export function linearScale([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const width = to - from
  return (value) => (width === 0 ? (start + end) / 2 : start + ((value - from) / width) * (end - start))
}

/** Round numbers from at or below the least to at or above the most: about `count` of them, 1, 2 or 5 times a power of ten apart. */
export function ticksOf(least: number, most: number, count: number): number[] {
  const span = most - least || Math.abs(most) || 1
  const end = Math.max(most, least + span)
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => rough / power <= factor) ?? 10)
  const first = Math.floor(least / step + 1e-9)
  const last = Math.ceil(end / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

/** A coordinate as SVG wants it: at most two decimals, no exponent. */
export function at(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Straight lines through the points, in order. */
export function pathOf(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join(' ')
}
