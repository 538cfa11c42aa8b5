import { type GridShape, gridShapes, gridTitle, type Level } from '@oh/disclosure'
import { badInput } from '@oh/graph'
import { asPeriod, type FinancialYear, type Period, type PeriodKind, periodKind } from '@oh/kernel'
import { findMeasure, GRID_MEASURES, type MeasureId } from '@oh/measures'
import { EDITIONS, type Edition, findIcs, findTrust, REGIONS } from '@oh/organisations'
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

/** What is asked of a grid: which area, divided by what, for which kind of period or for one that is named. */
export interface GridAsk {
  readonly measure: MeasureId
  readonly area: FigureArea
  readonly kind: PeriodKind
  readonly period?: Period
  readonly shape: GridShape
  /** From this publication, also one that is withdrawn; from those that stand when left out. */
  readonly publication?: number
}

/** The words in which a grid is asked for. */
export interface GridArgs {
  readonly measure: string
  readonly area: string
  readonly by: GridShape
  readonly kind: PeriodKind
  readonly period?: string | null | undefined
  readonly publication?: number | null | undefined
}

/** A grid that the catalogue has. Throws an input error that says what it has not. */
export function gridIn({ by: shape, publication, ...args }: GridArgs): GridAsk {
  const period = args.period == null ? undefined : periodIn(args.period)
  if (findTrust(args.area)) throw badInput('Figures of a single trust are not divided: see the catalogue.')
  const [measure, area, kind] = [measureIn(args.measure), areaIn(args.area), period ? periodKind(period) : args.kind]
  if (!GRID_MEASURES.includes(measure)) throw badInput('Figures of this measure are not divided: see the catalogue.')
  if (!gridShapes(area.level, kind).includes(shape)) {
    const by = shape === 'both' ? 'both staff group and reason' : gridTitle(shape).toLowerCase()
    throw badInput(`The catalogue has no figures by ${by} for a ${kind} of ${LEVEL_WORDS[area.level]}.`)
  }
  return { measure, area, kind, shape, ...(period && { period }), ...(publication != null && { publication }) }
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = { trust: 'a trust', ics: 'an ICS', region: 'a region', england: 'England' }

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
