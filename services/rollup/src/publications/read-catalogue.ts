import { audit } from '@oh/audit'
import {
  CATALOGUE,
  type CatalogueRow,
  GRID_PERIODS,
  GRID_SHAPES,
  type GridShape,
  gridTitle,
  LEVELS,
  type Level,
} from '@oh/disclosure'
import type { Period, PeriodKind } from '@oh/kernel'
import { findMeasure, GRID_MEASURES, type MeasureId } from '@oh/measures'
import { asActor } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { type HiddenShare, hiddenShares } from './figure.reads.ts'

/** Figures of one measure at a level and for a length of period. */
export interface Grain {
  readonly level: Level
  readonly kind: PeriodKind
  /** Share with a confidential part in the newest period that is published, 0 to 1; undefined before the first. */
  readonly suppressed: number | undefined
  readonly figures: number
  readonly period: Period | undefined
}

/** What may be asked of a measure, the finest level first and the shortest period first. */
export interface GrainsOfMeasure {
  readonly measure: MeasureId
  readonly title: string
  readonly kind: CatalogueRow['kind']
  readonly finest: string
  readonly grains: readonly Grain[]
  /** By what its figures may be divided, the coarser ones first; none for most measures. */
  readonly grids: readonly GrainsOfGrid[]
}

/** What may be asked of a measure divided by a dimension, or by both. */
export interface GrainsOfGrid {
  readonly shape: GridShape
  readonly title: string
  readonly finest: string
  readonly grains: readonly Grain[]
}

/** Who may read published figures, in words: as the matrix has it. */
export const READERS_OF = [
  'Those who lead the nation',
  'Those who lead an ICS; of single trusts only those of their own ICS',
  'Statisticians, but for single trusts',
] as const

/** The closed catalogue, with what is to be expected of each row. For whoever may read published figures. */
export function readCatalogue({ db }: Pick<Rollup, 'db'>, caller: Caller): Promise<Denied | readonly GrainsOfMeasure[]> {
  return asActor(db, caller, async (tx) => {
    const access = { action: 'aggregate.readNational', resource: 'figure', ids: ['catalogue'] } as const
    const without = await denied(tx, access, ['published'])
    if (without) return without
    await audit(tx, { ...access, outcome: 'allowed' })
    const shares = await hiddenShares(tx)
    return CATALOGUE.map((row) => grainsOf(row, shares))
  })
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = { trust: 'Trust', ics: 'ICS', region: 'Region', england: 'England' }

function grainsOf({ measure, kind, periods }: CatalogueRow, all: readonly HiddenShare[]): GrainsOfMeasure {
  const shares = all.filter((share) => share.measure === measure)
  const title = findMeasure(measure)?.title ?? measure
  const grids = GRID_MEASURES.includes(measure)
    ? GRID_SHAPES.map((shape) => grainsOfGrid(shape, shares)).filter(({ grains }) => grains.length > 0)
    : []
  return { measure, title, kind, ...withFinest(periods, shares, null), grids }
}

function grainsOfGrid(shape: GridShape, shares: readonly HiddenShare[]): GrainsOfGrid {
  const periods = Object.fromEntries(LEVELS.map((level) => [level, GRID_PERIODS[level][shape]])) as CatalogueRow['periods']
  return { shape, title: gridTitle(shape), ...withFinest(periods, shares, shape) }
}

function withFinest(periods: CatalogueRow['periods'], shares: readonly HiddenShare[], shape: GridShape | null) {
  const of = shares.filter((share) => share.shape === shape)
  const grains = LEVELS.flatMap((level) => periods[level].map((length) => grainOf(level, length, of)))
  const [finest] = grains
  return { finest: finest ? `${LEVEL_WORDS[finest.level]} and ${finest.kind}` : 'Nothing', grains }
}

function grainOf(level: Level, kind: PeriodKind, shares: readonly HiddenShare[]): Grain {
  const found = shares.find((share) => share.level === level && share.kind === kind)
  if (!found) return { level, kind, suppressed: undefined, figures: 0, period: undefined }
  return { level, kind, suppressed: found.hidden / found.figures, figures: found.figures, period: found.period }
}
