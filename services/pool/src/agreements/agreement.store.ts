import type { TrustCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { neighbourAgreement } from './agreement.table.ts'

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
