import { CATALOGUE, type CatalogueRow } from '@oh/disclosure'
import { asPeriod, type Period, type PeriodKind, periodKind } from '@oh/kernel'
import { findMeasure, MEASURES, type Measure, type MeasureId } from '@oh/measures'
import { findIcs, type Ics } from '@oh/organisations'

export type AnyMeasure = Measure & { readonly id: MeasureId }

/** What the national page is to show. */
export interface Choice {
  readonly measure: AnyMeasure
  /** The kinds of period for which systems are compared by it, shortest first. */
  readonly kinds: readonly PeriodKind[]
  readonly kind: PeriodKind
  /** None: the newest. */
  readonly period: Period | undefined
  /** The period that was asked for has a kind that is not published: the newest is shown, and this is said. */
  readonly notPublishedBy: PeriodKind | undefined
  readonly system: Ics | undefined
  readonly sort: string | undefined
  readonly direction: 'ascending' | 'descending'
}

/** What in an address names nothing: said in words on a page of its own. */
export interface WrongChoice {
  readonly wrong: 'measure' | 'period' | 'system'
  readonly asked: string
}

type Query = (name: string) => string | undefined

/** Reads an address. The first measure and the newest period stand where nothing is named. */
export function readChoice(query: Query): Choice | WrongChoice {
  const [measureId, periodText, code] = [
    query('measure') || MEASURES[0].id,
    query('period') || undefined,
    query('ics') || undefined,
  ]
  const measure = findMeasure(measureId)
  if (!measure) return { wrong: 'measure', asked: measureId }
  const period = periodText === undefined ? undefined : asPeriod(periodText)
  if (periodText !== undefined && !period) return { wrong: 'period', asked: periodText }
  const system = code === undefined ? undefined : findIcs(code)
  if (code !== undefined && !system) return { wrong: 'system', asked: code }
  const kinds = kindsOf(measure.id)
  const asked = period && periodKind(period)
  const isPublished = asked !== undefined && kinds.includes(asked)
  return {
    measure,
    kinds,
    kind: isPublished ? asked : (kinds[0] ?? 'month'),
    period: isPublished ? period : undefined,
    notPublishedBy: isPublished ? undefined : asked,
    system,
    sort: query('sort') || undefined,
    direction: query('dir') === 'descending' ? 'descending' : 'ascending',
  }
}

/** For which kinds of period systems are compared by the measure, shortest first. */
export function kindsOf(measure: MeasureId): readonly PeriodKind[] {
  const row: CatalogueRow | undefined = CATALOGUE.find((each) => each.measure === measure)
  return row?.periods.ics ?? []
}

/** An address of figures with what is chosen, without what is not. */
export function addressOf(path: string, choice: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(choice).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
