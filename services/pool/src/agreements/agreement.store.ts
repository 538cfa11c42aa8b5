import type { TrustCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { neighbourAgreement } from './agreement.table.ts'

/** The trusts of other ICSs with which an agreement holds today. */
export async function trustsByAgreement(tx: ScopedTx): Promise<TrustCode[]> {
  const { trust, fromOn, toOn } = neighbourAgreement
  const rows = await tx.sql
    .select({ trust })
    .from(neighbourAgreement)
    .where(and(lte(fromOn, tx.today), or(isNull(toOn), gt(toOn, tx.today))))
  return rows.map((row) => row.trust)
}

/** Whether an agreement with this trust of another ICS holds today. */
export async function hasAgreement(tx: ScopedTx, trust: TrustCode): Promise<boolean> {
  const { id, fromOn, toOn } = neighbourAgreement
  const rows = await tx.sql
    .select({ id })
    .from(neighbourAgreement)
    .where(and(eq(neighbourAgreement.trust, trust), lte(fromOn, tx.today), or(isNull(toOn), gt(toOn, tx.today))))
    .limit(1)
  return rows.length > 0
}
