import type { MemberId, Month, SeriesId, SubmissionId, TrustCode } from '@oh/kernel'
import { type Count, findMeasure } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq, inArray, notExists, sql } from 'drizzle-orm'
import type { Contribution } from '../publications/make-cells.ts'
import { notReplaced } from '../publications/publication.store.ts'
import { countedSubmission, publication } from '../publications/publication.table.ts'
import type { Sender } from '../publications/who-knows.ts'
import { type NewGridCount, saveGrids } from './grid.store.ts'
import { submission, submissionCount } from './submission.table.ts'

export type NewSubmission = Omit<typeof submission.$inferInsert, 'receivedAt'> & {
  readonly counts: readonly (Count & { readonly measure: string; readonly version: number })[]
  /** How the counts are made up; empty where the service does not say. */
  readonly grid: readonly NewGridCount[]
}

/** False when the service sent this restatement before. */
export async function saveSubmission(tx: ScopedTx, { counts, grid, ...row }: NewSubmission): Promise<boolean> {
  const saved = await tx.sql
    .insert(submission)
    .values({ ...row, receivedAt: tx.now })
    .onConflictDoNothing()
    .returning({ id: submission.id })
  if (saved.length === 0) return false
  await tx.sql.insert(submissionCount).values(counts.map((count) => ({ submissionId: row.id, ...count })))
  await saveGrids(tx, [{ id: row.id, grid }])
  return true
}

const ROWS_AT_ONCE = 1_000

/** Many at once; what was sent before is left as it is. */
export async function saveSubmissions(tx: ScopedTx, all: readonly NewSubmission[]): Promise<void> {
  const rows = all.map(({ counts: _counts, grid: _grid, ...row }) => ({ ...row, receivedAt: tx.now }))
  const counts = all.flatMap((row) => row.counts.map((count) => ({ submissionId: row.id, ...count })))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.sql
      .insert(submission)
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .onConflictDoNothing()
  for (let from = 0; from < counts.length; from += ROWS_AT_ONCE)
    await tx.sql
      .insert(submissionCount)
      .values(counts.slice(from, from + ROWS_AT_ONCE))
      .onConflictDoNothing()
  await saveGrids(tx, all)
}

/**
 * `standing`: what the published figures of a month were made of and, before it is published, what came in last.
 * `newest`: what came in last, published or not, which is what a refresh counts.
 */
export type WhatCounts = 'standing' | 'newest'

