import type { ScopedTx } from '@oh/postgres'
import { and, asc, gt, isNull, lte, or } from 'drizzle-orm'
import { ohService, servedEmployer } from './service.table.ts'

export interface ServiceProfile {
  readonly name: string
  readonly telephone: string
  readonly openingHours: string
  readonly employers: readonly { readonly employer: string; readonly name: string; readonly staffServed: number }[]
}

/** The service and the employers it serves today, largest first; undefined before it was set up. */
export async function serviceProfile(tx: ScopedTx): Promise<ServiceProfile | undefined> {
  const [service] = await tx.sql.select().from(ohService).limit(1)
  if (!service) return undefined
  const employers = await tx.sql
    .select({ employer: servedEmployer.employer, name: servedEmployer.employerName, staffServed: servedEmployer.staffServed })
    .from(servedEmployer)
    .where(and(lte(servedEmployer.fromOn, tx.today), or(isNull(servedEmployer.toOn), gt(servedEmployer.toOn, tx.today))))
    .orderBy(asc(servedEmployer.employer))
  return { name: service.name, telephone: service.telephone, openingHours: service.openingHours, employers }
}
