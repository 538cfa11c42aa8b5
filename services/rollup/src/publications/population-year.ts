import {
  catalogueRow,
  gridShapeOf,
  isInGrid,
  type JointCell,
  type JointTable,
  POLICY,
  type ProtectedCount,
  showCount,
} from '@oh/disclosure'
import { type Month, monthsOf, type Period, periodKind, REASON_GROUPS, STAFF_GROUPS, type TrustCode } from '@oh/kernel'
import { findMeasure, type GridPlace, type MeasureId } from '@oh/measures'
import { byPlace } from './divide-counts.ts'
import { areasOf, type Contribution, type FigureCell, monthsIn, type PlannedCell, periodsClosedBy } from './make-cells.ts'
import { type CountedPart, POPULATIONS, type Population } from './populations.ts'
import { cellsOfYear } from './year-cells.ts'
import { type Placed, type When, YearLeaves } from './year-leaves.ts'

/** Employers whose counts somebody knows all of: a service that serves them, or the trust that followed another. */
export interface InsiderGroup {
  readonly name: string
  /** A service tells live how many of all its employers' people there are together. */
  readonly kind: 'service' | 'succession'
  readonly owners: readonly TrustCode[]
}

/** A year up to one of its months: what stands in the exact store, and what was published of it. */
export interface YearAsk {
  /** From April, or from the first month that was sent, in order and without a gap at the end. */
  readonly months: readonly Month[]
  readonly sent: readonly Contribution[]
  /** Every figure of the year that was ever published under the policy in force, withdrawn ones too. */
  readonly earlier: readonly FigureCell[]
  readonly insiders: readonly InsiderGroup[]
  /** Whether the best suppressions are sought, and what any must hide at least: for a person who prepares it. */
  readonly seeksBest?: boolean
  /** Of a refresh: what the published figures were made of. */
  readonly before?: readonly Contribution[]
}

/** What is weighed in one piece. */
export interface Weighable {
  readonly table: JointTable
  /** What was published of its cells, by id. */
  readonly earlier: ReadonlyMap<string, ProtectedCount>
}

/** A population in one financial year. */
export interface PopulationYear extends Weighable {
  readonly population: string
  /**
   * The same with each count divided by where in its grid it was counted, and the figures of grids beside the others; left
   * out where no grid was sent.
   */
  readonly divided?: Weighable
  readonly seeksBest: boolean
}

/** Which figure a cell of a table is. */
export type CellName = Pick<FigureCell, 'measure' | 'level' | 'area' | 'period' | 'staffGroup' | 'reasonGroup'>

/** The name by which a figure is known from one publication to the next: of a grid with its place, of the whole without. */
export function idOf({ measure, level, area, period, staffGroup, reasonGroup }: CellName): string {
  const place = staffGroup || reasonGroup ? ` ${staffGroup ?? EVERY}/${reasonGroup ?? EVERY}` : ''
  return `${measure} ${level} ${area}${place} ${period}`
}

/** Stands in a name for a dimension that a figure is not divided by. */
const EVERY = 'every'

/** Which measure a name is of. */
export const measureOfId = (id: string): MeasureId => id.split(' ')[0] as MeasureId

/** Whether the catalogue has the cell. */
export function isInCatalogue({ id, level }: Pick<JointCell, 'id' | 'level'>): boolean {
  const words = id.split(' ').filter((word) => word !== REPLACED)
  const [measure, period] = [measureOfId(id), words.at(-1) as Period]
  if (words.length === WORDS_OF_WHOLE) return catalogueRow(measure, level, period) !== undefined
  const [staffGroup = EVERY, reasonGroup = EVERY] = words[WORDS_OF_WHOLE - 1]?.split('/') ?? []
  const place = { ...(staffGroup !== EVERY && { staffGroup }), ...(reasonGroup !== EVERY && { reasonGroup }) }
  return isInGrid({ measure, ...place }, level, period)
}

/** Stands in the name of a figure that a refresh replaces. */
const REPLACED = 'replaced'

/** Measure, level, area and period. */
const WORDS_OF_WHOLE = 4

/** What is to be weighed of the year: one piece of work for each population. */
export function populationYears(ask: YearAsk, cells: readonly PlannedCell[]): PopulationYear[] {
  return POPULATIONS.map((population) => populationYear(population, ask, cells))
}

function populationYear(population: Population, ask: YearAsk, cells: readonly PlannedCell[]): PopulationYear {
  const isOfYear = ({ month }: Contribution) => ask.months.includes(month)
  const [sent, before] = [ask.sent.filter(isOfYear), ask.before?.filter(isOfYear)]
  const isOwn = ({ frame, count }: PlannedCell) =>
    count !== undefined && population.parts.some(({ measure }) => measure === frame.measure)
  const own = { now: cells.filter(isOwn), before: before && cellsOfYear({ months: ask.months, sent: before }).filter(isOwn) }
  const known = new Set((own.before ?? own.now).map(({ frame }) => idOf(frame)))
  const earlier = new Map(population.parts.flatMap((part) => earlierOf(part, ask.earlier, known)))
  const isWhole = ({ frame }: PlannedCell) => gridShapeOf(frame) === undefined
  const whole = { now: own.now.filter(isWhole), before: own.before?.filter(isWhole) }
  const of = { population: population.id, seeksBest: ask.seeksBest ?? false }
  const undivided = tableOf(population, ask, whole, earlier, new YearLeaves(population, sent, before))
  if ([...own.now, ...(own.before ?? [])].every(isWhole)) return { ...of, ...undivided }
  const divide = { now: byPlace(sent), before: byPlace(before ?? sent) }
  const divided = tableOf(population, ask, own, earlier, new YearLeaves(population, sent, before, divide))
  return { ...of, ...undivided, divided }
}

