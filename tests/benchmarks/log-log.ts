/** One measurement: how large the work was, in whatever is counted, and how many seconds it took. Both above 0. */
export interface TimeAtSize {
  readonly size: number
  readonly seconds: number
}

/** Where the drawing stands in its picture of 600 by 390. */
const PLOT = { left: 70, right: 550, top: 50, bottom: 330 }

/**
 * The power of the size with which time grows: the slope of the line of least squares through the logarithms of both.
 * 1 is in step with the size, 2 is its square; NaN of fewer than two sizes.
 */
export function exponentOf(times: readonly TimeAtSize[]): number {
  const points = times.map(({ size, seconds }) => [Math.log(size), Math.log(seconds)] as const)
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}

/** Time by size as SVG, both axes by powers of ten. `title` says what was done, `across` what is counted as size. */
export function logLogChart({ title, across, times }: { title: string; across: string; times: readonly TimeAtSize[] }): string {
  const exponent = exponentOf(times).toFixed(2)
  const [least, most] = [Math.min, Math.max].map((pick) => pick(...times.map(({ size }) => Math.log10(size)))) as [number, number]
  const seconds = times.map((time) => Math.log10(time.seconds))
  const [low, high] = [Math.floor(Math.min(...seconds)), Math.ceil(Math.max(...seconds))]
  const xAt = (size: number) => round(PLOT.left + ((Math.log10(size) - least) / (most - least || 1)) * (PLOT.right - PLOT.left))
  const yAt = (time: number) => round(PLOT.bottom - ((Math.log10(time) - low) / (high - low || 1)) * (PLOT.bottom - PLOT.top))
  const powers = Array.from({ length: high - low + 1 }, (_, at) => Number(`1e${low + at}`))
  const points = times.map((time) => ({ ...time, x: xAt(time.size), y: yAt(time.seconds) }))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 390" font-family="sans-serif" font-size="13" role="img" aria-label="${title}: seconds by ${across}, exponent ${exponent}">
<rect width="600" height="390" fill="#fff"/>
<text x="${PLOT.left}" y="30">${title}: both axes by powers of ten; exponent ${exponent}</text>
${powers.map((time) => `<path d="M${PLOT.left} ${yAt(time)}H${PLOT.right}" stroke="#d8dde0"/><text x="${PLOT.left - 8}" y="${yAt(time) + 4}" text-anchor="end">${time} s</text>`).join('\n')}
${points.map(({ size, x }) => `<text x="${x}" y="${PLOT.bottom + 20}" text-anchor="middle">${size}</text>`).join('\n')}
<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 45}" text-anchor="middle">${across}</text>
<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}" fill="none" stroke="#005eb8" stroke-width="2"/>
<g fill="#005eb8">${points.map(({ size, seconds: took, x, y }) => `<circle cx="${x}" cy="${y}" r="4"><title>${size}: ${took.toPrecision(3)} s</title></circle>`).join('')}</g>
</svg>
`
}

const round = (at: number): number => Math.round(at * 10) / 10
