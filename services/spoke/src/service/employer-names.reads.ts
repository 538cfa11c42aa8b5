import type { LondonDate, SeriesId, TrustCode } from '@oh/kernel'
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

/** An employer as it was served on a day; `series` is the same for all days: what its submissions are kept in order by. */
export interface ServedOn {
  readonly code: TrustCode
  readonly name: string
  readonly staffServed: number
  readonly series: SeriesId
}

/** The employers that this service served on a day, by code. */
export async function employersOn(tx: ScopedTx, day: LondonDate): Promise<ServedOn[]> {
  const rows = await tx.sql.select().from(servedEmployer).orderBy(asc(servedEmployer.employer), asc(servedEmployer.fromOn))
  const first = new Map(rows.toReversed().map(({ employer, id }) => [employer, id]))
  return rows
    .filter(({ fromOn, toOn }) => fromOn <= day && (toOn === null || toOn > day))
    .map(({ employer, employerName, staffServed, id }) => ({
      code: employer,
      name: employerName,
      staffServed,
      series: (first.get(employer) ?? id) as SeriesId,
    }))
}
