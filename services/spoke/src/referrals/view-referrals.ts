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
import { textsOfOne } from '../workers/record-key.ts'
import { type AssignmentView, asReferrerSees, viewWorkers, type WorkerView } from '../workers/view-workers.ts'
import { workersById } from '../workers/worker.reads.ts'
import type { ReferralRow } from './referral.store.ts'
import { holdsOnReferral } from './require-referral.ts'

/** A referral as a list shows it: who, why and since when, none of its words. */
export interface ReferralRowView {
  readonly id: ReferralId
  readonly version: number
  readonly source: ReferralSource
  readonly sourceTitle: string
  /** A kind of health matter: null where the caller's role has no clinical field. */
  readonly reason: ReferralReason | null
  readonly reasonTitle: string | null
  readonly referredByName: string
  readonly workerTold: boolean
  /** Told after it came in: by whom, on which day, and who of the service wrote it down. */
  readonly toldByName: string | null
  readonly toldOn: LondonDate | null
  readonly toldRecordedByName: string | null
  readonly receivedAt: Instant
  readonly receivedOn: LondonDate
  readonly state: ReferralState
  readonly stateTitle: string
  readonly worker: WorkerView
  readonly assignment: AssignmentView
  readonly case: { readonly id: CaseId; readonly reference: CaseReference; readonly state: CaseState } | null
}

/** A referral that was opened. Words are null where the caller's role has no clinical text. */
export interface ReferralView extends ReferralRowView {
  readonly words: string | null
  readonly background: string | null
  readonly absentSince: LondonDate | null
  readonly sentBackBecause: string | null
}

/** Where a text of a referral is sealed. */
export const referralPlace = (id: ReferralId, column: 'words' | 'background' | 'sent_back_because') =>
  ({ table: 'referral', row: id, column, version: 1 }) as const

/** Referrals for a list, in the order of the rows; a row whose worker is out of sight is left out. Opens no text. */
export async function viewReferralRows(tx: ScopedTx, rows: readonly ReferralRow[]): Promise<ReferralRowView[]> {
  const workerRows = await workersById(tx, [...new Set(rows.map(({ workerId }) => workerId))])
  const workers = new Map((await viewWorkers(tx, workerRows)).map((view) => [view.id, view]))
  const cases = await caseStatuses(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => {
    const worker = workers.get(row.workerId)
    return worker ? (viewRow(tx, row, worker, cases.get(row.id)) ?? []) : []
  })
}

/** One referral as the caller may see it, opened; undefined when its worker is out of sight. */
export async function viewReferral(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  row: ReferralRow,
): Promise<ReferralView | undefined> {
  const [outline] = await viewReferralRows(tx, [row])
  if (!outline) return undefined
  const { readsText } = standingOn(tx, row)
  const texts = readsText ? await textsOfOne(tx, spoke, row.workerId) : undefined
  const open = (column: Parameters<typeof referralPlace>[1], sealed: Uint8Array | null) =>
    (texts && sealed && texts.open(referralPlace(row.id, column), sealed)) ?? null
  return {
    ...outline,
    words: open('words', row.words),
    background: open('background', row.background),
    absentSince: readsText ? row.absentSince : null,
    sentBackBecause: open('sent_back_because', row.sentBackBecause),
  }
}

/** How the caller stands to a referral; the limits of a case hold for what began it. */
function standingOn(tx: ScopedTx, row: ReferralRow) {
  const asked = { roles: tx.roles, holds: holdsOnReferral(tx, row) }
  const limits = limitsOn({ action: 'case.read', ...asked })
  const isReferrer = tx.roles.has('referrer') && asked.holds.includes('referrer')
  return {
    mayRead: decide({ action: 'referral.read', ...asked }) === 'allowed',
    readsText: isReferrer || !limits.includes('no-clinical-fields'),
    isStatusOnly: limits.includes('status-and-dates'),
  }
}

function viewRow(
  tx: ScopedTx,
  row: ReferralRow,
  worker: WorkerView,
  ofCase: CaseStatus | undefined,
): ReferralRowView | undefined {
  const assignment = worker.assignments.find(({ id }) => id === row.assignmentId)
  const { mayRead, readsText, isStatusOnly } = standingOn(tx, row)
  if (!assignment || !mayRead) return undefined
  const { id, version, source, state } = row
  const reason = readsText ? row.reason : null
  return {
    id,
    version,
    source,
    sourceTitle: REFERRAL_SOURCES.find((one) => one.id === source)?.title ?? source,
    reason,
    reasonTitle: REFERRAL_REASONS.find((one) => one.id === reason)?.title ?? reason,
    referredByName: row.referredByName,
    workerTold: row.workerTold,
    toldByName: row.toldByName,
    toldOn: row.toldOn,
    toldRecordedByName: row.toldRecordedByName,
    receivedAt: row.receivedAt,
    receivedOn: row.receivedOn,
    state,
    stateTitle: REFERRAL_STATE_TITLES[state],
    worker: isStatusOnly ? { ...asReferrerSees(worker), assignments: [assignment] } : worker,
    assignment,
    case: ofCase ?? null,
  }
}
