import { isValue } from '@oh/disclosure'
import { type FunnelStanding, type FunnelUnit, type StandingOut, standingOutSentence, whatStandsOut } from '@oh/measures'
import { type Edition, type Ics, icsList, REGIONS } from '@oh/organisations'
import type { Figure } from '../figures/figure.ts'
import type { AnyMeasure } from './choice.ts'

/** One system in the table: its figure, and where it stands among the others. */
export interface Row {
  readonly system: Ics
  readonly figure: Figure
  /** None: it has no figure, or the measure is not one of chance. */
  readonly standing: FunnelStanding | undefined
}

/** Systems beside one another, in region order and never ranked. */
export interface Compared {
  readonly rows: readonly Row[]
  /** None for posts: they are counted and not drawn by chance. */
  readonly standingOut: StandingOut | undefined
  readonly sentence: string
}

const POSTS =
  'Posts are counted, and not the outcome of chance: nothing is said here to stand out. More posts are neither good nor bad without the need they meet.'

/** Compares the systems of an edition by what is published of each. */
export function compareSystems(measure: AnyMeasure, figures: readonly Figure[], edition: Edition): Compared {
  const figureOf = new Map(figures.map((figure) => [figure.area, figure]))
  const present = icsList(edition).flatMap((system) => {
    const figure = figureOf.get(system.code)
    return figure ? [{ system, figure }] : []
  })
  const units = present.flatMap(({ system, figure: { numerator, denominator } }): FunnelUnit[] =>
    isValue(numerator) && isValue(denominator)
      ? [{ id: system.code, numerator: numerator.value, denominator: denominator.value }]
      : [],
  )
  if (measure.counts === 'posts')
    return { rows: present.map((each) => ({ ...each, standing: undefined })), standingOut: undefined, sentence: POSTS }
  const standingOut = whatStandsOut(measure.unit === 'percent' ? 'proportion' : 'rate', units)
  const standings = new Map(standingOut.funnel.points.map(({ id, standing }) => [id, standing]))
  const nameOf = new Map(present.map(({ system }) => [system.code as string, system.name]))
  return {
    rows: present.map((each) => ({ ...each, standing: standings.get(each.system.code) })),
    standingOut,
    sentence: standingOutSentence(standingOut, (id) => nameOf.get(id) ?? id, 'integrated care systems'),
  }
}

const STANDING_ORDER: readonly (FunnelStanding | undefined)[] = [
  'high',
  'low',
  'between-high',
  'between-low',
  'inside',
  undefined,
]
export const SORTS = ['name', 'region', 'numerator', 'denominator', 'value', 'standing', 'complete'] as const
export type Sort = (typeof SORTS)[number]

/** Sorted by one column; equals keep region order, and what has no value comes last either way. */
export function sortRows(rows: readonly Row[], sort: Sort, direction: 'ascending' | 'descending'): Row[] {
  const sign = direction === 'ascending' ? 1 : -1
  const keyOf = (row: Row): number | string | undefined => {
    const { figure } = row
    if (sort === 'name') return row.system.name
    if (sort === 'region') return REGIONS.findIndex(({ code }) => code === row.system.region)
    if (sort === 'standing') return STANDING_ORDER.indexOf(row.standing)
    if (sort === 'complete') return figure.staffCovered
    const shown = { numerator: figure.numerator, denominator: figure.denominator, value: figure.ratio }[sort]
    return isValue(shown) ? shown.value : undefined
  }
  return rows.toSorted((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    if (one === other) return 0
    if (one === undefined) return 1
    if (other === undefined) return -1
    return sign * (one < other ? -1 : 1)
  })
}