/** Every figure of the year now, and of a refresh what was published before beside it. */
interface BothEditions {
  readonly now: readonly PlannedCell[]
  readonly before: readonly PlannedCell[] | undefined
}

function tableOf(
  population: Population,
  ask: YearAsk,
  cells: BothEditions,
  earlier: PopulationYear['earlier'],
  leaves: YearLeaves,
): Weighable {
  const published = (when: When, planned: readonly PlannedCell[]) =>
    population.parts.flatMap((part) => publishedCells(part, planned, leaves, when))
  const now = published('now', cells.now)
  const all = cells.before ? bothEditions(now, published('before', cells.before), earlier) : { cells: now, earlier }
  const watched = population.parts.flatMap((part) => [
    ...watchedCells(part, ask.months, leaves),
    ...(leaves.isDivided ? watchedPlaces(part, ask, leaves) : []),
  ])
  const changed = cells.before ? watchedChanges(leaves, ask.months) : []
  const told = population.id === 'referrals-waiting' || population.id === 'people-served' ? toldLive(population, ask, leaves) : []
  const table = { kind: population.kind, leaves: leaves.leaves, cells: [...all.cells, ...watched, ...changed, ...told] }
  return { table: { ...table, insiders: ask.insiders }, earlier: all.earlier }
}

function publishedCells(part: CountedPart, cells: readonly PlannedCell[], leaves: YearLeaves, when: When): JointCell[] {
  return cells.flatMap(({ frame, kind, employers }): JointCell[] => {
    if (frame.measure !== part.measure) return []
    const months = monthsOfPart(part, frame.period)
    const floor = leaves.floorOf(employers, months, when)
    const isShown = (employer: TrustCode) =>
      leaves.denominatorOf(leaves.of([employer], months, part.measure, when)) >= Math.max(POLICY.floor, floor)
    // posts are shown of every trust, with the people it serves
    const contributorsShown = kind === 'resource' && employers.every(isShown)
    const of = leaves.of(employers, months, part.measure, when, frame)
    return [{ id: idOf(frame), level: frame.level, use: 'published', floor, ...of, contributorsShown }]
  })
}

/**
 * The figures of a refresh beside those that they replace. One none of whose counts has changed is one figure, and stays as
 * it was published. Of every other both stand side by side, the old one under a name of its own: whoever has read it knows it.
 */
function bothEditions(
  now: readonly JointCell[],
  before: readonly JointCell[],
  earlier: ReadonlyMap<string, ProtectedCount>,
): { readonly cells: readonly JointCell[]; readonly earlier: ReadonlyMap<string, ProtectedCount> } {
  const published = new Map(before.filter(({ id }) => earlier.has(id)).map((cell) => [cell.id, cell]))
  const stayed = new Map(now.flatMap((cell) => (isMadeAs(cell, published.get(cell.id)) ? [[cell.id, cell]] : [])))
  const replaced = [...published.values()].filter(({ id }) => !stayed.has(id))
  return {
    cells: [...now.map((cell) => published.get(stayed.get(cell.id)?.id ?? '') ?? cell), ...replaced.map(asReplaced)],
    earlier: new Map([...earlier].map(([id, shown]) => [stayed.has(id) ? id : replacedId(id), shown])),
  }
}

/** Whether both are sums of the same leaves. */
function isMadeAs(cell: JointCell, other: JointCell | undefined): boolean {
  const wordsOf = ({ leaves, restLeaves }: JointCell) => `${leaves.toSorted().join(' ')}, ${restLeaves?.toSorted().join(' ')}`
  return other !== undefined && wordsOf(cell) === wordsOf(other)
}

/** The name of a figure that a refresh replaces: the measure first and the period last, as in every other. */
function replacedId(id: string): string {
  const [measure = '', ...rest] = id.split(' ')
  return [measure, REPLACED, ...rest].join(' ')
}

const asReplaced = (cell: JointCell): JointCell => ({ ...cell, id: replacedId(cell.id) })

/** What a trust has put in and taken out of a count, by month, quarter and year: the difference of two figures, and few people. */
function watchedChanges({ changes }: YearLeaves, months: readonly Month[]): JointCell[] {
  const seen = new Set<string>()
  return months.flatMap(periodsClosedBy).flatMap((period) => {
    const inPeriod = monthsOf(period)
    const found = new Map<string, number[]>()
    for (const { employer, month, measure, what, leaf } of changes) {
      const id = `${measure} ${what} trust ${employer} ${period}`
      if (inPeriod.includes(month)) found.set(id, [...(found.get(id) ?? []), leaf])
    }
    return [...found].flatMap(([id, leaves]): JointCell[] => {
      const sum = leaves.join(' ')
      if (seen.has(sum)) return []
      seen.add(sum)
      return [{ id, level: 'trust', use: 'watched', leaves }]
    })
  })
}

