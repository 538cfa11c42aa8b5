import type { Instant, PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, isNull, lt } from 'drizzle-orm'
import { signIn } from './sign-in.table.ts'

/** A sign-in as it rests in the database. */
export type SignInRow = typeof signIn.$inferSelect

export async function insertSignIn(tx: ScopedTx, row: SignInRow): Promise<void> {
  await tx.sql.insert(signIn).values(row)
}

export async function findSignIn(tx: ScopedTx, idHash: string): Promise<SignInRow | undefined> {
  const [row] = await tx.sql.select().from(signIn).where(eq(signIn.idHash, idHash))
  return row
}

/** As `findSignIn`, and nobody else changes the row until the transaction ends. */
export async function holdSignIn(tx: ScopedTx, idHash: string): Promise<SignInRow | undefined> {
  const [row] = await tx.sql.select().from(signIn).where(eq(signIn.idHash, idHash)).for('update')
  return row
}

/** Notes that the sign-in was used now. */
export async function touchSignIn(tx: ScopedTx, idHash: string): Promise<void> {
  await tx.sql.update(signIn).set({ seenAt: tx.now }).where(eq(signIn.idHash, idHash))
}

export async function saveContents(tx: ScopedTx, idHash: string, contents: Uint8Array): Promise<void> {
  await tx.sql.update(signIn).set({ contents }).where(eq(signIn.idHash, idHash))
}

/** From now on the same person must sign in again to go on. */
export async function lockSignIn(tx: ScopedTx, idHash: string): Promise<void> {
  await tx.sql
    .update(signIn)
    .set({ lockedAt: tx.now })
    .where(and(eq(signIn.idHash, idHash), isNull(signIn.lockedAt)))
}

export async function deleteSignIn(tx: ScopedTx, idHash: string): Promise<void> {
  await tx.sql.delete(signIn).where(eq(signIn.idHash, idHash))
}

/** Ends what the provider names: one of its sign-ins, or all of a person's. Resolves to how many were ended. */
export async function deleteSignInsOf(
  tx: ScopedTx,
  whose: { readonly providerSession: string } | { readonly person: PersonId },
): Promise<number> {
  const named = 'person' in whose ? eq(signIn.person, whose.person) : eq(signIn.providerSession, whose.providerSession)
  const ended = await tx.sql.delete(signIn).where(named).returning({ idHash: signIn.idHash })
  return ended.length
}

/** Forgets sign-ins that began before an instant: nobody comes back to them. */
export async function forgetSignInsBefore(tx: ScopedTx, before: Instant): Promise<void> {
  await tx.sql.delete(signIn).where(lt(signIn.startedAt, before))
}
