import type { GridShape, Level, Suppression } from '@oh/disclosure'
import { addMilliseconds, type Month, type PersonId } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { cellOf, shownColumns } from '../publications/cell-columns.ts'
import type { PreparedCell } from '../publications/prepared-cells.ts'
import type { PublicationKind } from '../publications/publication.table.ts'
import type { ToPublish } from '../publications/publish.ts'
import type { PopulationReport } from '../publications/weigh-years.ts'
import { preparation, preparedCell } from './preparation.table.ts'
import type { Preparation, PreparationId, PreparationState, PreparedCellsAsk } from './preparation.ts'

/** Channel on which the rollup is told that a preparation waits. */
export const PREPARATION_CHANNEL = 'oh_preparation'

const OPEN: PreparationState[] = ['pending', 'running']
const { id, kind, month, state, preparedBy, preparedByName, askedAt, finishedAt, inputs, reasons, report, publishedAs } =
  preparation
const columns = { id, kind, month, state, preparedBy, preparedByName, askedAt, finishedAt, inputs, reasons, report, publishedAs }
const { attempts, leaseUntil } = preparation
const ROWS_AT_ONCE = 1_000

/** Keeps a preparation that was asked for, and wakes whoever makes it when this transaction commits. */
export async function savePreparation(
  tx: ScopedTx,
  asked: {
    readonly id: PreparationId
    readonly kind: PublicationKind
    readonly month: Month
    readonly preparedBy: PersonId
    readonly preparedByName: string
  },
): Promise<void> {
  await tx.sql.insert(preparation).values({ ...asked, askedAt: tx.now, state: 'pending' })
  await tx.sql.execute(sql`select pg_notify(${PREPARATION_CHANNEL}, '')`)
}

export async function findPreparation(tx: ScopedTx, wanted: PreparationId): Promise<Preparation | undefined> {
  const [row] = await tx.sql.select(columns).from(preparation).where(eq(id, wanted))
  return row
}

/** The preparation of this that was asked for last and that has not become a publication. */
export async function latestPreparationOf(tx: ScopedTx, of: ToPublish): Promise<Preparation | undefined> {
  const [row] = await tx.sql
    .select(columns)
    .from(preparation)
    .where(and(eq(kind, of.kind), eq(month, of.month), isNull(publishedAs)))
    .orderBy(desc(askedAt), desc(id))
    .limit(1)
  return row
}

/** Preparations, the newest first; one more than asked for when there are more. */
export function preparationsOf(
  tx: ScopedTx,
  page: { readonly first: number; readonly after?: { readonly at: string; readonly id: string } | undefined },
): Promise<Preparation[]> {
  return tx.sql
    .select(columns)
    .from(preparation)
    .where(page.after && sql`(${askedAt}, ${id}) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`)
    .orderBy(desc(askedAt), desc(id))
    .limit(page.first + 1)
}

/** A preparation as whoever makes it holds it. */
export interface BegunPreparation extends Preparation {
  readonly attempts: number
}

/** Begins the one that waits longest, or one whose maker is gone, and holds it for so long; undefined when none waits. */
export async function beginNext(tx: ScopedTx, holdMs: number): Promise<BegunPreparation | undefined> {
  const abandoned = and(eq(state, 'running'), isNotNull(leaseUntil), lt(leaseUntil, tx.now))
  const [next] = await tx.sql
    .select({ ...columns, attempts })
    .from(preparation)
    .where(or(eq(state, 'pending'), abandoned))
    .orderBy(asc(askedAt), asc(id))
    .limit(1)
    .for('update', { skipLocked: true })
  if (!next) return undefined
  const begun = { state: 'running' as const, attempts: next.attempts + 1, leaseUntil: addMilliseconds(tx.now, holdMs) }
  await tx.sql.update(preparation).set(begun).where(eq(id, next.id))
  return { ...next, ...begun }
}

export type PreparationEnd =
  | {
      readonly state: 'ready'
      readonly inputs: string
      readonly cells: readonly PreparedCell[]
      readonly report: readonly PopulationReport[]
    }
  | { readonly state: 'refused'; readonly reasons: readonly string[] }

