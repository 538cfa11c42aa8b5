import type { EscalationId, OpinionId } from '@oh/kernel'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { awaitingOpinion } from './awaiting.table.ts'

export type AwaitingRow = typeof awaitingOpinion.$inferSelect

export async function saveAwaiting(tx: ScopedTx, row: typeof awaitingOpinion.$inferInsert): Promise<void> {
  await tx.sql.insert(awaitingOpinion).values(row)
}

/** What was last written and waits or was sent back, for its author and supervisor. */
export async function awaitingFor(tx: ScopedTx, escalationId: EscalationId): Promise<AwaitingRow | undefined> {
  const [found] = await tx.sql
    .select()
    .from(awaitingOpinion)
    .where(and(eq(awaitingOpinion.escalationId, escalationId), inArray(awaitingOpinion.state, ['waiting', 'sent-back'])))
    .orderBy(desc(awaitingOpinion.writtenAt), desc(awaitingOpinion.id))
    .limit(1)
  return found
}

/** Which of these are back with their trainee, for author and supervisor. Those whose opinion is written anew are not. */
export async function sentBackAmong(tx: ScopedTx, ids: readonly EscalationId[]): Promise<ReadonlySet<EscalationId>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.sql
    .selectDistinctOn([awaitingOpinion.escalationId], { id: awaitingOpinion.escalationId, state: awaitingOpinion.state })
    .from(awaitingOpinion)
    .where(inArray(awaitingOpinion.escalationId, [...ids]))
    .orderBy(awaitingOpinion.escalationId, desc(awaitingOpinion.writtenAt), desc(awaitingOpinion.id))
  return new Set(rows.filter(({ state }) => state === 'sent-back').map(({ id }) => id))
}

export async function sendBackAwaiting(tx: ScopedTx, id: OpinionId, comment: Uint8Array): Promise<void> {
  await actingAs(tx, 'routing', () =>
    tx.sql.update(awaitingOpinion).set({ state: 'sent-back', comment, endedAt: tx.now }).where(eq(awaitingOpinion.id, id)),
  )
}

/** Nothing waits any more: the words and the key that any other copy would need are gone. */
export async function endAwaiting(tx: ScopedTx, escalationId: EscalationId, state: 'countersigned' | 'closed'): Promise<void> {
  await actingAs(tx, 'routing', () =>
    tx.sql
      .update(awaitingOpinion)
      .set({ state, recordKey: null, words: null, comment: null, endedAt: tx.now })
      .where(and(eq(awaitingOpinion.escalationId, escalationId), inArray(awaitingOpinion.state, ['waiting', 'sent-back']))),
  )
}
