import type { Month, SubmissionId, TrustCode } from '@oh/kernel'
import type { SubmissionAnsweredV1, SubmissionPublishedV1, SubmissionWaitsV1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { submission } from './submission.table.ts'

export type SubmissionRow = typeof submission.$inferSelect

/** Lets one person at a time sign off an employer's month, until the transaction ends. */
export async function lockMonth(tx: ScopedTx, employer: TrustCode, month: Month): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`submission ${employer} ${month}`}, 0))`)
}

export async function insertSubmission(tx: ScopedTx, row: typeof submission.$inferInsert): Promise<void> {
  await tx.sql.insert(submission).values(row)
}

/** Everything that was signed off for these months, the earliest first. */
export async function submissionsOf(tx: ScopedTx, months: readonly Month[], employer?: TrustCode): Promise<SubmissionRow[]> {
  return tx.sql
    .select()
    .from(submission)
    .where(and(inArray(submission.month, [...months]), employer === undefined ? undefined : eq(submission.employer, employer)))
    .orderBy(asc(submission.signedOffAt), asc(submission.restatement))
}

/** The latest earlier month of an employer that was not refused. */
export async function submissionBefore(tx: ScopedTx, employer: TrustCode, month: Month): Promise<SubmissionRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(submission)
    .where(
      and(
        eq(submission.employer, employer),
        lt(submission.month, month),
        or(isNull(submission.ruling), ne(submission.ruling, 'refused')),
      ),
    )
    .orderBy(desc(submission.month), desc(submission.restatement))
    .limit(1)
  return row
}

/** False when this service signed off no such submission. */
export async function saveAnswer(tx: ScopedTx, { submissionId, ...answer }: SubmissionAnsweredV1): Promise<boolean> {
  return isChanged(tx, submissionId, answer)
}

/** False when this service signed off no such submission. */
export async function savePublished(
  tx: ScopedTx,
  { submissionId, publication, publishedAt }: SubmissionPublishedV1,
): Promise<boolean> {
  return isChanged(tx, submissionId, { publication, publishedAt })
}

/** False when this service signed off no such submission. */
export async function saveWaiting(
  tx: ScopedTx,
  { submissionId, year, publication, publishedAt }: SubmissionWaitsV1,
): Promise<boolean> {
  return isChanged(tx, submissionId, { waitsFor: year, waitsBehind: publication, waitsSince: publishedAt })
}

async function isChanged(tx: ScopedTx, id: SubmissionId, change: Partial<SubmissionRow>): Promise<boolean> {
  const changed = await tx.sql.update(submission).set(change).where(eq(submission.id, id)).returning({ id: submission.id })
  return changed.length > 0
}
