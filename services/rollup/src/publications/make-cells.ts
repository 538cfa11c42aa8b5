import {
  catalogueRow,
  type DisclosurePolicy,
  type ExactCell,
  isValue,
  type Level,
  notAvailable,
  type ProtectedCount,
  protect,
} from '@oh/disclosure'
import { firstDayOf, lastDayOf, type Month, monthsOf, type Period, type PeriodKind, periodOf, type TrustCode } from '@oh/kernel'
import { type Count, combineMonths, MEASURES, type MeasureId } from '@oh/measures'
import { type Edition, icsList, isOpen, REGIONS, type Trust, trusts } from '@oh/organisations'

/** One employer's month as it stands in the exact store: all its services together. */
export interface Contribution {
  readonly employer: TrustCode
  readonly month: Month
  /** The highest floor that one of its services asks for. */
  readonly floor: number
  readonly counts: ReadonlyMap<string, Count>
}

/** A trust, an ICS, a region or England, with the trusts that ought to be in its figures. */
export interface Area {
  readonly level: Level
  readonly code: string
  readonly trusts: readonly Trust[]
}

/** A figure as it is published, with how complete it is. Nothing in it is exact but posts. */
export interface FigureCell extends ProtectedCount {
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

/** How England is named among areas. */
export const ENGLAND = 'ENG'

/** Every area with a trust open in the period: trusts by code, then ICSs and regions in region order, then England. */
export function areasOf(period: Period, edition: Edition): Area[] {
  const open = trusts().filter((trust) => wasOpenIn(trust, period))
  const where = (level: Level, code: string, has: (trust: Trust) => boolean): Area => ({ level, code, trusts: open.filter(has) })
  const areas = [
    ...open.map((trust) => where('trust', trust.code, (each) => each === trust)),
    ...icsList(edition).map(({ code }) => where('ics', code, (trust) => trust.ics[edition] === code)),
    ...REGIONS.map(({ code }) => where('region', code, (trust) => trust.region === code)),
    where('england', ENGLAND, () => true),
  ]
  return areas.filter((area) => area.trusts.length > 0)
}

/** The periods that the end of a month closes: the month itself, and its quarter and year when it is their last. */
export function periodsClosedBy(month: Month): Period[] {
  const kinds: readonly PeriodKind[] = ['month', 'quarter', 'year']
  return kinds.map((kind) => periodOf(kind, month)).filter((period) => monthsOf(period).at(-1) === month)
}

/**
 * Every cell of a period that the catalogue has, protected, by measure and then in the order of the areas. An
 * organisation counts in a quarter or a year when it sent every month of it. Without a contributor a cell is not
 * available. A figure of few organisations is shown only where each one's own is shown for the same period.
 */
export function makeCells(
  period: Period,
  areas: readonly Area[],
  sent: readonly Contribution[],
  policy: DisclosurePolicy,
): FigureCell[] {
  const whole = wholePeriods(monthsOf(period), sent)
  return MEASURES.flatMap((measure) => {
    const shownTrusts = new Set<TrustCode>()
    return areas.flatMap((area): FigureCell[] => {
      const row = catalogueRow(measure.id, area.level, period)
      if (!row) return []
      const parts = partsOf(area, measure, whole)
      const shown = shownOf(parts, { kind: row.kind, level: area.level }, shownTrusts, policy)
      const present = parts.map(({ trust }) => trust.code)
      if (area.level === 'trust' && isValue(shown.numerator) && isValue(shown.denominator))
        for (const code of present) shownTrusts.add(code)
      const { id, version } = measure
      return [{ ...shown, measure: id, version, level: area.level, area: area.code, period, ...completeness(area, parts) }]
    })
  })
}

/** One organisation's share of a cell. */
interface Part {
  readonly trust: Trust
  readonly count: Count
  readonly floor: number
}

/** The months of each organisation that sent all of them, in order. */
function wholePeriods(months: readonly Month[], sent: readonly Contribution[]): ReadonlyMap<TrustCode, readonly Contribution[]> {
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

function shownOf(
  parts: readonly Part[],
  cell: Pick<ExactCell, 'kind' | 'level'>,
  shownTrusts: ReadonlySet<TrustCode>,
  policy: DisclosurePolicy,
): ProtectedCount {
  if (parts.length === 0) return { numerator: notAvailable, denominator: notAvailable }
  return protect(
    {
      ...cell,
      count: parts.map(({ count }) => count).reduce(added),
      contributors: parts.length,
      floor: Math.max(...parts.map(({ floor }) => floor)),
      contributorsShown: parts.every(({ trust }) => shownTrusts.has(trust.code)),
    },
    policy,
  )
}

const added = (a: Count, b: Count): Count => ({
  numerator: a.numerator + b.numerator,
  denominator: a.denominator + b.denominator,
})

function completeness({ trusts: expected }: Area, parts: readonly Part[]) {
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
