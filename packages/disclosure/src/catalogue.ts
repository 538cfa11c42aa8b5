import type { Period, PeriodKind } from '@oh/kernel'
import { periodKind } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'

/** Whose figure it is. `trust` is an employer, whichever service serves it. */
export type Level = 'trust' | 'ics' | 'region' | 'england'
export const LEVELS: readonly Level[] = ['trust', 'ics', 'region', 'england']

export interface CatalogueRow {
  readonly measure: MeasureId
  /** `person` cells are protected; `resource` cells (posts, sessions, slots) are organisational data and exact. */
  readonly kind: 'person' | 'resource'
  /** The periods for which the measure may be shown, by level. What is not here cannot be asked. */
  readonly periods: Readonly<Record<Level, readonly PeriodKind[]>>
}

const all = ['month', 'quarter', 'year'] as const
const closed = ['quarter', 'year'] as const

/** Measures with many events: months from ICS up, quarters and years for a trust. */
const large = { trust: closed, ics: all, region: all, england: all }
/** Measures with few events, as escalations: ICS and quarter at the finest. */
const rare = { trust: [], ics: closed, region: closed, england: closed }
/** Posts: exact, so months everywhere. */
const posts = { trust: ['month'], ics: ['month'], region: ['month'], england: ['month'] } as const

/** The closed list of cells that can ever be shown. */
export const CATALOGUE: readonly CatalogueRow[] = [
  { measure: 'seen-within-10', kind: 'person', periods: large },
  { measure: 'received-seen-within-10', kind: 'person', periods: large },
  { measure: 'waiting-over-10', kind: 'person', periods: large },
  { measure: 'report-within-2', kind: 'person', periods: large },
  { measure: 'did-not-attend', kind: 'person', periods: large },
  { measure: 'cancelled-late', kind: 'person', periods: large },
  { measure: 'escalation-in-target', kind: 'person', periods: rare },
  { measure: 'escalations-per-1000', kind: 'person', periods: rare },
  { measure: 'clinical-wte-per-1000', kind: 'resource', periods: posts },
]

/** The row that allows the cell, undefined when the catalogue does not have it. */
export function catalogueRow(measure: string, level: Level, period: Period): CatalogueRow | undefined {
  return CATALOGUE.find((row) => row.measure === measure && row.periods[level].includes(periodKind(period)))
}