/** Ends a preparation that this attempt still holds; what somebody else has begun since stays his: false then. */
export async function endPreparation(tx: ScopedTx, begun: BegunPreparation, end: PreparationEnd): Promise<boolean> {
  const more = end.state === 'ready' ? { inputs: end.inputs, report: end.report } : { reasons: end.reasons }
  const held = await tx.sql
    .update(preparation)
    .set({ state: end.state, finishedAt: tx.now, leaseUntil: null, ...more })
    .where(isHeld(begun))
    .returning({ id })
  if (held.length === 0) return false
  if (end.state !== 'ready') return true
  const rows = end.cells.map((cell) => ({
    preparation: begun.id,
    ...shownColumns(cell),
    numeratorWhy: cell.why.numerator ?? null,
    denominatorWhy: cell.why.denominator ?? null,
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.sql.insert(preparedCell).values(rows.slice(from, from + ROWS_AT_ONCE))
  return true
}

/** Gives one back that was not made because the rollup stops; it does not count as an attempt. */
export async function giveBack(tx: ScopedTx, begun: BegunPreparation): Promise<void> {
  await tx.sql
    .update(preparation)
    .set({ state: 'pending', attempts: begun.attempts - 1, leaseUntil: null })
    .where(isHeld(begun))
}

const isHeld = ({ id: of, attempts: attempt }: Pick<BegunPreparation, 'id' | 'attempts'>) =>
  and(eq(id, of), eq(state, 'running'), eq(attempts, attempt))

/** Whether any preparation waits or is being made. */
export async function isAnyOpen(tx: ScopedTx): Promise<boolean> {
  const rows = await tx.sql.select({ id }).from(preparation).where(inArray(state, OPEN)).limit(1)
  return rows.length > 0
}

export async function markPublished(tx: ScopedTx, of: PreparationId, number: number): Promise<void> {
  await tx.sql.update(preparation).set({ publishedAs: number }).where(eq(id, of))
}

/** Every figure of a preparation. */
export async function cellsOf(tx: ScopedTx, of: PreparationId): Promise<PreparedCell[]> {
  return (await tx.sql.select().from(preparedCell).where(eq(preparedCell.preparation, of))).map(preparedOf)
}

/** Some figures of a preparation that are divided by nothing, by measure, level, period and area, after the given one. */
export async function somePreparedCells(tx: ScopedTx, of: PreparationId, ask: PreparedCellsAsk): Promise<PreparedCell[]> {
  const { period, area, numeratorMark, denominatorMark } = preparedCell
  const rows = await tx.sql
    .select()
    .from(preparedCell)
    .where(
      and(
        eq(preparedCell.preparation, of),
        eq(preparedCell.measure, ask.measure),
        eq(preparedCell.level, ask.level),
        eq(preparedCell.staffGroup, ''),
        eq(preparedCell.reasonGroup, ''),
        ask.hiddenOnly ? or(eq(numeratorMark, 'c'), eq(denominatorMark, 'c')) : undefined,
        ask.after && sql`(${period}, ${area}) > (${ask.after[0]}, ${ask.after[1]})`,
      ),
    )
    .orderBy(asc(period), asc(area))
    .limit(ask.first + 1)
  return rows.map(preparedOf)
}

/** How many parts of figures are shown and hidden, and why, by measure, grid, level and length of period. */
export interface Tally {
  readonly measure: MeasureId
  /** Of which grid the figures are; null for those divided by nothing. */
  readonly shape: GridShape | null
  readonly level: Level
  readonly kind: 'month' | 'quarter' | 'year'
  /** Figures with a contributor. */
  readonly cells: number
  readonly shown: number
  readonly primary: number
  readonly secondary: number
}

/** What would be gained by a coarser grain is read off here: the same measure at a longer period or a higher level. */
export async function tallyOf(tx: ScopedTx, of: PreparationId): Promise<Tally[]> {
  const rows = await tx.sql.execute<{ [Key in keyof Tally]: Tally[Key] }>(sql`
    select measure, case when staff_group <> '' and reason_group <> '' then 'both' when staff_group <> '' then 'staff-group'
        when reason_group <> '' then 'reason-group' end as shape, level, case when period not like '%/%' then 'month' when period like '%Q%' then 'quarter' else 'year' end as kind,
      count(*)::int as cells, count(*) filter (where numerator is not null and denominator is not null)::int as shown,
      count(*) filter (where 'primary' in (numerator_why, denominator_why))::int as primary,
      count(*) filter (where 'secondary' in (numerator_why, denominator_why)
        and coalesce(numerator_why, '') <> 'primary' and coalesce(denominator_why, '') <> 'primary')::int as secondary
    from ${preparedCell} where preparation = ${of} and contributors > 0
    group by 1, 2, 3, 4 order by 1, 2 nulls first, 3, 4`)
  return [...rows]
}

function preparedOf(row: typeof preparedCell.$inferSelect): PreparedCell {
  return { ...cellOf(row), why: whyOf(row.numeratorWhy, row.denominatorWhy) }
}

function whyOf(numerator: Suppression | null, denominator: Suppression | null): PreparedCell['why'] {
  return { ...(numerator && { numerator }), ...(denominator && { denominator }) }
}
