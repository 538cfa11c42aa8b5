import {
  catalogueRow,
  type DisclosurePolicy,
  isValue,
  type JointCell,
  type JointFigure,
  type JointLeaf,
  type JointTable,
  notApplicable,
  notAvailable,
  type ProtectedCount,
  protect,
  type Suppression,
} from '@oh/disclosure'
import type { Month, Period, TrustCode } from '@oh/kernel'
import { type Count, findMeasure, MEASURES, type MeasureId } from '@oh/measures'
import {
  areasOf,
  type Contribution,
  type FigureCell,
  monthsIn,
  type PlannedCell,
  periodsClosedBy,
  planCells,
} from './make-cells.ts'

/** Why a part of a figure is not shown, for those who prepare it: the mark that is published carries no reason. */
export interface Reasons {
  readonly numerator?: Suppression
  readonly denominator?: Suppression
}

/** A figure that is ready to be published, with the reasons that are not. */
export interface PreparedCell extends FigureCell {
  readonly why: Reasons
}

/** The figures of people of one measure in one financial year, all of which are weighed against each other. */
export interface MeasureYear {
  readonly measure: MeasureId
  readonly tables: readonly PartTable[]
  /** The year of the measure that counts the rest of this one's denominators, where there is one. */
  readonly beside?: MeasureYear
  readonly seeksBest: boolean
}

/**
 * Measures of which the denominator is what another one's numerator leaves of its own: whoever has both knows the difference.
 * Appointments that were kept are due without those cancelled late.
 */
const REST_OF: Readonly<Partial<Record<MeasureId, MeasureId>>> = { 'cancelled-late': 'did-not-attend' }

/**
 * What is protected in one piece: a share of people with its parts, or one part of a rate, which is no part of the other.
 */
export interface PartTable {
  readonly part: 'both' | keyof Count
  readonly table: YearTable
  /** What was published of its cells, by id. */
  readonly earlier: ReadonlyMap<string, ProtectedCount>
}

/** One employer's count of one month. */
interface YearLeaf extends JointLeaf {
  readonly month: Month
}
interface YearTable extends JointTable {
  readonly leaves: readonly YearLeaf[]
}

/** What may be shown of each cell of a measure's year, by id. */
export type JointFigures = ReadonlyMap<string, Omit<JointFigure, 'id'>>

/** A year up to one of its months: what stands in the exact store, and what was published of it. */
export interface YearAsk {
  /** From April, or from the first month that was sent, in order and without a gap at the end. */
  readonly months: readonly Month[]
  readonly sent: readonly Contribution[]
  /** Every figure of the year that was ever published under a policy that weighs them, withdrawn ones too. */
  readonly earlier: readonly FigureCell[]
  /** Whether the best suppressions are sought, and what any must hide at least: for a person who prepares it. */
  readonly seeksBest?: boolean
}

/** Every cell of the year that its months have closed. */
export function cellsOfYear({ months, sent }: Pick<YearAsk, 'months' | 'sent'>): PlannedCell[] {
  return months.flatMap(periodsClosedBy).flatMap((period) => planCells(period, sent))
}

/** The names by which a cell is known from one publication to the next. */
export const idOf = ({ level, area, period }: Pick<FigureCell, 'level' | 'area' | 'period'>): string =>
  `${level} ${area} ${period}`

/** Whether the catalogue has the cell of this measure. */
export function isOfCatalogue(measure: MeasureId): (cell: Pick<JointCell, 'id' | 'level'>) => boolean {
  return ({ id, level }) => catalogueRow(measure, level, id.split(' ').at(-1) as Period) !== undefined
}

/** What is to be weighed of the year, by measure: one piece of work each. */
export function measureYears(ask: YearAsk, cells: readonly PlannedCell[]): MeasureYear[] {
  const years = MEASURES.filter(({ counts }) => counts === 'people').map(({ id, unit }): MeasureYear => {
    const own = cells.filter(({ frame, count }) => frame.measure === id && count !== undefined)
    const parts = unit === 'percent' ? (['both'] as const) : (['numerator', 'denominator'] as const)
    return { measure: id, tables: parts.map((part) => partTable(ask, id, part, own)), seeksBest: ask.seeksBest ?? false }
  })
  return years.map((year) => {
    const beside = years.find(({ measure }) => measure === REST_OF[year.measure])
    return beside ? { ...year, beside } : year
  })
}

/**
 * The table with what the figures of another measure tell of its own: their denominators are the rest of these, count by
 * count. A figure with a count in it that was not of the same people, as a service may have sent it, tells nothing.
 */
export function toldBeside({ table, ...rest }: PartTable, beside: PartTable, figures: readonly JointFigure[]): PartTable {
  const restOf = new Map(
    table.leaves.map(({ owner, month, count }) => [`${owner} ${month}`, count.denominator - count.numerator]),
  )
  const isSame = (leaf: number) => restOf.get(nameOf(beside.table.leaves[leaf])) === beside.table.leaves[leaf]?.count.denominator
  const at = new Map(table.leaves.map(({ owner, month }, leaf) => [`${owner} ${month}`, leaf]))
  const placeOf = (leaf: number) => at.get(nameOf(beside.table.leaves[leaf])) ?? -1
  const shown = new Map(figures.map(({ id, denominator }) => [id, denominator]))
  const told = beside.table.cells.flatMap((cell): JointCell[] => {
    const denominator = shown.get(cell.id)
    if (!denominator || !isValue(denominator) || !cell.leaves.every(isSame)) return []
    return [{ ...cell, id: `beside ${cell.id}`, use: 'live', leaves: cell.leaves.map(placeOf), told: { rest: denominator } }]
  })
  return { ...rest, table: { ...table, cells: [...table.cells, ...told] } }
}

