import type { PersonId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { specialistLeave } from '../specialists/specialist.table.ts'

export type LeaveRow = typeof specialistLeave.$inferSelect

export async function saveLeave(tx: ScopedTx, row: typeof specialistLeave.$inferInsert): Promise<void> {
  await tx.sql.insert(specialistLeave).values(row)
}

export async function findLeave(tx: ScopedTx, id: string): Promise<LeaveRow | undefined> {
  const [row] = await tx.sql.select().from(specialistLeave).where(eq(specialistLeave.id, id))
  return row
}

export async function markLeaveCancelled(tx: ScopedTx, id: string, by: PersonId): Promise<void> {
  await tx.sql.update(specialistLeave).set({ cancelledBy: by, cancelledAt: tx.now }).where(eq(specialistLeave.id, id))
}

/** Leave that is neither over nor cancelled, the earliest first. */
export function leaveAhead(
  tx: ScopedTx,
  page: { readonly first: number; readonly after?: readonly string[] },
  specialist?: SpecialistId,
): Promise<LeaveRow[]> {
  const { fromOn, toOn, id, cancelledAt, specialistId } = specialistLeave
  const [afterOn = '', afterId = ''] = page.after ?? []
  return tx.sql
    .select()
    .from(specialistLeave)
    .where(
      and(
        gt(toOn, tx.today),
        isNull(cancelledAt),
        specialist && eq(specialistId, specialist),
        page.after && sql`(${fromOn}, ${id}) > (${afterOn}::date, ${afterId}::uuid)`,
      ),
    )
    .orderBy(asc(fromOn), asc(id))
    .limit(page.first + 1)
}

/** The longest leave that is entered at once, in days. */
export const LONGEST_LEAVE_DAYS = 731
