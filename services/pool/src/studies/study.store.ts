import { addMilliseconds, type Instant, type PersonId } from '@oh/kernel'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { and, asc, count, desc, eq, inArray, isNotNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { study, studyPast } from './study.table.ts'
import type { Study, StudyFailure, StudyId, StudyState } from './study.ts'
import type { StudyKindName } from './study-kinds.ts'

/** Channel on which the pool is told that a study waits. */
export const STUDY_CHANNEL = 'oh_study'

/** The part of an input that is kept apart and dropped with the end: rows of what happened. */
const PLAYED_ONLY = 'past'

const withoutCounts = sql`${study.input} @> '{"restsOnCounts": false}'`

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
  const { past, input } = apart(asked.input)
  await tx.sql.insert(study).values({ ...asked, input, askedAt: tx.now, state: 'asked' })
  if (past !== undefined) await actingAs(tx, 'studying', () => tx.sql.insert(studyPast).values({ studyId: asked.id, past }))
  await tx.sql.execute(sql`select pg_notify(${STUDY_CHANNEL}, '')`)
}

/** An input without what it is played on, and that. */
function apart(given: unknown): { readonly input: unknown; readonly past: unknown } {
  if (typeof given !== 'object' || given === null || !(PLAYED_ONLY in given)) return { input: given, past: undefined }
  const { [PLAYED_ONLY]: past, ...input } = given
  return { input, past }
}

export async function findStudy(tx: ScopedTx, wanted: StudyId): Promise<Study | undefined> {
  const [row] = await tx.sql.select(columns).from(study).where(eq(id, wanted))
  return row
}

/** Whether a study rests on counts of people: any that does not say it does not. */
export const restsOnCounts = ({ input: given }: Study): boolean =>
  !(typeof given === 'object' && given !== null && 'restsOnCounts' in given && given.restsOnCounts === false)

/** Studies of a kind, the newest first; without counts, those alone that rest on no counts of people. */
export function studiesOf(
  tx: ScopedTx,
  wanted: StudyKindName,
  page: { readonly first: number; readonly after?: readonly string[]; readonly withCounts: boolean },
): Promise<Study[]> {
  const [afterAt = '', afterId = ''] = page.after ?? []
  return tx.sql
    .select(columns)
    .from(study)
    .where(
      and(
        eq(kind, wanted),
        page.withCounts ? undefined : withoutCounts,
        page.after && sql`(${askedAt}, ${id}) < (${afterAt}::timestamptz, ${afterId}::uuid)`,
      ),
    )
    .orderBy(desc(askedAt), desc(id))
    .limit(page.first + 1)
}

/** A study as whoever runs it holds it. */
export interface BegunStudy extends Study {
  readonly attempts: number
}

/** Drops what ended studies were played on, where a pool of an earlier version ended them and left it behind. */
export async function dropPastOfEnded(tx: ScopedTx): Promise<void> {
  const ended = tx.sql.select({ id }).from(study).where(notInArray(state, OPEN))
  await tx.sql.delete(studyPast).where(inArray(studyPast.studyId, ended))
}

/** Begins the study that waits longest, or one whose runner is gone, and holds it for so long; undefined when none waits. */
export async function beginNext(tx: ScopedTx, holdMs: number): Promise<BegunStudy | undefined> {
  const abandoned = and(eq(state, 'running'), isNotNull(leaseUntil), lt(leaseUntil, tx.now))
  const [next] = await tx.sql
    .select({ ...columns, attempts, past: studyPast.past })
    .from(study)
    .leftJoin(studyPast, eq(studyPast.studyId, id))
    .where(or(eq(state, 'asked'), abandoned))
    .orderBy(asc(askedAt), asc(id))
    .limit(1)
    .for('update', { of: study, skipLocked: true })
  if (!next) return undefined
  const begun = { state: 'running' as const, attempts: next.attempts + 1, leaseUntil: addMilliseconds(tx.now, holdMs) }
  await tx.sql.update(study).set(begun).where(eq(id, next.id))
  const { past, ...row } = next
  const whole = past === null ? row.input : { ...(row.input as object), [PLAYED_ONLY]: past }
  return { ...row, input: whole, ...begun }
}

/** Ends a study that this attempt still holds; what somebody else has begun since stays his. */
export async function endStudy(
  tx: ScopedTx,
  { id: of, attempts: attempt }: Pick<BegunStudy, 'id' | 'attempts'>,
  end: { readonly result: unknown } | { readonly failedFor: StudyFailure },
): Promise<void> {
  const ended: { state: StudyState; finishedAt: Instant } = { state: 'result' in end ? 'done' : 'failed', finishedAt: tx.now }
  const [over] = await tx.sql
    .update(study)
    // in one asked of an earlier version it stood in the input
    .set({ ...ended, ...end, leaseUntil: null, input: sql`${input} - ${PLAYED_ONLY}::text` })
    .where(and(eq(id, of), eq(state, 'running'), eq(attempts, attempt)))
    .returning({ id })
  if (over) await tx.sql.delete(studyPast).where(eq(studyPast.studyId, over.id))
}

/** Gives a study back that was not computed because the pool stops; it does not count as an attempt. */
export async function giveBack(tx: ScopedTx, { id: of, attempts: attempt }: Pick<BegunStudy, 'id' | 'attempts'>): Promise<void> {
  await tx.sql
    .update(study)
    .set({ state: 'asked', attempts: attempt - 1, leaseUntil: null })
    .where(and(eq(id, of), eq(state, 'running'), eq(attempts, attempt)))
}
