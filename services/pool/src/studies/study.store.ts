import { addMilliseconds, type Instant, type PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, count, desc, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { study } from './study.table.ts'
import type { Study, StudyFailure, StudyId, StudyState } from './study.ts'
import type { StudyKindName } from './study-kinds.ts'

/** Channel on which the pool is told that a study waits. */
export const STUDY_CHANNEL = 'oh_study'

/** The part of an input that is needed while it is computed and dropped with the end: rows of what happened. */
const PLAYED_ONLY = 'past'

const OPEN: StudyState[] = ['asked', 'running']
const { id, kind, input, askedBy, askedAt, state, attempts, leaseUntil, result, failedFor, finishedAt } = study
const columns = { id, kind, input, askedBy, askedAt, state, result, failedFor, finishedAt }

/** Lets people ask one after another, until the transaction ends, so that what is open is counted right. */
export async function lockAsking(tx: ScopedTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended('study', 0))`)
}

/** How many studies are under way: the person's own, and all that this transaction may see. */
export async function openStudies(tx: ScopedTx, person: PersonId): Promise<{ readonly own: number; readonly all: number }> {
  const [row] = await tx.sql
    .select({ all: count(), own: sql<number>`count(*) filter (where ${askedBy} = ${person})`.mapWith(Number) })
    .from(study)
    .where(inArray(state, OPEN))
  return row ?? { own: 0, all: 0 }
}

/** Keeps a study that was asked for, and wakes whoever runs it when this transaction commits. */
export async function saveStudy(
  tx: ScopedTx,
  asked: { readonly id: StudyId; readonly kind: StudyKindName; readonly input: unknown; readonly askedBy: PersonId },
): Promise<void> {
  await tx.sql.insert(study).values({ ...asked, askedAt: tx.now, state: 'asked' })
  await tx.sql.execute(sql`select pg_notify(${STUDY_CHANNEL}, '')`)
}

export async function findStudy(tx: ScopedTx, wanted: StudyId): Promise<Study | undefined> {
  const [row] = await tx.sql.select(columns).from(study).where(eq(id, wanted))
  return row
}

/** Studies of a kind, the newest first. */
export function studiesOf(
  tx: ScopedTx,
  wanted: StudyKindName,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<Study[]> {
  const [afterAt = '', afterId = ''] = page.after ?? []
  return tx.sql
    .select(columns)
    .from(study)
    .where(and(eq(kind, wanted), page.after && sql`(${askedAt}, ${id}) < (${afterAt}::timestamptz, ${afterId}::uuid)`))
    .orderBy(desc(askedAt), desc(id))
    .limit(page.first + 1)
}

/** A study as whoever runs it holds it. */
export interface BegunStudy extends Study {
  readonly attempts: number
}

/** Begins the study that waits longest, or one whose runner is gone, and holds it for so long; undefined when none waits. */
export async function beginNext(tx: ScopedTx, holdMs: number): Promise<BegunStudy | undefined> {
  const abandoned = and(eq(state, 'running'), isNotNull(leaseUntil), lt(leaseUntil, tx.now))
  const [next] = await tx.sql
    .select({ ...columns, attempts })
    .from(study)
    .where(or(eq(state, 'asked'), abandoned))
    .orderBy(asc(askedAt), asc(id))
    .limit(1)
    .for('update', { skipLocked: true })
  if (!next) return undefined
  const begun = { state: 'running' as const, attempts: next.attempts + 1, leaseUntil: addMilliseconds(tx.now, holdMs) }
  await tx.sql.update(study).set(begun).where(eq(id, next.id))
  return { ...next, ...begun }
}

/** Ends a study that this attempt still holds; what somebody else has begun since stays his. */
export async function endStudy(
  tx: ScopedTx,
  { id: of, attempts: attempt }: Pick<BegunStudy, 'id' | 'attempts'>,
  end: { readonly result: unknown } | { readonly failedFor: StudyFailure },
): Promise<void> {
  const ended: { state: StudyState; finishedAt: Instant } = { state: 'result' in end ? 'done' : 'failed', finishedAt: tx.now }
  await tx.sql
    .update(study)
    // what was only there to be played is not kept
    .set({ ...ended, ...end, leaseUntil: null, input: sql`${input} - ${PLAYED_ONLY}::text` })
    .where(and(eq(id, of), eq(state, 'running'), eq(attempts, attempt)))
}

/** Gives a study back that was not computed because the pool stops; it does not count as an attempt. */
export async function giveBack(tx: ScopedTx, { id: of, attempts: attempt }: Pick<BegunStudy, 'id' | 'attempts'>): Promise<void> {
  await tx.sql
    .update(study)
    .set({ state: 'asked', attempts: attempt - 1, leaseUntil: null })
    .where(and(eq(id, of), eq(state, 'running'), eq(attempts, attempt)))
}