/** The submissions that count of these months, by service, employer and month: a made-up month gives way to a real one. */
export async function counting(tx: ScopedTx, months: readonly Month[], what: WhatCounts = 'standing') {
  const counted = what === 'standing' ? await countedOf(tx, months) : []
  const published = new Set(counted.map(({ month }) => month))
  const last = await newestOf(
    tx,
    months.filter((month) => !published.has(month)),
  )
  const real = new Set(last.filter(({ synthetic }) => !synthetic).map(keyOf))
  const rows = [...counted, ...last.filter((row) => !row.synthetic || !real.has(keyOf(row)))]
  return rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

const placeOf = ({ service, employer, month }: typeof submission.$inferSelect) => `${service} ${employer} ${month}`

/** What the last publication that counted anything of each month has counted; nothing of a month that is not published. */
async function countedOf(tx: ScopedTx, months: readonly Month[]) {
  if (months.length === 0) return []
  const rows = await tx.sql
    .select({ row: submission, publication: countedSubmission.publication })
    .from(countedSubmission)
    .innerJoin(submission, eq(submission.id, countedSubmission.submission))
    .innerJoin(publication, eq(publication.number, countedSubmission.publication))
    .where(and(inArray(countedSubmission.month, [...months]), notReplaced(tx)))
  const last = new Map<Month, number>()
  for (const { row, publication: number } of rows) last.set(row.month, Math.max(number, last.get(row.month) ?? 0))
  return rows.flatMap(({ row, publication: number }) => (last.get(row.month) === number ? [row] : []))
}

/** What each service sent last of each employer's month. */
async function newestOf(tx: ScopedTx, months: readonly Month[]) {
  if (months.length === 0) return []
  return tx.sql
    .selectDistinctOn([submission.service, submission.employer, submission.month])
    .from(submission)
    .where(inArray(submission.month, [...months]))
    .orderBy(submission.service, submission.employer, submission.month, desc(submission.restatement))
}

/** That each employer's month came in, by the restatement that counts; no figure. */
export async function receivedOf(tx: ScopedTx, month: Month) {
  const rows = await newestOf(tx, [month])
  return rows.map(({ employer, restatement, receivedAt, synthetic }) => ({ employer, restatement, receivedAt, synthetic }))
}

/** The submissions that count of these months, by id: what a publication of them is made of. */
export async function countingIds(
  tx: ScopedTx,
  months: readonly Month[],
  what: WhatCounts = 'standing',
): Promise<SubmissionId[]> {
  return (await counting(tx, months, what)).map(({ id }) => id)
}

/** Keeps which submissions a publication has counted, for good. */
export async function saveCounted(tx: ScopedTx, number: number, ids: readonly SubmissionId[]): Promise<void> {
  await tx.sql.execute(sql`insert into ${countedSubmission} (publication, month, submission)
    select ${number}::int, month, id from ${submission} where id = any(${sql.param([...ids])}::uuid[])`)
}

/** What came in of these published months after they were published: a refresh counts it, and nothing before that does. */
export async function waitingForRefresh(tx: ScopedTx, months: readonly Month[]) {
  const counted = await countedOf(tx, months)
  const published = new Set(counted.map(({ month }) => month))
  const known = new Set(counted.map(({ id }) => id))
  const last = await counting(
    tx,
    months.filter((month) => published.has(month)),
    'newest',
  )
  return last.filter(({ id }) => !known.has(id))
}

/** What services sent themselves of these months that counts now, and that no publication has counted before. */
export async function sentByServices(tx: ScopedTx, months: readonly Month[], what: WhatCounts) {
  const known = new Set((await countedOf(tx, months)).map(({ id }) => id))
  const rows = await counting(tx, months, what)
  return rows.flatMap(({ id, service, series, month }) =>
    series === null || known.has(id) ? [] : [{ id, service, series, month }],
  )
}

/** Which months of which employers each service has sent itself, counted or not; made-up ones are nobody's. */
export async function sendersOf(tx: ScopedTx, months: readonly Month[]): Promise<Sender[]> {
  return tx.sql
    .selectDistinct({ service: submission.service, employer: submission.employer, month: submission.month })
    .from(submission)
    .where(and(inArray(submission.month, [...months]), eq(submission.synthetic, false)))
    .orderBy(submission.service, submission.employer, submission.month)
}

export interface StandingMonths {
  readonly contributions: readonly Contribution[]
  /** Some of it is made up. */
  readonly synthetic: boolean
}

/**
 * What stands in the exact store for these months: one contribution for each employer and month, all its services
 * together, under the highest floor that one of them asks for. A made-up month gives way to a real one.
 */
export async function standingMonths(tx: ScopedTx, months: readonly Month[], what?: WhatCounts): Promise<StandingMonths> {
  const rows = await counting(tx, months, what)
  const counts = await countsOf(
    tx,
    rows.map(({ id }) => id),
  )
  const merged = new Map<string, Contribution & { counts: Map<string, Count> }>()
  for (const row of rows) {
    const known = merged.get(keyOf(row)) ?? { employer: row.employer, month: row.month, floor: row.floor, counts: new Map() }
    merged.set(keyOf(row), {
      ...known,
      floor: Math.max(known.floor, row.floor),
      counts: together(known.counts, counts.get(row.id) ?? []),
    })
  }
  return { contributions: [...merged.values()], synthetic: rows.some(({ synthetic }) => synthetic) }
}

/** Whether some of what counts of these months is made up. */
export async function isSynthetic(tx: ScopedTx, months: readonly Month[], what?: WhatCounts): Promise<boolean> {
  return (await counting(tx, months, what)).some(({ synthetic }) => synthetic)
}

/** The employers of which a month has come in. */
export async function employersSent(tx: ScopedTx, month: Month): Promise<ReadonlySet<TrustCode>> {
  const rows = await tx.sql.selectDistinct({ employer: submission.employer }).from(submission).where(eq(submission.month, month))
  return new Set(rows.map(({ employer }) => employer))
}

/** Whose figures each series is about; one of which nothing was ever taken in has no row. */
export async function employersOfSeries(tx: ScopedTx, series: readonly SeriesId[]): Promise<ReadonlyMap<SeriesId, TrustCode>> {
  if (series.length === 0) return new Map()
  const rows = await tx.sql
    .selectDistinct({ series: submission.series, employer: submission.employer })
    .from(submission)
    .where(inArray(submission.series, [...series]))
  return new Map(rows.flatMap((row) => (row.series === null ? [] : [[row.series, row.employer] as const])))
}

/** Every month of which anything has come in and that is not published, the earliest first. */
export async function monthsUnpublished(tx: ScopedTx): Promise<Month[]> {
  const published = tx.sql
    .select({ number: publication.number })
    .from(publication)
    .where(and(eq(publication.month, submission.month), notReplaced(tx)))
  const rows = await tx.sql
    .selectDistinct({ month: submission.month })
    .from(submission)
    .where(notExists(published))
    .orderBy(submission.month)
  return rows.map(({ month }) => month)
}

/** The restatement a service last sent of an employer's month; 0 for none. */
export async function lastRestatement(tx: ScopedTx, service: MemberId, employer: TrustCode, month: Month): Promise<number> {
  const [row] = await tx.sql
    .select({ restatement: submission.restatement })
    .from(submission)
    .where(and(eq(submission.service, service), eq(submission.employer, employer), eq(submission.month, month)))
    .orderBy(desc(submission.restatement))
    .limit(1)
  return row?.restatement ?? 0
}

export const keyOf = ({ employer, month }: { readonly employer: TrustCode; readonly month: Month }) => `${employer} ${month}`

/** Counts under the definitions of today: those under an earlier version are another measure. */
export async function countsOf(tx: ScopedTx, ids: readonly SubmissionId[]) {
  const found = new Map<SubmissionId, (Count & { readonly measure: string })[]>()
  if (ids.length === 0) return found
  for (const row of await tx.sql
    .select()
    .from(submissionCount)
    .where(inArray(submissionCount.submissionId, [...ids])))
    if (findMeasure(row.measure)?.version === row.version)
      found.set(row.submissionId, [...(found.get(row.submissionId) ?? []), row])
  return found
}

function together(
  known: ReadonlyMap<string, Count>,
  more: readonly (Count & { readonly measure: string })[],
): Map<string, Count> {
  const sums = new Map(known)
  for (const { measure, numerator, denominator } of more) {
    const before = sums.get(measure) ?? { numerator: 0, denominator: 0 }
    sums.set(measure, { numerator: before.numerator + numerator, denominator: before.denominator + denominator })
  }
  return sums
}
