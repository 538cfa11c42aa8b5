import { gridShapeOf, type JointCell, type JointTable, POLICY, type ProtectedCount } from '@oh/disclosure'
import type { Month, TrustCode } from '@oh/kernel'
import { findMeasure, GRID_MEASURES } from '@oh/measures'
import { idOf, replacedId } from './cell-name.ts'
import { byPlace } from './divide-counts.ts'
import type { Contribution, FigureCell, PlannedCell } from './make-cells.ts'
import { type CountedPart, monthsOfPart, POPULATIONS, type Population } from './populations.ts'
import { toldLive } from './told-live.ts'
import { watchedCells, watchedChanges, watchedPlaces } from './watched-cells.ts'
import { type Knowledge, knowledgeOf, type Sender } from './who-knows.ts'
import { cellsOfYear } from './year-cells.ts'
import { type When, YearLeaves } from './year-leaves.ts'

/** A year up to one of its months: what stands in the exact store, and what was published of it. */
export interface YearAsk {
  /** From April, or from the first month that was sent, in order and without a gap at the end. */
  readonly months: readonly Month[]
  readonly sent: readonly Contribution[]
  /** Every figure of the year that was ever published under the policy in force, withdrawn ones too. */
  readonly earlier: readonly FigureCell[]
  /** Which service has sent what: it knows the counts, and tells live of all its employers together. */
  readonly senders: readonly Sender[]
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
   * The measures that have grids alone, each count divided by where in its grid it was counted, and the figures of grids
   * beside the others; left out where no grid was sent.
   */
  readonly divided?: Weighable
  readonly seeksBest: boolean
}

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
  const knowledge = knowledgeOf(ask.senders, ask.months)
  const undivided = tableOf(
    population,
    ask,
    whole,
    earlier,
    new YearLeaves(population, knowledge.ownerOf, sent, before),
    knowledge,
  )
  if ([...own.now, ...(own.before ?? [])].every(isWhole)) return { ...of, ...undivided }
  const divide = { now: byPlace(sent), before: byPlace(before ?? sent) }
  const gridded = { ...population, parts: population.parts.filter(({ measure }) => GRID_MEASURES.includes(measure)) }
  const divided = tableOf(gridded, ask, own, earlier, new YearLeaves(gridded, knowledge.ownerOf, sent, before, divide), knowledge)
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
  knowledge: Knowledge,
): Weighable {
  const published = (when: When, planned: readonly PlannedCell[]) =>
    population.parts.flatMap((part) => publishedCells(part, planned, leaves, when))
  const now = published('now', cells.now)
  const all = cells.before ? bothEditions(now, published('before', cells.before), earlier) : { cells: now, earlier }
  const watchedOf = (when: When, sent: readonly Contribution[]) =>
    population.parts.flatMap((part) => [
      ...watchedCells(part, ask.months, leaves, when),
      ...(leaves.isDivided ? watchedPlaces(part, ask.months, sent, leaves, when) : []),
    ])
  const watched = watchedOf('now', ask.sent)
  const changed = ask.before ? [...asItWas(watched, watchedOf('before', ask.before)), ...watchedChanges(leaves, ask.months)] : []
  const told =
    population.id === 'referrals-waiting' || population.id === 'people-served' ? toldLive(population, ask, leaves, knowledge) : []
  const table = { kind: population.kind, leaves: leaves.leaves, cells: [...all.cells, ...watched, ...changed, ...told] }
  return { table: { ...table, insiders: knowledge.insiders }, earlier: all.earlier }
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

/** What was watched before and is made of other counts now. */
function asItWas(now: readonly JointCell[], before: readonly JointCell[]): JointCell[] {
  const known = new Map(now.map((cell) => [cell.id, cell]))
  return before.filter((cell) => !isMadeAs(cell, known.get(cell.id))).map(asReplaced)
}

/** Whether both are sums of the same leaves. */
function isMadeAs(cell: JointCell, other: JointCell | undefined): boolean {
  const wordsOf = ({ leaves, restLeaves }: JointCell) => `${leaves.toSorted().join(' ')}, ${restLeaves?.toSorted().join(' ')}`
  return other !== undefined && wordsOf(cell) === wordsOf(other)
}

const asReplaced = (cell: JointCell): JointCell => ({ ...cell, id: replacedId(cell.id) })

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
