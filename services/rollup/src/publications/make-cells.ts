import { type CatalogueRow, catalogueRow, type Level, type ProtectedCount } from '@oh/disclosure'
import { firstDayOf, lastDayOf, type Month, monthsOf, type Period, type PeriodKind, periodOf, type TrustCode } from '@oh/kernel'
import { type Count, combineMonths, findMeasure, type GridPlace, MEASURES, type MeasureId } from '@oh/measures'
import { EDITIONS, type Edition, icsList, isOpen, REGIONS, type Trust, trusts } from '@oh/organisations'

/** One employer's month as it stands in the exact store: all its services together. */
export interface Contribution {
  readonly employer: TrustCode
  readonly month: Month
  /** The highest floor that one of its services asks for. */
  readonly floor: number
  readonly counts: ReadonlyMap<string, Count>
  /** By measure, how its count is made up: the places at which anything was counted. A measure is missing when that was not sent. */
  readonly grids?: ReadonlyMap<string, readonly (GridPlace & Count)[]>
}

/** A trust, an ICS, a region or England, with the trusts that ought to be in its figures. */
export interface Area {
  readonly level: Level
  readonly code: string
  readonly trusts: readonly Trust[]
}

/** Which figure a cell is, of which place of a grid if it is of one, and how complete it is. Nothing in it is exact. */
export interface CellFrame extends Partial<GridPlace> {
  readonly measure: MeasureId
  readonly version: number
  readonly level: Level
  readonly area: string
  readonly period: Period
  /** Organisations in the figure, of those that ought to be. */
  readonly contributors: number
  readonly expected: number
  /** Their share of the staff of all of them, as a whole percentage, rounded down: less than all never reads as all. */
  readonly staffCovered: number
}

/** A figure as it is published. Nothing in it is exact but posts. */
export interface FigureCell extends CellFrame, ProtectedCount {}

/** A cell of the catalogue before it is protected. */
export interface PlannedCell {
  readonly frame: CellFrame
  readonly kind: CatalogueRow['kind']
  /** Whose counts are in it, each with all months of the period. */
  readonly employers: readonly TrustCode[]
  /** The sum of them, undefined where there are none. */
  readonly count: Count | undefined
  /** The highest floor that one of them asks for. */
  readonly floor: number
}

/** How England is named among areas. */
export const ENGLAND = 'ENG'

/** The first financial year whose systems are published by edition 2026 beside edition 2022. */
const BOTH_EDITIONS_FROM = '2026/27'

/**
 * The editions of geography by which systems are published for a period: frozen for a financial year. Edition 2022 goes on
 * after the boards of 2026 have begun, so that series go on; a system whose code stayed has the same trusts in both.
 */
export function editionsOf(period: Period): readonly Edition[] {
  const [month] = monthsOf(period)
  const isBoth = month !== undefined && periodOf('year', month) >= BOTH_EDITIONS_FROM
  return isBoth ? EDITIONS.map(({ edition }) => edition) : ['2022']
}

/** Every area with a trust open in the period: trusts by code, then ICSs of each edition and regions in region order, then England. */
export function areasOf(period: Period): Area[] {
  const open = trusts().filter((trust) => wasOpenIn(trust, period))
  const where = (level: Level, code: string, has: (trust: Trust) => boolean): Area => ({ level, code, trusts: open.filter(has) })
  const systems = new Map(
    editionsOf(period).flatMap((edition) => icsList(edition).map(({ code }) => [code as string, edition] as const)),
  )
  const areas = [
    ...open.map((trust) => where('trust', trust.code, (each) => each === trust)),
    ...[...systems].map(([code, edition]) => where('ics', code, (trust) => trust.ics[edition] === code)),
    ...REGIONS.map(({ code }) => where('region', code, (trust) => trust.region === code)),
    where('england', ENGLAND, () => true),
  ]
  return areas.filter((area) => area.trusts.length > 0)
}

const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year']

