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

const quarterly = ['quarter'] as const
/** Of areas: either dimension alone, by quarter. */
const oneWay: ShownFor = { 'staff-group': quarterly, 'reason-group': quarterly, both: [] }

/**
 * Which figures of a grid may ever be shown: of an area a quarter, divided by one dimension. Rule 8 of the policy would allow a
 * trust's year besides.
 *
 * What is left out was measured on made-up years of England (2025/26 and 2026/27). A trust's year divided by staff group has
 * thirty people to a figure, of which one in two is confidential by itself; beside the quarters of its system, published
 * before, some could be proved safe by no further suppression, and the month was refused. By reason alone it took some 700
 * parts more to be hidden, of 1,700. By both there are ten people to a figure, and nearly all is confidential. A year of an
 * area beside its four quarters, each rounded, leaves so few values that all of England's yearly figures and half of the
 * systems' had to be hidden; whoever wants a year adds the quarters up, and is a few people off. England's year by both cost a
 * third of itself, and more of the quarters besides.
 */
export const GRID_PERIODS: Readonly<Record<Level, ShownFor>> = {
  trust: { 'staff-group': [], 'reason-group': [], both: [] },
  ics: oneWay,
  region: oneWay,
  england: oneWay,
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
