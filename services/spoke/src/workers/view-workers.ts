import {
  type AssignmentId,
  type LondonDate,
  STAFF_GROUP_NOT_RECORDED,
  type StaffGroup,
  type TrustCode,
  type WorkerId,
} from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import type { ScopedTx } from '@oh/postgres'
import { employerNames } from '../service/employer-names.reads.ts'
import { assignmentsOf } from './worker.reads.ts'
import type { AssignmentRow, WorkerRow } from './worker.store.ts'

export interface AssignmentView {
  readonly id: AssignmentId
  readonly employer: TrustCode
  readonly employerName: string
  readonly host: TrustCode
  readonly department: string
  readonly jobTitle: string
  readonly isDoctor: boolean
  readonly staffGroup: StaffGroup
  readonly fromOn: LondonDate
  readonly toOn: LondonDate | null
}

export interface WorkerView {
  readonly id: WorkerId
  readonly fullName: string
  /** Null for a referrer, like the staff number: neither is among the status and dates of his referral. */
  readonly bornOn: LondonDate | null
  readonly staffNumber: string | null
  readonly assignments: readonly AssignmentView[]
}

/** Workers with those of their assignments that the caller may see, in the order of the rows. */
export async function viewWorkers(tx: ScopedTx, rows: readonly WorkerRow[]): Promise<WorkerView[]> {
  const assignments = await assignmentsOf(
    tx,
    rows.map(({ id }) => id),
  )
  const names = await employerNames(tx)
  return rows.map(({ id, fullName, bornOn, staffNumber }) => ({
    id,
    fullName,
    bornOn,
    staffNumber,
    assignments: assignments.filter(({ workerId }) => workerId === id).map((row) => viewAssignment(row, names)),
  }))
}

/** As much of a worker as a manager sees (clinical rules, section 6): the name, and the posts that he may see. */
export function asReferrerSees(worker: WorkerView): WorkerView {
  return { ...worker, bornOn: null, staffNumber: null }
}

function viewAssignment(row: AssignmentRow, names: ReadonlyMap<TrustCode, string>): AssignmentView {
  const { workerId: _worker, workerPerson: _person, managerPerson: _manager, ...shown } = row
  const employerName = names.get(row.employer) ?? findTrust(row.employer)?.name ?? row.employer
  return { ...shown, employerName, staffGroup: row.staffGroup ?? STAFF_GROUP_NOT_RECORDED }
}
