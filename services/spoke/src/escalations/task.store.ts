import type { CaseId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { task } from '../cases/case.table.ts'
import { ownName } from '../memberships/membership.reads.ts'

export type TaskKind = (typeof task.$inferSelect)['kind']

/** Who ticks it off: the person who acts, or nobody where a message settled it. */
const finishedBy = async (tx: ScopedTx) => ({
  doneAt: tx.now,
  doneBy: tx.actor.kind === 'person' ? tx.actor.person : null,
  doneByName: (await ownName(tx)) ?? null,
})

export async function openTask(tx: ScopedTx, row: { id: string; caseId: CaseId; kind: TaskKind }): Promise<void> {
  await tx.sql.insert(task).values({ ...row, createdAt: tx.now })
}

/** Ticks off what is still open of these kinds. */
export async function doneTasks(tx: ScopedTx, caseId: CaseId, ...kinds: TaskKind[]): Promise<void> {
  await tx.sql
    .update(task)
    .set(await finishedBy(tx))
    .where(and(eq(task.caseId, caseId), inArray(task.kind, kinds), isNull(task.doneAt)))
}

export async function finishTaskRow(tx: ScopedTx, id: string): Promise<void> {
  await tx.sql
    .update(task)
    .set(await finishedBy(tx))
    .where(eq(task.id, id))
}
