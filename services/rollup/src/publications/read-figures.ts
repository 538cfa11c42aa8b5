import { audit } from '@oh/audit'
import type { Action, Holding } from '@oh/auth'
import { type Level, ratioOf, type Shown } from '@oh/disclosure'
import type { Period, PeriodKind } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { comparisonOf, latestPeriod, type PublishedFigure, publications, seriesOf } from './figure.reads.ts'
import type { Publication } from './publication.store.ts'

export interface Figure extends PublishedFigure {
  /** Numerator over denominator as published, 0 to 1 for people counted among people. */
  readonly ratio: Shown
}

interface Area {
  readonly level: Level
  readonly code: string
}

/** The last published periods of one area, earliest first. `last` is 1 to 120. */
export function readSeries(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  ask: { readonly area: Area; readonly measure: MeasureId; readonly kind: PeriodKind; readonly last: number },
): Promise<readonly Figure[] | Denied> {
  return reading(db, caller, `${ask.area.level} ${ask.area.code} ${ask.measure} ${ask.kind}`, async (tx) => {
    const { area, measure, kind, last } = ask
    return (await seriesOf(tx, { measure, level: area.level, area: area.code, kind, last })).map(withRatio)
  })
}

/** One published period of every area of a level; without a period the newest of that kind. */
export function readComparison(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  ask: {
    readonly level: Level
    readonly measure: MeasureId
    readonly kind: PeriodKind
    readonly period?: Period
    readonly first: number
    readonly after?: string
  },
): Promise<readonly Figure[] | Denied> {
  return reading(db, caller, `${ask.level} ${ask.measure} ${ask.period ?? ask.kind}`, async (tx) => {
    const { level, measure, kind, first, after } = ask
    const period = ask.period ?? (await latestPeriod(tx, measure, level, kind))
    if (period === undefined) return []
    return (await comparisonOf(tx, { measure, level, period, first, ...(after === undefined ? {} : { after }) })).map(withRatio)
  })
}

/** Publications, newest first. */
export function readPublications(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  page: { readonly first: number; readonly before?: number },
): Promise<readonly Publication[] | Denied> {
  return reading(db, caller, 'publications', (tx) => publications(tx, page.first, page.before))
}

/** Published figures are for whoever leads an ICS or the nation, and for those who publish them. */
async function reading<Row>(
  db: Rollup['db'],
  caller: Caller,
  what: string,
  use: (tx: ScopedTx) => Promise<readonly Row[]>,
): Promise<readonly Row[] | Denied> {
  return asActor(db, caller, async (tx) => {
    const access = { action: READ, resource: 'figure' as const, ids: [what] }
    const without = await denied(tx, access, PUBLISHED)
    if (without) return without
    await audit(tx, { ...access, outcome: 'allowed' })
    return use(tx)
  })
}

const READ: Action = 'aggregate.readNational'
const PUBLISHED: readonly Holding[] = ['published']

const withRatio = (figure: PublishedFigure): Figure => ({ ...figure, ratio: ratioOf(figure) })
