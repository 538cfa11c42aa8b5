import { sum } from './average.ts'
import { quantile } from './distributions.ts'

/** How far units differ beyond chance. */
export interface OverDispersion {
  /** Mean of the squared z after winsorising or trimming; 1 is chance alone. Not a number for no units. */
  readonly phi: number
  /** Variance between units beyond chance, on the transformed scale, 0 or more. */
  readonly tau2: number
  /** Units whose z and weight were counted. */
  readonly counted: number
}

/**
 * Over-dispersion by method of moments: tau² = 0 when n·phi < n − 1, else max(0, (n·phi − (n − 1)) / (Σw − Σw²/Σw)), w = 1/s².
 * `winsorise` pulls z to its 10% and 90% quantiles; `truncate` drops the lowest and highest tenth with their weights, as
 * the SHMI does. Source: Spiegelhalter 2005, Handling over-dispersion of performance indicators.
 * Both lists are of one length, `s` above 0.
 */
export function overDispersion(
  z: readonly number[],
  s: readonly number[],
  how: 'winsorise' | 'truncate',
  trim = 0.1,
): OverDispersion {
  const kept = how === 'winsorise' ? winsorised(z, s, trim) : truncated(z, s, trim)
  const n = kept.length
  const phi = sum(kept.map((unit) => unit.z ** 2)) / n
  const w = kept.map((unit) => 1 / unit.s ** 2)
  const room = sum(w) - sum(w.map((weight) => weight ** 2)) / sum(w)
  const tau2 = n < 2 || n * phi < n - 1 ? 0 : Math.max(0, (n * phi - (n - 1)) / room)
  return { phi, tau2, counted: n }
}

interface Unit {
  readonly z: number
  readonly s: number
}

function winsorised(z: readonly number[], s: readonly number[], trim: number): Unit[] {
  const [low, high] = [quantile(z, trim), quantile(z, 1 - trim)]
  return z.map((value, at) => ({ z: Math.min(high, Math.max(low, value)), s: s[at] ?? Number.NaN }))
}

/** Keeps the units whose rank × k / (n + 1), k = 1 / trim, falls whole into 1 to k − 2. */
function truncated(z: readonly number[], s: readonly number[], trim: number): Unit[] {
  const k = 1 / trim
  const order = z.map((value, at) => ({ z: value, s: s[at] ?? Number.NaN })).toSorted((a, b) => a.z - b.z)
  return order.filter((_, at) => {
    const band = Math.floor(((at + 1) * k) / (z.length + 1))
    return band >= 1 && band <= k - 2
  })
}
