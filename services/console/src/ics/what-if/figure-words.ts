import type { Between, Figure } from './ask-study.ts'

/** What each figure is, for the first column of a table. */
export const MEASURE_TITLES: Readonly<Record<Figure['measure'], string>> = {
  wait: 'Mean wait',
  in_target: 'Seen in target',
  use: 'Clinic time used',
}
export const UNITS: Readonly<Record<Figure['measure'], string>> = { wait: 'working days', in_target: '%', use: '%' }
export const METHOD_TITLES: Readonly<Record<Figure['method'], string>> = { formula: 'Formula', simulation: 'Simulation' }

/** A figure as a number in its unit: days with one decimal, shares in percent. */
export function numberIn(measure: Figure['measure'], value: number): number {
  return measure === 'wait' ? Math.round(value * 10) / 10 : Math.round(value * 100)
}

const textOf = (measure: Figure['measure'], value: number): string =>
  measure === 'wait' ? value.toFixed(1) : `${numberIn(measure, value)}%`

/** "4.4 days", "98%", "98% (96% to 99%)", "Nobody can be seen". */
export function betweenInWords(measure: Figure['measure'], between: Between | null): string {
  if (!between || between.value === null) return 'None: nobody can be seen'
  const unit = measure === 'wait' ? ' days' : ''
  return `${textOf(measure, between.value)}${unit}${rangeOf(measure, between)}`
}

/** "+1.2 days", "−3 points"; nothing where one of the two has no figure. */
export function differenceInWords(measure: Figure['measure'], between: Between | null): string {
  if (!between || between.value === null) return '–'
  const signed = (value: number) => {
    const size = measure === 'wait' ? Math.abs(value).toFixed(1) : String(Math.abs(numberIn(measure, value)))
    if (Number(size) === 0) return size
    return `${value < 0 ? '−' : '+'}${size}`
  }
  const unit = measure === 'wait' ? 'days' : 'points'
  const { value, low, high } = between
  const [from, to] = [low === null ? '' : signed(low), high === null ? '' : signed(high)]
  const range = from === to ? '' : ` (${from} to ${to})`
  return `${signed(value)} ${unit}${range}`
}

function rangeOf(measure: Figure['measure'], { low, high }: Between): string {
  if (low === null || high === null) return ''
  const [from, to] = [textOf(measure, low), textOf(measure, high)]
  return from === to ? '' : ` (${from} to ${to})`
}
