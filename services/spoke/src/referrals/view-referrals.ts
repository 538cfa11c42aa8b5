import { decide, limitsOn } from '@oh/auth'
import {
  type CaseState,
  REFERRAL_REASONS,
  REFERRAL_SOURCES,
  REFERRAL_STATE_TITLES,
  type ReferralReason,
  type ReferralSource,
  type ReferralState,
} from '@oh/casework'
import type { CaseId, CaseReference, Instant, LondonDate, ReferralId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { type CaseStatus, caseStatuses } from '../cases/case.reads.ts'
import type { Spoke } from '../context.ts'
import { type RecordTexts, textsOf } from '../workers/record-key.ts'
import { type AssignmentView, viewWorkers, type WorkerView } from '../workers/view-workers.ts'
import { workersById } from '../workers/worker.reads.ts'
import type { ReferralRow } from './referral.store.ts'
import { holdsOnReferral } from './require-referral.ts'

export interface ReferralView {
  readonly id: ReferralId
  readonly version: number
  readonly source: ReferralSource
  readonly sourceTitle: string
  readonly reason: ReferralReason
  readonly reasonTitle: string
  /** Null where the caller's role has no clinical text. */
  readonly words: string | null
  readonly background: string | null
  readonly referredByName: string
  readonly workerTold: boolean
  readonly absentSince: LondonDate | null
  readonly receivedAt: Instant
  readonly receivedOn: LondonDate
  readonly state: ReferralState
  readonly stateTitle: string
  readonly sentBackBecause: string | null
  readonly worker: WorkerView
  readonly assignment: AssignmentView
  readonly case: { readonly id: CaseId; readonly reference: CaseReference; readonly state: CaseState } | null
}

/** Where a text of a referral is sealed. */
export const referralPlace = (id: ReferralId, column: 'words' | 'background' | 'sent_back_because') =>
  ({ table: 'referral', row: id, column, version: 1 }) as const

/** Referrals as the caller may see them, in the order of the rows; a row whose worker is out of sight is left out. */
export async function viewReferrals(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  rows: readonly ReferralRow[],
): Promise<ReferralView[]> {
  const workerRows = await workersById(tx, [...new Set(rows.map(({ workerId }) => workerId))])
  const workers = new Map((await viewWorkers(tx, workerRows)).map((view) => [view.id, view]))
  const texts = await textsOf(
    tx,
    spoke,
    rows.map(({ workerId }) => workerId),
  )
  const cases = await caseStatuses(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => {
    const worker = workers.get(row.workerId)
    const words = texts.get(row.workerId)
    return worker && words ? (viewReferral(tx, row, worker, words, cases.get(row.id)) ?? []) : []
  })
}

function viewReferral(
  tx: ScopedTx,
  row: ReferralRow,
  worker: WorkerView,
  texts: RecordTexts,
  ofCase: CaseStatus | undefined,
): ReferralView | undefined {
  const assignment = worker.assignments.find(({ id }) => id === row.assignmentId)
  const asked = { roles: tx.roles, holds: holdsOnReferral(tx, row) }
  if (!assignment || decide({ action: 'referral.read', ...asked }) !== 'allowed') return undefined
  // the limits of a case hold for the words that began it
  const limits = limitsOn({ action: 'case.read', ...asked })
  const isReferrer = tx.roles.has('referrer') && asked.holds.includes('referrer')
  const readsText = isReferrer || !limits.includes('no-clinical-fields')
  const isStatusOnly = limits.includes('status-and-dates')
  const { id, version, source, reason, state } = row
  return {
    id,
    version,
    source,
    sourceTitle: REFERRAL_SOURCES.find((one) => one.id === source)?.title ?? source,
    reason,
    reasonTitle: REFERRAL_REASONS.find((one) => one.id === reason)?.title ?? reason,
    words: readsText ? texts.open(referralPlace(id, 'words'), row.words) : null,
    background: readsText && row.background ? texts.open(referralPlace(id, 'background'), row.background) : null,
    referredByName: row.referredByName,
    workerTold: row.workerTold,
    absentSince: row.absentSince,
    receivedAt: row.receivedAt,
    receivedOn: row.receivedOn,
    state,
    stateTitle: REFERRAL_STATE_TITLES[state],
    sentBackBecause: row.sentBackBecause && texts.open(referralPlace(id, 'sent_back_because'), row.sentBackBecause),
    worker: isStatusOnly ? { ...worker, assignments: [assignment] } : worker,
    assignment,
    case: ofCase ?? null,
  }
}
