import { isValue, type Mark, POLICY, percentPlaces, type Shown } from '@oh/disclosure'
import type { Measure } from '@oh/measures'
import { numberInWords } from '../layout/words.ts'

/** Marks in words, as they are read out and explained below a table. */
export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  c: 'confidential: so few people, or so few trusts, that the figure would tell about one of them',
  x: 'not available: it was not sent, there was no answer, or nothing made it safe to show',
  z: 'not applicable: there was nobody to count',
}

/** Figures of one measure in words. */
export interface Saying {
  /** "62%", "61.5%", "0.94": percentages of fewer than 1,000 people are whole numbers. */
  readonly ratio: (ratio: number, denominator?: Shown) => string
  /** As it stands beside an axis whose marks are that far apart, in the measure’s own ratio: as many places as tell two apart. */
  readonly axis: (ratio: number, step?: number) => string
  /** "1,205", or "13.15" for whole-time equivalents, which come in hundredths. */
  readonly numerator: (count: number) => string
  readonly denominator: (count: number) => string
  /** A numerator as it is counted: whole-time equivalents, not their hundredths. */
  readonly counted: (count: number) => number
  /** A ratio as a number in the unit of the measure, with as many places as it is said with, as in a download. */
  readonly inUnit: (ratio: number, denominator: Shown) => number
  readonly unit: string
}

const twoPlaces = (value: number) => value.toFixed(2)

/** How the figures of a measure are said. */
export function sayingOf({ unit }: Pick<Measure, 'unit'>): Saying {
  if (unit === 'percent') {
    const percent = (ratio: number, denominator?: Shown) => (ratio * 100).toFixed(denominator ? placesFor(denominator) : 0)
    return {
      ratio: (ratio, denominator) => `${percent(ratio, denominator)}%`,
      axis: (ratio, step = 0.01) => `${(ratio * 100).toFixed(placesOf(step * 100))}%`,
      numerator: numberInWords,
      denominator: numberInWords,
      counted: (count) => count,
      inUnit: (ratio, denominator) => Number(percent(ratio, denominator)),
      unit: 'percent',
    }
  }
  // posts are counted in hundredths of a whole-time equivalent
  const hundredths = unit === 'wte-per-1000' ? 100 : 1
  const rate = (ratio: number) => twoPlaces((ratio * 1_000) / hundredths)
  return {
    ratio: rate,
    axis: (ratio, step) =>
      step === undefined ? rate(ratio) : ((ratio * 1_000) / hundredths).toFixed(placesOf((step * 1_000) / hundredths)),
    numerator: (count) => (hundredths === 1 ? numberInWords(count) : twoPlaces(count / hundredths)),
    denominator: numberInWords,
    counted: (count) => count / hundredths,
    inUnit: (ratio) => Number(rate(ratio)),
    unit: hundredths === 1 ? 'per 1,000' : 'WTE per 1,000',
  }
}

/** Decimal places in which two marks that far apart differ. */
function placesOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))
}

function placesFor(denominator: Shown): 0 | 1 {
  return isValue(denominator) ? percentPlaces(denominator.value, POLICY) : 0
}