/** The periods that the end of a month closes: the month itself, and its quarter and year when it is their last. */
export function periodsClosedBy(month: Month): Period[] {
  return KINDS.map((kind) => periodOf(kind, month)).filter((period) => monthsOf(period).at(-1) === month)
}

/** The months of the financial year of a month, from April up to the month itself. */
export function monthsOfYearUpTo(month: Month): Month[] {
  return monthsOf(periodOf('year', month)).filter((each) => each <= month)
}

/**
 * Every cell of a period that the catalogue has, by measure and then in the order of the areas. An organisation counts in a
 * quarter or a year when it sent every month of it.
 */
export function planCells(period: Period, sent: readonly Contribution[]): PlannedCell[] {
  const whole = wholePeriods(monthsOf(period), sent)
  const areas = areasOf(period)
  return MEASURES.flatMap((measure) =>
    areas.flatMap((area): PlannedCell[] => {
      const row = catalogueRow(measure.id, area.level, period)
      if (!row) return []
      const parts = partsOf(area, measure, whole)
      const { id, version } = measure
      const name = { measure: id, version, level: area.level, area: area.code, period }
      return [
        {
          frame: { ...name, ...completeness(area, parts) },
          kind: row.kind,
          employers: parts.map(({ trust }) => trust.code),
          count: parts.length > 0 ? parts.map(({ count }) => count).reduce(added) : undefined,
          floor: Math.max(0, ...parts.map(({ floor }) => floor)),
        },
      ]
    }),
  )
}

/** The months of a period that a figure of the measure is made of: all for what happened, the last for what stands at its end. */
export function monthsIn(id: MeasureId, part: keyof Count, period: Period): readonly Month[] {
  const months = monthsOf(period)
  return findMeasure(id)?.over[part] === 'end' ? months.slice(-1) : months
}

/** One organisation's share of a cell. */
export interface Part {
  readonly trust: Trust
  readonly count: Count
  readonly floor: number
}

/** The months of each organisation that sent all of them, in order. */
export function wholePeriods(
  months: readonly Month[],
  sent: readonly Contribution[],
): ReadonlyMap<TrustCode, readonly Contribution[]> {
  const byKey = new Map(sent.map((each) => [`${each.employer} ${each.month}`, each]))
  const employers = new Set(sent.map(({ employer }) => employer))
  return new Map(
    [...employers].flatMap((employer) => {
      const own = months.flatMap((month) => byKey.get(`${employer} ${month}`) ?? [])
      return own.length === months.length ? [[employer, own]] : []
    }),
  )
}

function partsOf(area: Area, measure: (typeof MEASURES)[number], whole: ReadonlyMap<TrustCode, readonly Contribution[]>): Part[] {
  return area.trusts.flatMap((trust) => {
    const own = whole.get(trust.code) ?? []
    const counts = own.flatMap((each) => each.counts.get(measure.id) ?? [])
    const count = counts.length === own.length ? combineMonths(measure, counts) : undefined
    return count ? [{ trust, count, floor: Math.max(...own.map(({ floor }) => floor)) }] : []
  })
}

export const added = (a: Count, b: Count): Count => ({
  numerator: a.numerator + b.numerator,
  denominator: a.denominator + b.denominator,
})

export function completeness({ trusts: expected }: Area, parts: readonly Part[]) {
  const staff = (list: readonly Trust[]) => list.reduce((sum, { staffFte }) => sum + staffFte, 0)
  const covered = staff(parts.map(({ trust }) => trust))
  return {
    contributors: parts.length,
    expected: expected.length,
    staffCovered: Math.floor((100 * covered) / (staff(expected) || 1)),
  }
}

function wasOpenIn(trust: Trust, period: Period): boolean {
  const months = monthsOf(period)
  const [first, last] = [months[0], months.at(-1)]
  return first !== undefined && last !== undefined && isOpen(trust, firstDayOf(first)) && isOpen(trust, lastDayOf(last))
}
