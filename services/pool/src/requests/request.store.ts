import { createHash } from 'node:crypto'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, sql } from 'drizzle-orm'
import type { Caller } from '../context.ts'
import { requestOnce } from './request.table.ts'

/** One form as it was sent. */
export interface Submission {
  /** Made with the form; the same when it is sent twice. */
  readonly key: string
  readonly operation: string
  readonly input: unknown
}

/** Lets the same form of the same person in one at a time, until the transaction ends. */
export async function lockRequest(tx: ScopedTx, { person }: Caller, { key }: Submission): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${person} ${key}`}, 0))`)
}

/** What came of this form before, and whether it said the same then. */
export async function findRequest(
  tx: ScopedTx,
  { person }: Caller,
  submission: Submission,
): Promise<{ resultId: string; sameInput: boolean } | undefined> {
  const [found] = await tx.sql
    .select()
    .from(requestOnce)
    .where(and(eq(requestOnce.person, person), eq(requestOnce.key, submission.key)))
  return found && { resultId: found.resultId, sameInput: Buffer.from(found.inputHash).equals(hashOf(submission)) }
}

export async function rememberRequest(tx: ScopedTx, { person }: Caller, submission: Submission, resultId: string): Promise<void> {
  const { key, operation } = submission
  await tx.sql.insert(requestOnce).values({ person, key, operation, inputHash: hashOf(submission), resultId, at: tx.now })
}

/** Over the random key too, so that short texts cannot be guessed from it. */
function hashOf({ key, operation, input }: Submission): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify([key, operation, input]))
    .digest()
}
