/**
 * The mean in two passes: m + mean(x - m). A single pass can put a point that lies on the mean just beside it, and so make
 * a run that is not there. Not a number when there are no values.
 */
export function average(values: readonly number[]): number {
  const first = sum(values) / values.length
  return first + sum(values.map((value) => value - first)) / values.length
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Which side of a line a value lies on, -1, 0 or 1; within a billionth of the scale counts as on it. */
export function sideOf(value: number, line: number, scale: number): -1 | 0 | 1 {
  const gap = value - line
  if (Math.abs(gap) < 1e-9 * scale) return 0
  return gap > 0 ? 1 : -1
}

/** The largest magnitude among the values, 1 when all are 0: what "equal" is measured against. */
export function scaleOf(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs), 0) || 1
}