/** The months that are counted in a figure's part. */
const monthsOfPart = ({ measure, part }: CountedPart, period: Period): readonly Month[] =>
  monthsIn(measure, part === 'both' ? 'denominator' : part, period)

/** Figures of one trust that are too fine to be shown: nobody may learn them from those that are. */
function watchedCells(part: CountedPart, months: readonly Month[], leaves: YearLeaves): JointCell[] {
  return months.flatMap(periodsClosedBy).flatMap((period) =>
    areasOf(period).flatMap(({ level, code }): JointCell[] => {
      if (level !== 'trust' || catalogueRow(part.measure, level, period)) return []
      const of = leaves.of([code as TrustCode], monthsOfPart(part, period), part.measure)
      return of.leaves.length > 0
        ? [{ id: idOf({ measure: part.measure, level, area: code, period }), level, use: 'watched', ...of }]
        : []
    }),
  )
}

/**
 * Quarters and years of one trust divided by one dimension, which are too fine to be shown. By both there is nothing that a
 * reader could take apart: nothing is shown by both, and to watch it takes longer than all the rest.
 */
function watchedPlaces({ measure }: CountedPart, { months, sent }: YearAsk, leaves: YearLeaves): JointCell[] {
  const has = new Set(sent.flatMap(({ employer, month, grids }) => (grids?.has(measure) ? [`${employer} ${month}`] : [])))
  const longer = months.flatMap(periodsClosedBy).filter((period) => periodKind(period) !== 'month')
  return longer.flatMap((period) =>
    areasOf(period).flatMap(({ level, code }): JointCell[] => {
      if (level !== 'trust' || !monthsOf(period).every((month) => has.has(`${code} ${month}`))) return []
      return ONE_WAY.map((place): JointCell => {
        const of = leaves.of([code as TrustCode], monthsOf(period), measure, 'now', place)
        return { id: idOf({ measure, level, area: code, period, ...place }), level, use: 'watched', ...of }
      })
    }),
  )
}

/** Every staff group, and every group of reasons. */
const ONE_WAY: readonly Partial<GridPlace>[] = [
  ...STAFF_GROUPS.map(({ id: staffGroup }) => ({ staffGroup })),
  ...REASON_GROUPS.map(({ id: reasonGroup }) => ({ reasonGroup })),
]

/**
 * What services tell of themselves at the end of a month, live: how many wait and how many are served, each as `showCount`
 * rounds it. A service tells of all its employers together. Whoever leads an ICS may have asked on that very day.
 */
function toldLive({ parts, id }: Population, { months, sent, insiders }: YearAsk, leaves: YearLeaves): JointCell[] {
  const [part] = parts
  if (!part) return []
  const alone = [...new Set(sent.map(({ employer }) => employer))].map((employer) => [employer])
  const services = insiders.filter(({ kind }) => kind === 'service').map(({ owners }) => owners)
  return months.flatMap((month) =>
    [...alone, ...services].flatMap((owners): JointCell[] => {
      const of = leavesTold(owners, month, part.measure, leaves)
      if (of.leaves.length === 0) return []
      const floor = Math.max(POLICY.floor, leaves.floorOf(owners, [month], 'before'))
      const told = { denominator: showCount(leaves.denominatorOf(of), POLICY, floor) }
      return [{ id: `live ${id} ${owners.join('+')} ${month}`, level: 'trust', use: 'live', ...of, told }]
    }),
  )
}

/** What was counted at the time: a correction came later. */
function leavesTold(owners: readonly TrustCode[], month: Month, measure: MeasureId, leaves: YearLeaves): Placed {
  const all = owners.map((owner) => {
    const before = leaves.at(owner, month, measure, 'before')
    return before.leaves.length > 0 ? before : leaves.at(owner, month, measure)
  })
  return { leaves: all.flatMap((each) => each.leaves), restLeaves: all.flatMap((each) => each.restLeaves) }
}

/** What was published of a part, under the names of its cells. Throws for a figure of which there are no counts any more. */
function earlierOf({ measure, part }: CountedPart, earlier: readonly FigureCell[], known: ReadonlySet<string>) {
  const version = findMeasure(measure)?.version
  return earlier.flatMap((cell): [string, ProtectedCount][] => {
    if (cell.measure !== measure || cell.version !== version || cell.contributors === 0) return []
    if (!known.has(idOf(cell))) throw new Error(`${idOf(cell)} was published and has no counts.`)
    const { numerator, denominator } = cell
    if (part === 'both') return [[idOf(cell), { numerator, denominator }]]
    return [[idOf(cell), { numerator: { mark: 'z' }, denominator: part === 'numerator' ? numerator : denominator }]]
  })
}
