import type { PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm'
import { signInFlight } from './sign-in.table.ts'

/** A flight as it rests in the database. */
export type FlightRow = typeof signInFlight.$inferSelect

export async function forgetExpiredFlights(tx: ScopedTx): Promise<void> {
  await tx.sql.delete(signInFlight).where(lt(signInFlight.expiresAt, tx.now))
}

export async function insertFlight(tx: ScopedTx, row: FlightRow): Promise<void> {
  await tx.sql.insert(signInFlight).values(row)
}

export async function hasLanded(tx: ScopedTx, idHash: string): Promise<boolean> {
  const [row] = await tx.sql.select({ idHash: signInFlight.idHash }).from(signInFlight).where(eq(signInFlight.idHash, idHash))
  return row !== undefined
}

/** A flight of this browser that has not landed yet. */
export async function findFlight(tx: ScopedTx, idHash: string, browserHash: string): Promise<FlightRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(signInFlight)
    .where(open(tx, idHash, browserHash))
  return row
}

/** Lands a flight: this once, for this browser, in time; else undefined. */
export async function landFlight(tx: ScopedTx, idHash: string, browserHash: string): Promise<FlightRow | undefined> {
  const [row] = await tx.sql
    .update(signInFlight)
    .set({ landedAt: tx.now })
    .where(open(tx, idHash, browserHash))
    .returning()
  return row
}

/** What a person was doing when he left, after he has come back. */
export async function findLanded(tx: ScopedTx, idHash: string, person: PersonId): Promise<FlightRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(signInFlight)
    .where(
      and(
        eq(signInFlight.idHash, idHash),
        eq(signInFlight.person, person),
        isNotNull(signInFlight.landedAt),
        gt(signInFlight.expiresAt, tx.now),
      ),
    )
  return row
}

export async function deleteFlight(tx: ScopedTx, idHash: string): Promise<void> {
  await tx.sql.delete(signInFlight).where(eq(signInFlight.idHash, idHash))
}

function open(tx: ScopedTx, idHash: string, browserHash: string) {
  return and(
    eq(signInFlight.idHash, idHash),
    eq(signInFlight.browserHash, browserHash),
    isNull(signInFlight.landedAt),
    gt(signInFlight.expiresAt, tx.now),
  )
}
