import type { Level } from '@oh/disclosure'
import { badInput } from '@oh/graph'
import { asPeriod, type FinancialYear, type Period, type PeriodKind, periodKind } from '@oh/kernel'
import { findMeasure, type MeasureId } from '@oh/measures'
import { EDITIONS, type Edition, findIcs, REGIONS } from '@oh/organisations'
import { ENGLAND } from './make-cells.ts'

/** The longest series in one answer: ten years of months. */
export const LONGEST_SERIES = 120

export interface FigureArea {
  readonly level: Level
  readonly code: string
}

export interface SeriesArgs {
  readonly measure: string
  readonly kind: PeriodKind
  readonly last: number
}

/** The measure with this id. Throws an input error for another. */
export function measureIn(id: string): MeasureId {
  const measure = findMeasure(id)
  if (!measure) throw badInput('There is no such measure.')
  return measure.id
}

/** England, the region or the ICS with this code. Throws an input error for another: a trust's figures are asked otherwise. */
export function areaIn(code: string): FigureArea {
  if (code === ENGLAND) return { level: 'england', code }
  if (REGIONS.some((region) => region.code === code)) return { level: 'region', code }
  if (findIcs(code)) return { level: 'ics', code }
  throw badInput('There is no such region or ICS.')
}

/** The period the text names. Throws an input error when it names none. */
export function periodIn(text: string): Period {
  const period = asPeriod(text)
  if (!period) throw badInput('Enter a month such as 2026-10, a quarter such as 2026/27-Q2 or a year such as 2026/27.')
  return period
}

/** The financial year the text names. Throws an input error when it names none. */
export function yearIn(text: string): FinancialYear {
  const period = asPeriod(text)
  if (!period || periodKind(period) !== 'year') throw badInput('Enter a financial year such as 2025/26.')
  return period as FinancialYear
}

/** The edition of geography that the text names. Throws an input error for another. */
export function editionIn(text: string): Edition {
  const found = EDITIONS.find(({ edition }) => edition === text)
  if (!found) throw badInput('Enter the edition of geography: 2022 or 2026.')
  return found.edition
}

/** The count when it is 1 to the most. Throws an input error otherwise. */
export function requireWithin(count: number, most: number, what: string): number {
  if (count < 1 || count > most) throw badInput(`Ask for 1 to ${most} ${what}.`)
  return count
}
