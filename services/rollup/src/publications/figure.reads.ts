import type { GridShape, Level } from '@oh/disclosure'
import type { Period, PeriodKind } from '@oh/kernel'
import { findMeasure, type MeasureId } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, gt, gte, inArray, notExists, type SQL, sql } from 'drizzle-orm'
import { cellOf } from './cell-columns.ts'
import type { FigureCell } from './make-cells.ts'
import type { Publication } from './publication.store.ts'
import { publication, publishedCell, withdrawal, withdrawalAsk } from './publication.table.ts'
import type { Withdrawal, WithdrawalAsk } from './withdrawal.store.ts'

/** A figure with the number of the publication it stands in. */
export interface PublishedFigure extends FigureCell {
  readonly publication: number
  readonly policy: number
  readonly synthetic: boolean
  /** A refresh says it, and what was published before it was something else. */
  readonly revised: boolean
}

/** Months, quarters and years are told apart by how they are written. */
const ofKind = (kind: PeriodKind): SQL => {
  if (kind === 'month') return sql`${publishedCell.period} not like '%/%'`
  return kind === 'quarter'
    ? sql`${publishedCell.period} like '%/%-Q%'`
    : sql`${publishedCell.period} like '%/%' and ${publishedCell.period} not like '%Q%'`
}

/** A measure by its definition of today: figures of two versions are never put side by side. */
const ofMeasure = (id: MeasureId): SQL | undefined =>
  and(eq(publishedCell.measure, id), eq(publishedCell.version, findMeasure(id)?.version ?? 0))

/**
 * Of the publication of this number, whether it stands or not; of any that stands when none is named. What policy 0
 * published was weighed with nothing and all made up: it is kept and not shown.
 */
const among = (tx: ScopedTx, number?: number): SQL | undefined =>
  number === undefined ? standing(tx) : and(eq(publication.number, number), gte(publication.policy, 1))

/** Of a publication that stands. */
const standing = (tx: ScopedTx): SQL =>
  notExists(
    tx.sql
      .select({ publication: withdrawal.publication })
      .from(withdrawal)
      .where(eq(withdrawal.publication, publishedCell.publication)),
  )

const newestOfEach = [publishedCell.measure, publishedCell.level, publishedCell.area, publishedCell.period] as const

const [ofStaff, ofReasons] = [sql`${publishedCell.staffGroup} <> ''`, sql`${publishedCell.reasonGroup} <> ''`]

/** Divided by nothing: a figure of a grid never stands beside one of the whole. */
const ofWhole: SQL = sql`${publishedCell.staffGroup} = '' and ${publishedCell.reasonGroup} = ''`

/** The figures of a grid of one shape. */
const ofShape: Readonly<Record<GridShape, SQL>> = {
  'staff-group': sql`${ofStaff} and not (${ofReasons})`,
  'reason-group': sql`${ofReasons} and not (${ofStaff})`,
  both: sql`${ofStaff} and ${ofReasons}`,
}

/** The last periods of one area, earliest first, each from the newest publication that has it. */
export async function seriesOf(
  tx: ScopedTx,
  ask: {
    readonly measure: MeasureId
    readonly level: Level
    readonly area: string
    readonly kind: PeriodKind
    readonly last: number
  },
): Promise<PublishedFigure[]> {
  const rows = await figures(tx)
    .where(
      and(
        standing(tx),
        ofWhole,
        ofMeasure(ask.measure),
        eq(publishedCell.level, ask.level),
        eq(publishedCell.area, ask.area),
        ofKind(ask.kind),
      ),
    )
    .orderBy(...newestOfEach.slice(0, 3), desc(publishedCell.period), desc(publishedCell.publication))
    .limit(ask.last)
  return rows.map(figureOf).toReversed()
}

/**
 * One period of every area of a level, or of those among them that are named, by area, after the given one: from the newest
 * publication that stands, or from the one that is named, whether it stands or not.
 */
export async function comparisonOf(
  tx: ScopedTx,
  ask: {
    readonly measure: MeasureId
    readonly level: Level
    readonly period: Period
    readonly first: number
    readonly after?: string
    readonly among?: readonly string[]
    readonly publication?: number
  },
): Promise<PublishedFigure[]> {
  const rows = await figures(tx)
    .where(
      and(
        among(tx, ask.publication),
        ofWhole,
        ofMeasure(ask.measure),
        eq(publishedCell.level, ask.level),
        eq(publishedCell.period, ask.period),
        ask.after === undefined ? undefined : gt(publishedCell.area, ask.after),
        ask.among === undefined ? undefined : inArray(publishedCell.area, [...ask.among]),
      ),
    )
    .orderBy(
      publishedCell.measure,
      publishedCell.level,
      asc(publishedCell.area),
      publishedCell.period,
      desc(publishedCell.publication),
    )
    .limit(ask.first)
  return rows.map(figureOf)
}

