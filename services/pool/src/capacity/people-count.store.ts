import type { ScopedTx } from '@oh/postgres'
import { eq, lt } from 'drizzle-orm'
import type { EscalationsCounted } from './capacity.reads.ts'
import { peopleCount } from './people-count.table.ts'

/** What was counted today; undefined when nobody has asked yet. */
export async function countedToday(tx: ScopedTx): Promise<EscalationsCounted | undefined> {
  const { many, trusts, day } = peopleCount
  const [row] = await tx.sql.select({ many, trusts }).from(peopleCount).where(eq(day, tx.today))
  return row
}

/** Keeps what was counted for the rest of the day, in place of what earlier days counted. Whoever comes second changes nothing. */
export async function keepForToday(tx: ScopedTx, counts: EscalationsCounted): Promise<void> {
  await tx.sql.delete(peopleCount).where(lt(peopleCount.day, tx.today))
  await tx.sql
    .insert(peopleCount)
    .values({ day: tx.today, countedAt: tx.now, ...counts })
    .onConflictDoNothing()
}
