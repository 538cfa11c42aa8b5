import type { TrustCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, gt, isNull, lte, or } from 'drizzle-orm'
import { servedEmployer } from './service.table.ts'

/** The newest name of every employer that this service serves or has served. */
export async function employerNames(tx: ScopedTx): Promise<ReadonlyMap<TrustCode, string>> {
  const rows = await tx.sql
    .select({ code: servedEmployer.employer, name: servedEmployer.employerName })
    .from(servedEmployer)
    .orderBy(asc(servedEmployer.fromOn))
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** The employers that this service serves today. */
export async function employersToday(tx: ScopedTx): Promise<ReadonlySet<TrustCode>> {
  const rows = await tx.sql
    .select({ code: servedEmployer.employer })
    .from(servedEmployer)
    .where(and(lte(servedEmployer.fromOn, tx.today), or(isNull(servedEmployer.toOn), gt(servedEmployer.toOn, tx.today))))
  return new Set(rows.map(({ code }) => code))
}
