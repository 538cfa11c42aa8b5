import { type EscalationId, isUuid, type OpinionId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { eq } from 'drizzle-orm'
import { escalation, escalationExclusion, escalationReason, opinion } from './escalation.table.ts'

export type EscalationRow = typeof escalation.$inferSelect
export type ReasonRow = typeof escalationReason.$inferSelect
export type ExclusionRow = typeof escalationExclusion.$inferSelect
export type OpinionRow = typeof opinion.$inferSelect

/** The escalation, held against every other change until the transaction ends. */
export async function lockEscalation(tx: ScopedTx, id: string): Promise<EscalationRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(escalation)
    .where(eq(escalation.id, id as EscalationId))
    .for('update')
  return row
}

export async function insertEscalation(tx: ScopedTx, row: typeof escalation.$inferInsert): Promise<void> {
  await tx.sql.insert(escalation).values(row)
}

export async function insertReasons(tx: ScopedTx, rows: readonly ReasonRow[]): Promise<void> {
  if (rows.length > 0) await tx.sql.insert(escalationReason).values([...rows])
}

export async function insertExclusions(tx: ScopedTx, rows: readonly ExclusionRow[]): Promise<void> {
  if (rows.length > 0) await tx.sql.insert(escalationExclusion).values([...rows])
}

export async function updateEscalation(tx: ScopedTx, id: EscalationId, change: Partial<EscalationRow>): Promise<void> {
  await tx.sql.update(escalation).set(change).where(eq(escalation.id, id))
}

export async function insertOpinion(tx: ScopedTx, row: typeof opinion.$inferInsert): Promise<void> {
  await tx.sql.insert(opinion).values(row)
}

/** Keeps what was done about an opinion, and ends what its escalation had opened to the specialist. */
export async function markOpinionActedOn(
  tx: ScopedTx,
  id: OpinionId,
  acted: Pick<OpinionRow, 'actedAt' | 'actedBy' | 'actedByName' | 'acted'>,
): Promise<void> {
  const [row] = await tx.sql
    .update(opinion)
    .set(acted)
    .where(eq(opinion.id, id))
    .returning({ escalationId: opinion.escalationId })
  if (row) await updateEscalation(tx, row.escalationId, { actedOnAt: acted.actedAt })
}
