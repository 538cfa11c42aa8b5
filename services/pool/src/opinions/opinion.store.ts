import type { EscalationId, PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, or } from 'drizzle-orm'
import { opinion } from './opinion.table.ts'

export type OpinionRow = typeof opinion.$inferSelect

export async function saveOpinion(tx: ScopedTx, row: typeof opinion.$inferInsert): Promise<void> {
  await tx.sql.insert(opinion).values(row)
}

/** The opinion on an escalation that the person wrote or countersigned, if there is one. */
export async function opinionBy(tx: ScopedTx, person: PersonId, escalationId: EscalationId): Promise<OpinionRow | undefined> {
  const [found] = await tx.sql
    .select()
    .from(opinion)
    .where(and(eq(opinion.escalationId, escalationId), or(eq(opinion.author, person), eq(opinion.countersignedBy, person))))
  return found
}
