import { audit } from '@oh/audit'
import type { Action, Holding } from '@oh/auth'
import { type GridShape, gridCells, gridShapeOf, type Level, ratioOf, type Shown } from '@oh/disclosure'
import { type Period, type PeriodKind, periodKind, type TrustCode } from '@oh/kernel'
import type { GridPlace, MeasureId } from '@oh/measures'
import { type Edition, icsList, icsOfTrust, trusts } from '@oh/organisations'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import {
  comparisonOf,
  gridOf,
  type LedgerRow,
  latestPeriod,
  type PublishedFigure,
  publications,
  seriesOf,
} from './figure.reads.ts'
import { EDITION } from './publish.ts'

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
  const { area, measure, kind, last } = ask
  return reading(db, caller, wordFor(area.level, area.code, measure, kind), async (tx) => {
    return (await seriesOf(tx, { measure, level: area.level, area: area.code, kind, last })).map(withRatio)
  })
}

/**
 * One published period of every area of a level; without a period the newest of that kind. Systems are those of one edition
 * of geography, 2022 unless another is asked for. Of trusts, whoever leads an ICS is shown its own and no others.
 */
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
    readonly edition?: Edition
    /** Number of the publication to read from, whether it stands or not; the newest that stands when left out. */
    readonly publication?: number
  },
): Promise<readonly Figure[] | Denied> {
  const { level, measure, kind, first, after, publication } = ask
  const reach = level === 'trust' ? TRUSTS : AREAS
  const compare = async (tx: ScopedTx) => {
    const period = ask.period ?? (await latestPeriod(tx, measure, level, kind, publication))
    if (period === undefined) return []
    const among = level === 'ics' ? systemsOf(ask.edition ?? EDITION) : trustsShown(tx, level)
    const page = { first, ...(after === undefined ? {} : { after }), ...(among === undefined ? {} : { among }) }
    const from = publication === undefined ? {} : { publication }
    return (await comparisonOf(tx, { measure, level, period, ...page, ...from })).map(withRatio)
  }
  const from = publication === undefined ? [] : ['publication', String(publication)]
  return reading(db, caller, wordFor(level, measure, ask.period ?? kind, ...from), compare, reach)
}

/**
 * One published period of one area, divided by staff group, reason or both: every figure of the grid in the order of its
 * places, none where it was not published; without a period the newest of that kind. What the catalogue
 * does not have is not asked here: see `gridIn`.
 */
export function readGrid(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  ask: {
    readonly measure: MeasureId
    readonly area: Area
    readonly kind: PeriodKind
    readonly period?: Period
    readonly shape: GridShape
    readonly publication?: number
  },
): Promise<readonly Figure[] | Denied> {
  const { measure, area, kind, shape, publication } = ask
  const { level, code } = area
  const divide = async (tx: ScopedTx) => {
    const period = ask.period ?? (await latestPeriod(tx, measure, level, kind, publication, shape))
    if (period === undefined) return []
    const found = await gridOf(tx, { measure, level, area: code, period, shape, publication })
    const places = gridCells(level, periodKind(period)).filter((place) => gridShapeOf(place) === shape)
    return places.flatMap((place) => found.filter((figure) => isAt(place, figure))).map(withRatio)
  }
  return reading(db, caller, wordFor(level, code, measure, shape, ask.period ?? kind), divide)
}

/** Publications, newest first. */
export function readPublications(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  page: { readonly first: number; readonly before?: number },
): Promise<readonly LedgerRow[] | Denied> {
  return reading(db, caller, 'publications', (tx) => publications(tx, page.first, page.before))
}

/** What was read, as the audit keeps it: one word, by which it is found there. */
const wordFor = (...parts: readonly string[]): string => parts.join('/')

/** Published figures are for whoever leads an ICS or the nation, and for those who publish them. */
async function reading<Row>(
  db: Rollup['db'],
  caller: Caller,
  what: string,
  use: (tx: ScopedTx) => Promise<readonly Row[]>,
  { action, holds }: Reach = AREAS,
): Promise<readonly Row[] | Denied> {
  return asActor(db, caller, async (tx) => {
    const access = { action, resource: 'figure' as const, ids: [what] }
    const without = await denied(tx, access, holds(tx))
    if (without) return without
    await audit(tx, { ...access, outcome: 'allowed' })
    return use(tx)
  })
}

/** Which row of the matrix rules, and how the caller stands to what is read. */
interface Reach {
  readonly action: Action
  readonly holds: (tx: ScopedTx) => readonly Holding[]
}
const AREAS: Reach = { action: 'aggregate.readNational', holds: () => ['published'] }
const TRUSTS: Reach = { action: 'aggregate.readTrust', holds: (tx) => (trustsLedBy(tx).length > 0 ? ['region'] : []) }

/** The trusts of every ICS that the caller leads today. */
function trustsLedBy({ memberships, today }: ScopedTx): TrustCode[] {
  const led = memberships.flatMap(({ role, scope }) => (role === 'ics-lead' ? [scope as string | undefined] : []))
  return trusts().flatMap(({ code }) => (led.includes(icsOfTrust(code, today)?.code) ? [code] : []))
}

const systemsOf = (edition: Edition): string[] => icsList(edition).map(({ code }) => code)

/** Undefined for all there are. */
const trustsShown = (tx: ScopedTx, level: Level): TrustCode[] | undefined =>
  level === 'trust' && !tx.roles.has('national-lead') ? trustsLedBy(tx) : undefined

const isAt = (place: Partial<GridPlace>, figure: Partial<GridPlace>): boolean =>
  place.staffGroup === figure.staffGroup && place.reasonGroup === figure.reasonGroup

const withRatio = (figure: PublishedFigure): Figure => ({ ...figure, ratio: ratioOf(figure) })
