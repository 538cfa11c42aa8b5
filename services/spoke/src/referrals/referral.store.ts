import { isUuid, type ReferralId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { eq } from 'drizzle-orm'
import { referral } from './referral.table.ts'

export type ReferralRow = typeof referral.$inferSelect

/** The referral, held against every other triage until the transaction ends. */
export async function lockReferral(tx: ScopedTx, id: string): Promise<ReferralRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(referral)
    .where(eq(referral.id, id as ReferralId))
    .for('update')
  return row
}

export async function insertReferral(tx: ScopedTx, row: ReferralRow): Promise<void> {
  await tx.sql.insert(referral).values(row)
}

export async function updateReferral(tx: ScopedTx, id: ReferralId, change: Partial<ReferralRow>): Promise<void> {
  await tx.sql.update(referral).set(change).where(eq(referral.id, id))
}
