import type { Level } from '@oh/disclosure'
import type { Period, PeriodKind } from '@oh/kernel'
import { findMeasure, type MeasureId } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, gt, inArray, notExists, type SQL, sql } from 'drizzle-orm'
import { cellOf } from './cell-columns.ts'
import type { FigureCell } from './make-cells.ts'
import type { Publication, Withdrawal } from './publication.store.ts'
import { publication, publishedCell, withdrawal } from './publication.table.ts'

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

/** Of a publication that stands. */
const standing = (tx: ScopedTx): SQL =>
  notExists(
    tx.sql
      .select({ publication: withdrawal.publication })
      .from(withdrawal)
      .where(eq(withdrawal.publication, publishedCell.publication)),
  )

const newestOfEach = [publishedCell.measure, publishedCell.level, publishedCell.area, publishedCell.period] as const

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

/** One period of every area of a level, or of those among them that are named, by area, after the given one. */
export async function comparisonOf(
  tx: ScopedTx,
  ask: {
    readonly measure: MeasureId
    readonly level: Level
    readonly period: Period
    readonly first: number
    readonly after?: string
    readonly among?: readonly string[]
  },
): Promise<PublishedFigure[]> {
  const rows = await figures(tx)
    .where(
      and(
        standing(tx),
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

/** The newest period of a kind for which the measure was published at that level; undefined for none. */
export async function latestPeriod(
  tx: ScopedTx,
  measure: MeasureId,
  level: Level,
  kind: PeriodKind,
): Promise<Period | undefined> {
  const [row] = await tx.sql
    .select({ period: publishedCell.period })
    .from(publishedCell)
    .where(and(standing(tx), ofMeasure(measure), eq(publishedCell.level, level), ofKind(kind)))
    .orderBy(desc(publishedCell.period))
    .limit(1)
  return row?.period
}

/** Of the newest period of a length: how many figures of a measure at a level there are, and how many have a confidential part. */
export interface HiddenShare {
  readonly measure: MeasureId
  readonly level: Level
  readonly kind: PeriodKind
  readonly period: Period
  readonly figures: number
  readonly hidden: number
}

/** What the newest publications hide, by measure, level and length of period. Figures without a contributor do not count. */
export async function hiddenShares(tx: ScopedTx): Promise<HiddenShare[]> {
  const kind = sql<PeriodKind>`case when ${publishedCell.period} not like '%/%' then 'month'
    when ${publishedCell.period} like '%Q%' then 'quarter' else 'year' end`
  const counted = tx.sql
    .select({
      ...{ measure: publishedCell.measure, level: publishedCell.level, period: publishedCell.period, kind: kind.as('kind') },
      figures: sql<number>`count(*)::int`.as('figures'),
      hidden: sql<number>`(count(*) filter (where 'c' in (numerator_mark, denominator_mark)))::int`.as('hidden'),
    })
    .from(publishedCell)
    .where(and(standing(tx), gt(publishedCell.contributors, 0)))
    .groupBy(publishedCell.measure, publishedCell.level, publishedCell.period)
    .as('counted')
  return tx.sql
    .selectDistinctOn([counted.measure, counted.level, counted.kind])
    .from(counted)
    .orderBy(counted.measure, counted.level, counted.kind, desc(counted.period))
}

/** A publication, and that it stands no more where that is so. */
export interface LedgerRow extends Publication {
  readonly withdrawal: Withdrawal | null
}

/** Every publication ever made, newest first, before the given number. */
export async function publications(tx: ScopedTx, first: number, before?: number): Promise<LedgerRow[]> {
  const rows = await tx.sql
    .select({ publication, withdrawal })
    .from(publication)
    .leftJoin(withdrawal, eq(withdrawal.publication, publication.number))
    .where(before === undefined ? undefined : sql`${publication.number} < ${before}`)
    .orderBy(desc(publication.number))
    .limit(first)
  return rows.map((row) => ({ ...row.publication, withdrawal: row.withdrawal }))
}

function figures(tx: ScopedTx) {
  return tx.sql
    .selectDistinctOn([...newestOfEach], {
      ...{ cell: publishedCell, policy: publication.policy, synthetic: publication.synthetic },
      revised: isRevised,
    })
    .from(publishedCell)
    .innerJoin(publication, eq(publication.number, publishedCell.publication))
    .$dynamic()
}

/** Whether a refresh says it, and no publication before that. */
const isRevised = sql<boolean>`${publication.kind} = 'refresh' and not exists (
  select 1 from published_cell before where before.publication < published_cell.publication
    and (before.measure, before.level, before.area, before.period)
      = (published_cell.measure, published_cell.level, published_cell.area, published_cell.period)
    and row(before.numerator, before.numerator_mark, before.denominator, before.denominator_mark) is not distinct from
      row(published_cell.numerator, published_cell.numerator_mark, published_cell.denominator, published_cell.denominator_mark))`

type Row = Awaited<ReturnType<typeof figures>>[number]

function figureOf({ cell, ...of }: Row): PublishedFigure {
  return { ...cellOf(cell), publication: cell.publication, ...of }
}
