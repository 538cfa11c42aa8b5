import type { PersonId, WorkerId } from '@oh/kernel'
import { isUuid } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, gt, ilike, inArray, isNull, lte, ne, or } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { AssignmentRow, WorkerRow } from './worker.store.ts'
import { assignment, recordKey, worker } from './worker.table.ts'

export async function findWorker(tx: ScopedTx, id: string): Promise<WorkerRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(worker)
    .where(eq(worker.id, id as WorkerId))
  return row
}

export async function workerOfPerson(tx: ScopedTx, person: PersonId): Promise<WorkerRow | undefined> {
  const [row] = await tx.sql.select().from(worker).where(eq(worker.person, person))
  return row
}

export async function workersById(tx: ScopedTx, ids: readonly WorkerId[]): Promise<WorkerRow[]> {
  if (ids.length === 0) return []
  return tx.sql
    .select()
    .from(worker)
    .where(inArray(worker.id, [...ids]))
}

/** Every assignment of these workers that the caller may see, the newest first. */
export async function assignmentsOf(tx: ScopedTx, workers: readonly WorkerId[]): Promise<AssignmentRow[]> {
  if (workers.length === 0) return []
  return tx.sql
    .select()
    .from(assignment)
    .where(inArray(assignment.workerId, [...workers]))
    .orderBy(desc(assignment.fromOn), asc(assignment.id))
}

/** Workers whose name holds the words in this order, or whose staff number begins with them; by name. */
export async function searchRows(tx: ScopedTx, search: string, first: number): Promise<WorkerRow[]> {
  const escaped = search.replace(/[\\%_]/g, '\\$&')
  return tx.sql
    .select()
    .from(worker)
    .where(or(ilike(worker.fullName, `%${escaped.replace(/ +/g, '%')}%`), ilike(worker.staffNumber, `${escaped}%`)))
    .orderBy(asc(worker.fullName), asc(worker.id))
    .limit(first)
}

/** Assignments that the person manages today, by worker's name. */
export async function lineOf(tx: ScopedTx, manager: PersonId, first: number): Promise<WorkerRow[]> {
  const rows = await tx.sql
    .selectDistinctOn([worker.fullName, worker.id], { worker })
    .from(assignment)
    .innerJoin(worker, eq(worker.id, assignment.workerId))
    .where(and(eq(assignment.managerPerson, manager), ...heldToday(tx)))
    .orderBy(asc(worker.fullName), asc(worker.id))
    .limit(first)
  return rows.map((row) => row.worker)
}

/** The worker's assignments that hold today, the newest first. */
export async function assignmentsToday(tx: ScopedTx, id: WorkerId): Promise<AssignmentRow[]> {
  return tx.sql
    .select()
    .from(assignment)
    .where(and(eq(assignment.workerId, id), ...heldToday(tx)))
    .orderBy(desc(assignment.fromOn), asc(assignment.id))
}

/** Wrapped record keys of those workers whose record the caller may open. */
export async function wrappedKeys(tx: ScopedTx, workers: readonly WorkerId[]) {
  if (workers.length === 0) return []
  return tx.sql
    .select()
    .from(recordKey)
    .where(inArray(recordKey.workerId, [...workers]))
}

function heldToday(tx: ScopedTx) {
  return [lte(assignment.fromOn, tx.today), or(isNull(assignment.toOn), gt(assignment.toOn, tx.today))]
}

/** Rows about somebody else: nobody meets the own record in the lists of the team. `workerPerson`: the column that says whose. */
export function isNotAbout(workerPerson: PgColumn, person: PersonId) {
  return or(isNull(workerPerson), ne(workerPerson, person))
}
