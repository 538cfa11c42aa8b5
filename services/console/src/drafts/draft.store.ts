import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq, gt, inArray, lt } from 'drizzle-orm'
import { draft } from './draft.table.ts'

/** A draft as it rests in the database. */
export type DraftRow = typeof draft.$inferSelect

/** Puts the draft in the place of an earlier one of the same form. */
export async function replaceDraft(tx: ScopedTx, row: DraftRow): Promise<void> {
  const { idHash, ...kept } = row
  await tx.sql.insert(draft).values(row).onConflictDoUpdate({ target: draft.idHash, set: kept })
}

/** A draft whose time is not over. */
export async function findDraft(tx: ScopedTx, idHash: string): Promise<DraftRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(draft)
    .where(and(eq(draft.idHash, idHash), gt(draft.expiresAt, tx.now)))
  return row
}

export async function deleteDraft(tx: ScopedTx, idHash: string): Promise<void> {
  await tx.sql.delete(draft).where(eq(draft.idHash, idHash))
}

/** Drops the oldest drafts of the owner beyond so many. */
export async function deleteOldestDrafts(tx: ScopedTx, ownerHash: string, most: number): Promise<void> {
  const { idHash, keptAt } = draft
  const older = tx.sql.select({ idHash }).from(draft).where(eq(draft.ownerHash, ownerHash))
  await tx.sql.delete(draft).where(inArray(idHash, older.orderBy(desc(keptAt), desc(idHash)).offset(most)))
}

export async function forgetExpiredDrafts(tx: ScopedTx): Promise<void> {
  await tx.sql.delete(draft).where(lt(draft.expiresAt, tx.now))
}
