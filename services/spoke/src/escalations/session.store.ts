import type { BookingId, EscalationId, Instant } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { specialistSession } from './session.table.ts'

export type SessionRow = typeof specialistSession.$inferSelect

export async function insertSession(tx: ScopedTx, row: typeof specialistSession.$inferInsert): Promise<void> {
  await tx.sql.insert(specialistSession).values(row)
}

/** The session of that escalation, held until the transaction ends. */
export async function lockSession(tx: ScopedTx, escalationId: EscalationId, id: BookingId): Promise<SessionRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(specialistSession)
    .where(and(eq(specialistSession.id, id), eq(specialistSession.escalationId, escalationId)))
    .for('update')
  return row
}

export async function cancelSession(tx: ScopedTx, id: BookingId, cancelled: { reason: string; at: Instant }): Promise<void> {
  await tx.sql
    .update(specialistSession)
    .set({ state: 'cancelled', reason: cancelled.reason, cancelledAt: cancelled.at })
    .where(eq(specialistSession.id, id))
}

/** What became of a session. */
export async function endSession(tx: ScopedTx, id: BookingId, state: SessionRow['state']): Promise<void> {
  await tx.sql.update(specialistSession).set({ state }).where(eq(specialistSession.id, id))
}

/** Every session of these escalations that the caller may see, the latest first. */
export async function sessionsOf(tx: ScopedTx, escalations: readonly EscalationId[]): Promise<SessionRow[]> {
  if (escalations.length === 0) return []
  return tx.sql
    .select()
    .from(specialistSession)
    .where(inArray(specialistSession.escalationId, [...escalations]))
    .orderBy(desc(specialistSession.startsAt), desc(specialistSession.id))
}
