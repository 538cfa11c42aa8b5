import type { ScopedTx } from '@oh/postgres'
import { eq } from 'drizzle-orm'
import { withdrawal, withdrawalAsk } from './publication.table.ts'

export type Withdrawal = typeof withdrawal.$inferSelect
export type WithdrawalAsk = typeof withdrawalAsk.$inferSelect

/** False when it does not stand any more as it is. */
export async function saveWithdrawal(tx: ScopedTx, row: Withdrawal): Promise<boolean> {
  const saved = await tx.sql.insert(withdrawal).values(row).onConflictDoNothing().returning({ of: withdrawal.publication })
  return saved.length > 0
}

export async function isWithdrawn(tx: ScopedTx, number: number): Promise<boolean> {
  const found = await tx.sql.select({ of: withdrawal.publication }).from(withdrawal).where(eq(withdrawal.publication, number))
  return found.length > 0
}

export async function findWithdrawalAsk(tx: ScopedTx, number: number): Promise<WithdrawalAsk | undefined> {
  const [row] = await tx.sql.select().from(withdrawalAsk).where(eq(withdrawalAsk.publication, number))
  return row
}

export async function saveWithdrawalAsk(tx: ScopedTx, row: WithdrawalAsk): Promise<void> {
  await tx.sql.insert(withdrawalAsk).values(row)
}

export async function dropWithdrawalAsk(tx: ScopedTx, number: number): Promise<void> {
  await tx.sql.delete(withdrawalAsk).where(eq(withdrawalAsk.publication, number))
}
