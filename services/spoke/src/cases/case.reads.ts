import type { CaseState } from '@oh/casework'
import {
  type CaseId,
  type CaseReference,
  isUuid,
  type LondonDate,
  type PersonId,
  type ReferralId,
  type WorkerId,
} from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, exists, getTableColumns, gt, inArray, isNotNull, isNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import { isNotAbout } from '../workers/worker.reads.ts'
import type { CaseRow, MoveRow } from './case.store.ts'
import { caseMove, caseTable, task } from './case.table.ts'
import type { EscalationDates } from './milestones.ts'

export type WorklistShow = 'open' | 'late' | 'answered' | 'mine'

export async function findCase(tx: ScopedTx, id: string): Promise<CaseRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(caseTable)
    .where(eq(caseTable.id, id as CaseId))
  return row
}

export async function findCaseByReference(tx: ScopedTx, reference: CaseReference): Promise<CaseRow | undefined> {
  const [row] = await tx.sql.select().from(caseTable).where(eq(caseTable.reference, reference))
  return row
}

export interface WorklistPage {
  readonly show: WorklistShow
  readonly person: PersonId
  readonly first: number
  readonly after?: Pick<WorklistRow, 'rank' | 'nextDueOn' | 'id'> | undefined
}

export interface WorklistRow extends CaseRow {
  /** 0 while the team still has a task on the case, such as an opinion to act on; else 1. */
  readonly rank: number
}

/**
 * The next rows of the worklist and one more: what waits for the team itself stands first, then what falls due first; a
 * total order, so pages never shuffle. None is about the person who looks.
 */
export async function worklistRows(tx: ScopedTx, { show, person, first, after }: WorklistPage): Promise<WorklistRow[]> {
  const openTask = tx.sql
    .select({ id: task.id })
    .from(task)
    .where(and(eq(task.caseId, caseTable.id), isNull(task.doneAt)))
  const rank = sql<number>`case when ${exists(openTask)} then 0 else 1 end`
  const behind =
    after && sql`(${rank}, ${caseTable.nextDueOn}, ${caseTable.id}) > (${after.rank}, ${after.nextDueOn}, ${after.id})`
  return tx.sql
    .select({ ...getTableColumns(caseTable), rank: rank.as('rank') })
    .from(caseTable)
    .where(
      and(ne(caseTable.state, 'closed'), isNotAbout(caseTable.workerPerson, person), shownBy(show, person, tx.today), behind),
    )
    .orderBy(asc(rank), asc(caseTable.nextDueOn), asc(caseTable.id))
    .limit(first + 1)
}

function shownBy(show: WorklistShow, person: PersonId, today: LondonDate): SQL | undefined {
  switch (show) {
    case 'open':
      return undefined
    case 'late':
      return lt(caseTable.nextDueOn, today)
    case 'answered':
      return eq(caseTable.state, 'opinion-received')
    case 'mine':
      return eq(caseTable.openedBy, person)
  }
}

/** Every case of these workers that the caller may see, none about the person who looks: open ones first, then the newest. */
export async function casesOfWorkers(tx: ScopedTx, workers: readonly WorkerId[], person: PersonId): Promise<CaseRow[]> {
  if (workers.length === 0) return []
  return tx.sql
    .select()
    .from(caseTable)
    .where(and(inArray(caseTable.workerId, [...workers]), isNotAbout(caseTable.workerPerson, person)))
    .orderBy(sql`${caseTable.state} = 'closed'`, desc(caseTable.openedAt), asc(caseTable.id))
}

/** Moves of these cases, the newest first. */
export async function movesOf(tx: ScopedTx, cases: readonly CaseId[]): Promise<MoveRow[]> {
  if (cases.length === 0) return []
  return tx.sql
    .select()
    .from(caseMove)
    .where(inArray(caseMove.caseId, [...cases]))
    .orderBy(desc(caseMove.version))
}

export async function movesSince(tx: ScopedTx, id: CaseId, version: number): Promise<MoveRow[]> {
  return tx.sql
    .select()
    .from(caseMove)
    .where(and(eq(caseMove.caseId, id), gt(caseMove.version, version)))
    .orderBy(asc(caseMove.version))
}

/** What is still to be done on these cases, the oldest first. */
export async function openTasksOf(tx: ScopedTx, cases: readonly CaseId[]) {
  if (cases.length === 0) return []
  return tx.sql
    .select()
    .from(task)
    .where(and(inArray(task.caseId, [...cases]), isNull(task.doneAt)))
    .orderBy(asc(task.createdAt), asc(task.id))
}

/** What has been done on the case, the newest first. */
export async function endedTasksOf(tx: ScopedTx, id: CaseId) {
  return tx.sql
    .select()
    .from(task)
    .where(and(eq(task.caseId, id), isNotNull(task.doneAt)))
    .orderBy(desc(task.doneAt), asc(task.id))
}

/** Dates of the latest escalation of each of these cases. */
export async function latestEscalations(tx: ScopedTx, cases: readonly CaseId[]): Promise<ReadonlyMap<CaseId, EscalationDates>> {
  if (cases.length === 0) return new Map()
  const rows = await tx.sql
    .selectDistinctOn([escalation.caseId], {
      caseId: escalation.caseId,
      id: escalation.id,
      sentAt: escalation.sentAt,
      acceptBy: escalation.acceptBy,
      dueOn: escalation.dueOn,
      acceptedAt: escalation.acceptedAt,
      answeredAt: escalation.answeredAt,
      withdrawnAt: escalation.withdrawnAt,
    })
    .from(escalation)
    .where(inArray(escalation.caseId, [...cases]))
    .orderBy(escalation.caseId, desc(escalation.sentAt))
  return new Map(rows.map(({ caseId, ...dates }) => [caseId, dates]))
}

/** A case as its referral shows it. */
export interface CaseStatus {
  readonly id: CaseId
  readonly reference: CaseReference
  readonly state: CaseState
}

export async function caseStatuses(tx: ScopedTx, referrals: readonly ReferralId[]): Promise<ReadonlyMap<ReferralId, CaseStatus>> {
  if (referrals.length === 0) return new Map()
  const rows = await tx.sql
    .select({
      referralId: caseTable.referralId,
      id: caseTable.id,
      reference: caseTable.reference,
      state: caseTable.state,
    })
    .from(caseTable)
    .where(inArray(caseTable.referralId, [...referrals]))
  return new Map(rows.map(({ referralId, ...status }) => [referralId, status]))
}
