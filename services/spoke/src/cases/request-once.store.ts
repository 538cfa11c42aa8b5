import type { PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, sql } from 'drizzle-orm'
import { requestOnce } from './case.table.ts'

export type RequestRow = typeof requestOnce.$inferSelect

/** Lets one request of this person and key go on at a time; a second waits until the first has ended. */
export async function lockRequest(tx: ScopedTx, person: PersonId, key: string): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${person} ${key}`}, 0))`)
}

export async function findRequest(tx: ScopedTx, person: PersonId, key: string): Promise<RequestRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(requestOnce)
    .where(and(eq(requestOnce.person, person), eq(requestOnce.key, key)))
  return row
}

export async function insertRequest(tx: ScopedTx, row: RequestRow): Promise<void> {
  await tx.sql.insert(requestOnce).values(row)
}