/** Of one area and period every figure of a grid of this shape, at most one for each of its places; none where none was published. */
export async function gridOf(
  tx: ScopedTx,
  ask: {
    readonly measure: MeasureId
    readonly level: Level
    readonly area: string
    readonly period: Period
    readonly shape: GridShape
    readonly publication?: number | undefined
  },
): Promise<PublishedFigure[]> {
  const places = [publishedCell.staffGroup, publishedCell.reasonGroup]
  const rows = await figures(tx, places)
    .where(
      and(
        among(tx, ask.publication),
        ofShape[ask.shape],
        ofMeasure(ask.measure),
        eq(publishedCell.level, ask.level),
        eq(publishedCell.area, ask.area),
        eq(publishedCell.period, ask.period),
      ),
    )
    .orderBy(...newestOfEach, ...places, desc(publishedCell.publication))
  return rows.map(figureOf)
}

/**
 * The newest period of a kind for which the measure was published at that level, or in that publication, as a grid when a shape
 * is named; undefined for none.
 */
export async function latestPeriod(
  tx: ScopedTx,
  measure: MeasureId,
  level: Level,
  kind: PeriodKind,
  number?: number,
  shape?: GridShape,
): Promise<Period | undefined> {
  const [row] = await tx.sql
    .select({ period: publishedCell.period })
    .from(publishedCell)
    .innerJoin(publication, eq(publication.number, publishedCell.publication))
    .where(
      and(among(tx, number), shape ? ofShape[shape] : ofWhole, ofMeasure(measure), eq(publishedCell.level, level), ofKind(kind)),
    )
    .orderBy(desc(publishedCell.period))
    .limit(1)
  return row?.period
}

/** Of the newest period of a length: how many figures of a measure at a level there are, and how many have a confidential part. */
export interface HiddenShare {
  readonly measure: MeasureId
  /** Of which grid the figures are; null for those divided by nothing. */
  readonly shape: GridShape | null
  readonly level: Level
  readonly kind: PeriodKind
  readonly period: Period
  readonly figures: number
  readonly hidden: number
}

/** What the newest publications hide, by measure, grid, level and length of period. Figures without a contributor do not count. */
export async function hiddenShares(tx: ScopedTx): Promise<HiddenShare[]> {
  const kind = sql<PeriodKind>`case when ${publishedCell.period} not like '%/%' then 'month'
    when ${publishedCell.period} like '%Q%' then 'quarter' else 'year' end`
  const shape = sql<GridShape | null>`case when ${ofShape.both} then 'both' when ${ofStaff} then 'staff-group'
    when ${ofReasons} then 'reason-group' end`
  const counted = tx.sql
    .select({
      shape: shape.as('shape'),
      ...{ measure: publishedCell.measure, level: publishedCell.level, period: publishedCell.period, kind: kind.as('kind') },
      figures: sql<number>`count(*)::int`.as('figures'),
      hidden: sql<number>`(count(*) filter (where 'c' in (numerator_mark, denominator_mark)))::int`.as('hidden'),
    })
    .from(publishedCell)
    .where(and(standing(tx), gt(publishedCell.contributors, 0)))
    .groupBy(publishedCell.measure, publishedCell.level, publishedCell.period, shape)
    .as('counted')
  return tx.sql
    .selectDistinctOn([counted.measure, counted.shape, counted.level, counted.kind])
    .from(counted)
    .orderBy(counted.measure, counted.shape, counted.level, counted.kind, desc(counted.period))
}

/** A publication, and whether somebody has asked for it to be withdrawn, and whether it was. */
export interface LedgerRow extends Publication {
  readonly withdrawal: Withdrawal | null
  readonly asked: WithdrawalAsk | null
}

/** Every publication ever made, newest first, before the given number. */
export async function publications(tx: ScopedTx, first: number, before?: number): Promise<LedgerRow[]> {
  const rows = await tx.sql
    .select({ publication, withdrawal, asked: withdrawalAsk })
    .from(publication)
    .leftJoin(withdrawal, eq(withdrawal.publication, publication.number))
    .leftJoin(withdrawalAsk, eq(withdrawalAsk.publication, publication.number))
    .where(before === undefined ? undefined : sql`${publication.number} < ${before}`)
    .orderBy(desc(publication.number))
    .limit(first)
  return rows.map((row) => ({ ...row.publication, withdrawal: row.withdrawal, asked: row.asked }))
}

function figures(tx: ScopedTx, places: readonly (typeof publishedCell)['staffGroup' | 'reasonGroup'][] = []) {
  return tx.sql
    .selectDistinctOn([...newestOfEach, ...places], {
      cell: publishedCell,
      policy: publication.policy,
      synthetic: publication.synthetic,
      revised: isRevised,
    })
    .from(publishedCell)
    .innerJoin(publication, eq(publication.number, publishedCell.publication))
    .$dynamic()
}

/** Whether a refresh says it, and no publication before that. */
const isRevised = sql<boolean>`${publication.kind} = 'refresh' and not exists (
  select 1 from published_cell before where before.publication < published_cell.publication
    and (before.measure, before.level, before.area, before.period, before.staff_group, before.reason_group)
      = (published_cell.measure, published_cell.level, published_cell.area, published_cell.period,
        published_cell.staff_group, published_cell.reason_group)
    and row(before.numerator, before.numerator_mark, before.denominator, before.denominator_mark) is not distinct from
      row(published_cell.numerator, published_cell.numerator_mark, published_cell.denominator, published_cell.denominator_mark))`

type Row = Awaited<ReturnType<typeof figures>>[number]

function figureOf({ cell, ...of }: Row): PublishedFigure {
  return { ...cellOf(cell), publication: cell.publication, ...of }
}
