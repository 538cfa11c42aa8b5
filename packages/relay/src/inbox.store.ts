import type { MemberId, MessageId, SubjectId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Place } from './outbox.store.ts'
import { handOverRequest, inboxPosition, inboxReceipt } from './relay.table.ts'

/** How far the subject has come, locked until this transaction ends; epoch 0 and seq 0 before its first message. */
export async function lockPosition(tx: ScopedTx, source: MemberId, subject: SubjectId): Promise<Place> {
  const [position] = await tx.sql
    .insert(inboxPosition)
    .values({ source, subject, epoch: 0, lastSeq: 0 })
    // an update that changes nothing, for its row lock
    .onConflictDoUpdate({ target: [inboxPosition.source, inboxPosition.subject], set: { subject: sql`excluded.subject` } })
    .returning({ epoch: inboxPosition.epoch, seq: inboxPosition.lastSeq })
  if (!position) throw new Error('An inbox position could not be locked.')
  return position
}

export async function movePosition(tx: ScopedTx, source: MemberId, subject: SubjectId, to: Place): Promise<void> {
  await tx.sql
    .update(inboxPosition)
    .set({ epoch: to.epoch, lastSeq: to.seq })
    .where(and(eq(inboxPosition.source, source), eq(inboxPosition.subject, subject)))
}

/** Who sent this id before, and with which body, if anyone did. */
export async function findReceipt(
  tx: ScopedTx,
  id: MessageId,
): Promise<{ source: MemberId; bodySha256: Uint8Array } | undefined> {
  const [receipt] = await tx.sql
    .select({ source: inboxReceipt.source, bodySha256: inboxReceipt.bodySha256 })
    .from(inboxReceipt)
    .where(eq(inboxReceipt.messageId, id))
  return receipt
}

/** False when the id has a receipt already. */
export async function insertReceipt(tx: ScopedTx, receipt: typeof inboxReceipt.$inferInsert): Promise<boolean> {
  const inserted = await tx.sql
    .insert(inboxReceipt)
    .values(receipt)
    .onConflictDoNothing()
    .returning({ messageId: inboxReceipt.messageId })
  return inserted.length === 1
}

/** Remembers a signed request by its id; false when it was seen before. Those received before `forgetBefore` are dropped. */
export async function firstSeen(
  tx: ScopedTx,
  request: typeof handOverRequest.$inferInsert,
  forgetBefore: typeof request.receivedAt,
): Promise<boolean> {
  await tx.sql.delete(handOverRequest).where(lt(handOverRequest.receivedAt, forgetBefore))
  const inserted = await tx.sql
    .insert(handOverRequest)
    .values(request)
    .onConflictDoNothing()
    .returning({ id: handOverRequest.id })
  return inserted.length === 1
}
