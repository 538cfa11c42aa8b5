import { catalogueRow, type JointCell, type JointTable, POLICY, type ProtectedCount, showCount } from '@oh/disclosure'
import type { Month, Period, TrustCode } from '@oh/kernel'
import { findMeasure, type MeasureId } from '@oh/measures'
import { areasOf, type Contribution, type FigureCell, monthsIn, type PlannedCell, periodsClosedBy } from './make-cells.ts'
import { type CountedPart, POPULATIONS, type Population } from './populations.ts'
import { YearLeaves } from './year-leaves.ts'

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
  /** Of a refresh: what the published figures were made of. */
  readonly before?: readonly Contribution[]
}

/** A population in one financial year: what is weighed in one piece. */
export interface PopulationYear {
  readonly population: string
  readonly table: JointTable
  /** What was published of its cells, by id. */
  readonly earlier: ReadonlyMap<string, ProtectedCount>
}

/** Which figure a cell of a table is. */
export type CellName = Pick<FigureCell, 'measure' | 'level' | 'area' | 'period'>

/** The name by which a figure is known from one publication to the next. */
export const idOf = ({ measure, level, area, period }: CellName): string => `${measure} ${level} ${area} ${period}`

/** Which measure a name is of. */
export const measureOfId = (id: string): MeasureId => id.split(' ')[0] as MeasureId

/** Whether the catalogue has the cell. */
export function isInCatalogue({ id, level }: Pick<JointCell, 'id' | 'level'>): boolean {
  return catalogueRow(measureOfId(id), level, id.split(' ').at(-1) as Period) !== undefined
}

/** What is to be weighed of the year: one piece of work for each population. */
export function populationYears(ask: YearAsk, cells: readonly PlannedCell[]): PopulationYear[] {
  return POPULATIONS.map((population) => populationYear(population, ask, cells))
}

function populationYear(population: Population, ask: YearAsk, cells: readonly PlannedCell[]): PopulationYear {
  const sent = ask.sent.filter(({ month }) => ask.months.includes(month))
  const leaves = new YearLeaves(population, sent)
  const published = population.parts.flatMap((part) => publishedCells(part, cells, leaves))
  const known = new Set(published.map(({ id }) => id))
  const watched = population.parts.flatMap((part) => watchedCells(part, ask.months, leaves))
  const told = population.id === 'referrals-waiting' || population.id === 'people-served' ? toldLive(population, ask, leaves) : []
  const earlier = population.parts.flatMap((part) => earlierOf(part, ask.earlier, known))
  return {
    population: population.id,
    table: { kind: population.kind, leaves: leaves.leaves, cells: [...published, ...watched, ...told] },
    earlier: new Map(earlier),
  }
}

function publishedCells(part: CountedPart, cells: readonly PlannedCell[], leaves: YearLeaves): JointCell[] {
  return cells.flatMap(({ frame, employers, count }): JointCell[] => {
    if (frame.measure !== part.measure || count === undefined) return []
    const of = leaves.of(employers, monthsOfPart(part, frame.period), part.measure)
    return [{ id: idOf(frame), level: frame.level, use: 'published', ...of }]
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
 * What services tell of themselves at the end of a month, live: how many wait and how many are served, each as `showCount`
 * rounds it. A service tells of all its employers together. Whoever leads an ICS may have asked on that very day.
 */
function toldLive({ parts, id }: Population, { months, sent, insiders }: YearAsk, leaves: YearLeaves): JointCell[] {
  const [part] = parts
  if (!part) return []
  const floors = new Map(sent.map(({ employer, month, floor }) => [`${employer} ${month}`, floor]))
  const alone = [...new Set(sent.map(({ employer }) => employer))].map((employer) => [employer])
  const services = insiders.filter(({ kind }) => kind === 'service').map(({ owners }) => owners)
  return months.flatMap((month) =>
    [...alone, ...services].flatMap((owners): JointCell[] => {
      const of = leaves.of(owners, [month], part.measure)
      if (of.leaves.length === 0) return []
      const floor = Math.max(POLICY.floor, ...owners.map((owner) => floors.get(`${owner} ${month}`) ?? 0))
      const count = of.leaves.reduce((sum, leaf) => sum + (leaves.leaves[leaf]?.count.denominator ?? 0), 0)
      const told = { denominator: showCount(count, POLICY, floor) }
      return [{ id: `live ${id} ${owners.join('+')} ${month}`, level: 'trust', use: 'live', ...of, told }]
    }),
  )
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
