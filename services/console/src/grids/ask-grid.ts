import { GRID_SHAPES, type GridShape, gridShapes, type Level } from '@oh/disclosure'
import { asPeriod, type Period, type PeriodKind, periodKind } from '@oh/kernel'
import { FIGURE, type Figure, figuresOf } from '../figures/figure.ts'
import { graphql } from '../graphql.ts'
import type { Visit } from '../page.ts'

/** Three years of publications, as on the page of England. */
const GRID = graphql(
  `
  query DividedFigures($area: ID!, $measure: ID!, $kind: PeriodKind!, $period: String) {
    england {
      staff: grid(area: $area, measure: $measure, by: staff_group, kind: $kind, period: $period) { ...PublishedFigure staffGroup { id title } }
      reasons: grid(area: $area, measure: $measure, by: reason_group, kind: $kind, period: $period) { ...PublishedFigure reasonGroup { id title } }
      publications(first: 36) { periods withdrawal { kind } }
    }
  }
`,
  [FIGURE],
)

/** A figure of a grid, with the group that it is of. */
export interface GroupFigure extends Figure {
  readonly group: { readonly id: string; readonly title: string }
}

/** One period of one area, by each dimension alone; neither has a figure when nothing is published of it. */
export interface DividedFigures {
  readonly staff: readonly GroupFigure[]
  readonly reasons: readonly GroupFigure[]
  /** Periods of this kind that were published, newest first: of the older ones there may be no grids. */
  readonly periods: readonly Period[]
}

/** What is to be asked: of which area, and of which period if not of the newest. */
export interface GridChoice {
  readonly measure: string
  readonly area: string
  readonly kind: PeriodKind
  readonly period: Period | undefined
}

/** The kind of period for which areas of a level are divided by one dimension: the shortest. Undefined where none is. */
export function gridKindOf(level: Level): PeriodKind | undefined {
  const isShown = (kind: PeriodKind) => ONE_WAY.every((shape) => gridShapes(level, kind).includes(shape))
  return (['month', 'quarter', 'year'] as const).find(isShown)
}

const ONE_WAY: readonly GridShape[] = GRID_SHAPES.filter((shape) => shape !== 'both')

/** Throws as `ask` does. */
export async function askGrid(visit: Pick<Visit, 'ask'>, { measure, area, kind, period }: GridChoice): Promise<DividedFigures> {
  const { england } = await visit.ask(GRID, { measure, area, kind, period: period ?? null })
  const [staff, reasons] = [england.staff ?? [], england.reasons ?? []]
  return {
    staff: withGroup(
      figuresOf(staff),
      staff.map(({ staffGroup }) => staffGroup),
    ),
    reasons: withGroup(
      figuresOf(reasons),
      reasons.map(({ reasonGroup }) => reasonGroup),
    ),
    periods: (england.publications ?? []).flatMap(({ periods, withdrawal }) => (withdrawal ? [] : ofKind(kind, periods ?? []))),
  }
}

function withGroup(figures: readonly Figure[], groups: readonly (GroupFigure['group'] | null)[]): GroupFigure[] {
  return figures.flatMap((figure, at) => {
    const group = groups[at]
    return group ? [{ ...figure, group }] : []
  })
}

const ofKind = (kind: PeriodKind, periods: readonly string[]): Period[] =>
  periods.flatMap((text) => {
    const period = asPeriod(text)
    return period && periodKind(period) === kind ? [period] : []
  })
