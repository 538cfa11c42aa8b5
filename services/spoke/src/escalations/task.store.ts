import type { CaseId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { task } from '../cases/case.table.ts'

export type TaskKind = (typeof task.$inferSelect)['kind']

export async function openTask(tx: ScopedTx, row: { id: string; caseId: CaseId; kind: TaskKind }): Promise<void> {
  await tx.sql.insert(task).values({ ...row, createdAt: tx.now })
}

/** Ticks off what is still open of these kinds, by the person who acts or, where a message settled it, by nobody. */
export async function doneTasks(tx: ScopedTx, caseId: CaseId, ...kinds: TaskKind[]): Promise<void> {
  await tx.sql
    .update(task)
    .set({ doneAt: tx.now, doneBy: tx.actor.kind === 'person' ? tx.actor.person : null })
    .where(and(eq(task.caseId, caseId), inArray(task.kind, kinds), isNull(task.doneAt)))
}

export async function finishTaskRow(tx: ScopedTx, id: string): Promise<void> {
  await tx.sql
    .update(task)
    .set({ doneAt: tx.now, doneBy: tx.actor.kind === 'person' ? tx.actor.person : null })
    .where(eq(task.id, id))
}