const nameOf = (leaf: YearLeaf | undefined): string => `${leaf?.owner} ${leaf?.month}`

/**
 * Every cell of the year as it may be shown. Of people what the joint protection of its measure says; posts exact, with the
 * people they serve rounded. Without a contributor a figure is not available.
 */
export function preparedCells(
  cells: readonly PlannedCell[],
  figures: ReadonlyMap<MeasureId, JointFigures>,
  policy: DisclosurePolicy,
): PreparedCell[] {
  return cells.map(({ frame, kind, count, floor }) => {
    if (!count) return { ...frame, numerator: notAvailable, denominator: notAvailable, why: {} }
    if (kind === 'resource') {
      const shown = protect({ kind, level: frame.level, count, contributors: frame.contributors, floor }, policy)
      return { ...frame, ...shown, why: 'mark' in shown.denominator ? { denominator: 'primary' } : {} }
    }
    const figure = figures.get(frame.measure)?.get(idOf(frame))
    if (!figure) throw new Error(`${frame.measure} ${idOf(frame)} was not weighed.`)
    return { ...frame, ...figure }
  })
}

/** The figures of a measure from those of its parts. */
export function together(parts: readonly { readonly part: PartTable['part']; readonly figures: readonly JointFigure[] }[]) {
  const found = new Map<string, Omit<JointFigure, 'id'>>()
  for (const { part, figures } of parts)
    for (const { id, numerator, denominator, why } of figures) {
      const before = found.get(id) ?? { numerator: notApplicable, denominator: notApplicable, why: {} }
      if (part === 'both') found.set(id, { numerator, denominator, why })
      // of what is not a part of anything, the count stands where the whole of a share does
      else found.set(id, { ...before, [part]: denominator, why: { ...before.why, ...reasonFor(part, why.denominator) } })
    }
  return found
}

const reasonFor = (part: keyof Count, why: Suppression | undefined): Reasons => (why ? { [part]: why } : {})

function partTable({ sent, months, earlier }: YearAsk, id: MeasureId, part: PartTable['part'], own: readonly PlannedCell[]) {
  const leaves: YearLeaf[] = []
  const leafOf = new Map<string, number>()
  for (const { employer, month, floor, counts } of sent) {
    const count = counts.get(id)
    if (count && months.includes(month))
      leafOf.set(`${employer} ${month}`, leaves.push({ owner: employer, month, count: countOf(part, count), floor }) - 1)
  }
  const over = part === 'numerator' ? 'numerator' : 'denominator'
  const leavesOf = (employers: readonly TrustCode[], period: Period) =>
    employers.flatMap((employer) => monthsIn(id, over, period).flatMap((month) => leafOf.get(`${employer} ${month}`) ?? []))
  const published = own.map(({ frame, employers }): JointCell => {
    const { level, period } = frame
    return { id: idOf(frame), level, use: 'published', leaves: leavesOf(employers, period) }
  })
  const known = new Set(published.map((cell) => cell.id))
  const stood = earlier.filter(({ measure, version, contributors }) => isOf(id, measure, version) && contributors > 0)
  for (const cell of stood) if (!known.has(idOf(cell))) throw new Error(`${id} ${idOf(cell)} was published and has no counts.`)
  const table: YearTable = {
    kind: part === 'both' ? 'share' : 'whole',
    leaves,
    cells: [...published, ...watchedCells(id, months, known, leavesOf)],
  }
  return { part, table, earlier: new Map(stood.map((cell) => [idOf(cell), earlierOf(part, cell)])) }
}

const isOf = (id: MeasureId, measure: string, version: number): boolean => measure === id && findMeasure(id)?.version === version

function countOf(part: PartTable['part'], count: Count): Count {
  return part === 'both' ? count : { numerator: 0, denominator: count[part] }
}

function earlierOf(part: PartTable['part'], { numerator, denominator }: ProtectedCount): ProtectedCount {
  if (part === 'both') return { numerator, denominator }
  return { numerator: notApplicable, denominator: part === 'numerator' ? numerator : denominator }
}

/** Figures of one trust that are too fine to be shown: nobody may learn them from those that are. */
function watchedCells(
  id: MeasureId,
  months: readonly Month[],
  known: ReadonlySet<string>,
  leavesOf: (employers: readonly TrustCode[], period: Period) => number[],
): JointCell[] {
  return months.flatMap(periodsClosedBy).flatMap((period) =>
    areasOf(period).flatMap(({ level, code }): JointCell[] => {
      const cell = { level, area: code, period }
      if (level !== 'trust' || known.has(idOf(cell)) || catalogueRow(id, level, period)) return []
      const leaves = leavesOf([code as TrustCode], period)
      return leaves.length > 0 ? [{ id: idOf(cell), level, use: 'watched', leaves }] : []
    }),
  )
}
