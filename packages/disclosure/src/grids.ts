import {
  type Period,
  type PeriodKind,
  periodKind,
  REASON_GROUPS,
  type ReasonGroup,
  STAFF_GROUPS,
  type StaffGroup,
} from '@oh/kernel'
import { GRID_MEASURES, type MeasureId } from '@oh/measures'
import type { Level } from './catalogue.ts'

/** By what figures are divided, with every value that there is and its title. Nobody can ask for another. */
export const DIMENSIONS = [
  { id: 'staff-group', title: 'Staff group', values: STAFF_GROUPS.map(({ id, title }) => ({ id, title })) },
  { id: 'reason-group', title: 'Reason for the referral', values: REASON_GROUPS.map(({ id, title }) => ({ id, title })) },
] as const

/** Which figure of a grid: of one staff group, of one group of reasons, or of both. What is left out is not divided by. */
export interface GridCell {
  readonly measure: MeasureId
  readonly staffGroup?: StaffGroup
  readonly reasonGroup?: ReasonGroup
}

/** The shape of a grid's figures: divided by one of the dimensions alone, or by both together. */
export type GridShape = 'staff-group' | 'reason-group' | 'both'

/** Every shape, the coarser ones first. */
export const GRID_SHAPES: readonly GridShape[] = ['staff-group', 'reason-group', 'both']

/** By what figures of the shape are divided, in words. */
export function gridTitle(shape: GridShape): string {
  const [staff, reason] = DIMENSIONS.map(({ title }) => title)
  if (shape === 'both') return `${staff} and ${reason?.toLowerCase()}`
  return (shape === 'staff-group' ? staff : reason) ?? shape
}

/** The periods for which each shape may be shown of an area. */
type ShownFor = Readonly<Record<GridShape, readonly PeriodKind[]>>

const closed = ['quarter', 'year'] as const
const yearly = ['year'] as const
/** Of areas: either dimension alone, from a quarter on. */
const oneWay: ShownFor = { 'staff-group': closed, 'reason-group': closed, both: [] }

/**
 * Which figures of a grid may ever be shown: the finest grain is a year of a trust, and a quarter of an ICS divided by one
 * dimension (rule 8 of the policy). England alone is shown divided by both: of an ICS or a region that would be the sum of a
 * few trusts, and more of the trusts' own figures would have to be hidden for it.
 */
export const GRID_PERIODS: Readonly<Record<Level, ShownFor>> = {
  trust: { 'staff-group': yearly, 'reason-group': yearly, both: yearly },
  ics: oneWay,
  region: oneWay,
  england: { ...oneWay, both: yearly },
}

const CELLS: Readonly<Record<GridShape, readonly Omit<GridCell, 'measure'>[]>> = {
  'staff-group': STAFF_GROUPS.map(({ id }) => ({ staffGroup: id })),
  'reason-group': REASON_GROUPS.map(({ id }) => ({ reasonGroup: id })),
  both: STAFF_GROUPS.flatMap(({ id: staffGroup }) => REASON_GROUPS.map(({ id: reasonGroup }) => ({ staffGroup, reasonGroup }))),
}

/** The shapes that may be shown of a level for a kind of period, the coarser ones first. */
export function gridShapes(level: Level, kind: PeriodKind): GridShape[] {
  return GRID_SHAPES.filter((shape) => GRID_PERIODS[level][shape].includes(kind))
}

/**
 * Every figure of a grid that may be shown of an area of this level for a period of this kind, each once: by measure, staff
 * groups first, then reasons, then both together, each in the order of its list. None where no grid may be shown. The
 * figure of the whole, divided by nothing, is the measure's own and stands in the catalogue.
 */
export function gridCells(level: Level, kind: PeriodKind): GridCell[] {
  const shapes = gridShapes(level, kind)
  return GRID_MEASURES.flatMap((measure) => shapes.flatMap((shape) => CELLS[shape].map((cell) => ({ measure, ...cell }))))
}

/** The shape of a figure of a grid; undefined for the whole, which is no figure of a grid. */
export function gridShapeOf({ staffGroup, reasonGroup }: Omit<GridCell, 'measure'>): GridShape | undefined {
  if (staffGroup !== undefined && reasonGroup !== undefined) return 'both'
  if (staffGroup !== undefined) return 'staff-group'
  return reasonGroup === undefined ? undefined : 'reason-group'
}

/** Whether a figure, named by words from outside, may ever be shown: the closed list, asked one at a time. */
export function isInGrid(
  asked: { readonly measure: string; readonly staffGroup?: string; readonly reasonGroup?: string },
  level: Level,
  period: Period,
): boolean {
  return gridCells(level, periodKind(period)).some(
    ({ measure, staffGroup, reasonGroup }) =>
      measure === asked.measure && staffGroup === asked.staffGroup && reasonGroup === asked.reasonGroup,
  )
}
