import { type Action, type Holding, limitsOn } from '@oh/auth'
import { CASE_STATE_TITLES, type CaseOutcome, type CaseState, type Deadline, deadlinesOf, findOutcome } from '@oh/casework'
import type { EscalationSettings } from '@oh/escalation'
import {
  type AppointmentId,
  type CaseId,
  type CaseReference,
  type EscalationId,
  type LondonDate,
  type SpokeId,
  type WorkerId,
  workingDaysBetween,
} from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { appointmentsOf } from '../appointments/appointment.reads.ts'
import { type AppointmentView, viewAppointment } from '../appointments/view-appointments.ts'
import type { Spoke } from '../context.ts'
import { referralsById } from '../referrals/referral.reads.ts'
import { type ReferralView, viewReferrals } from '../referrals/view-referrals.ts'
import { deadlineSettings, escalationSettings } from '../settings/setting.reads.ts'
import type { AssignmentView, WorkerView } from '../workers/view-workers.ts'
import { findCase, latestEscalations, movesOf, openTasksOf } from './case.reads.ts'
import { asCase, type CaseRow, type MoveRow, type TaskRow } from './case.store.ts'
import { actionsOn, type CaseAction } from './case-actions.ts'
import { isComplex } from './complex.ts'
import { type EscalationDates, milestonesOf, NOTHING_DUE } from './milestones.ts'
import { holdsOnCase } from './require-case.ts'

/** A case as its caller may see it. A referrer sees status and dates: the lists are then empty and the rest null. */
export interface CaseView {
  readonly spokeId: SpokeId
  readonly id: CaseId
  readonly reference: CaseReference
  readonly version: number
  readonly state: CaseState
  readonly stateTitle: string
  readonly workerId: WorkerId
  readonly worker: WorkerView
  readonly assignment: AssignmentView
  readonly referral: ReferralView
  readonly openedOn: LondonDate
  readonly receivedOn: LondonDate
  readonly closedOn: LondonDate | null
  readonly absentSince: LondonDate | null
  readonly outcome: CaseOutcome | null
  readonly outcomeTitle: string | null
  readonly reviewOn: LondonDate | null
  readonly nextDueOn: LondonDate | null
  /** Working days; null when it is not late. */
  readonly lateBy: number | null
  /** An escalation reason fires on what is on record, or it is or was with the specialists. */
  readonly isComplex: boolean
  readonly today: LondonDate
  readonly deadlines: readonly Deadline[]
  readonly appointments: readonly AppointmentView[]
  readonly moves: readonly Pick<MoveRow, 'event' | 'at' | 'byName'>[]
  readonly openTasks: readonly Pick<TaskRow, 'id' | 'kind' | 'createdAt'>[]
  readonly allowedActions: readonly CaseAction[]
  /** The escalation that is open; null also where the caller sees status and dates. */
  readonly openEscalationId: EscalationId | null
  readonly bookedAppointmentId: AppointmentId | null
}

type Parts = Pick<Spoke, 'id' | 'keyring'>

/** The case as the caller may see it now. Throws when it is out of sight: a use case has ruled before. */
export async function viewCase(tx: ScopedTx, spoke: Parts, id: CaseId): Promise<CaseView> {
  const row = await findCase(tx, id)
  const [view] = row ? await viewCases(tx, spoke, [row]) : []
  if (!view) throw new Error('This case is not within reach.')
  return view
}

/** Cases as the caller may see them, in the order of the rows: what belongs to them is read once for all. */
export async function viewCases(tx: ScopedTx, spoke: Parts, rows: readonly CaseRow[]): Promise<CaseView[]> {
  const ids = rows.map(({ id }) => id)
  const referralRows = await referralsById(
    tx,
    rows.map(({ referralId }) => referralId),
  )
  const referrals = await viewReferrals(tx, spoke, referralRows)
  const parts: CaseParts = {
    spokeId: spoke.id,
    escalations: await latestEscalations(tx, ids),
    settings: await deadlineSettings(tx),
    escalation: await escalationSettings(tx, tx.today),
    appointments: await appointmentsOf(tx, ids),
    moves: await movesOf(tx, ids),
    tasks: await openTasksOf(tx, ids),
  }
  const byId = new Map(referrals.map((view) => [view.id, view]))
  return rows.flatMap((row) => {
    const referral = byId.get(row.referralId)
    return referral ? [viewOf(tx, row, referral, parts)] : []
  })
}

interface CaseParts {
  readonly spokeId: SpokeId
  readonly escalations: ReadonlyMap<CaseId, EscalationDates>
  readonly settings: Awaited<ReturnType<typeof deadlineSettings>>
  readonly escalation: EscalationSettings
  readonly appointments: Awaited<ReturnType<typeof appointmentsOf>>
  readonly moves: readonly MoveRow[]
  readonly tasks: readonly TaskRow[]
}

function viewOf(tx: ScopedTx, row: CaseRow, referral: ReferralView, parts: CaseParts): CaseView {
  const holds = holdsOnCase(tx, row)
  const status = statusOf(tx, row, referral, parts, holds)
  if (has(tx, holds, 'case.read', 'status-and-dates')) return status
  const deadlines = deadlinesOf(milestonesOf(row, parts.escalations.get(row.id)), parts.settings(row.receivedOn), tx.today)
  const isDue = row.nextDueOn !== NOTHING_DUE
  const isLate = isDue && row.nextDueOn < tx.today
  return {
    ...status,
    absentSince: row.absentSince,
    outcome: row.outcome,
    outcomeTitle: row.outcome && (findOutcome(row.outcome)?.title ?? row.outcome),
    reviewOn: row.reviewOn,
    nextDueOn: isDue ? row.nextDueOn : null,
    lateBy: isLate ? workingDaysBetween(row.nextDueOn, tx.today) : null,
    isComplex: parts.escalations.has(row.id) || isComplex(row, referral, parts.escalation, tx.today),
    deadlines,
    moves: parts.moves.filter(({ caseId }) => caseId === row.id),
    openTasks: parts.tasks.filter(({ caseId }) => caseId === row.id),
    allowedActions: actionsOn(asCase(row), { roles: tx.roles, holds }),
    openEscalationId: row.escalationId,
    bookedAppointmentId: row.appointmentId,
  }
}

/** What everyone who may see the case sees of it, the referrer included. */
function statusOf(
  tx: ScopedTx,
  row: CaseRow,
  referral: ReferralView,
  { spokeId, appointments }: CaseParts,
  holds: readonly Holding[],
): CaseView {
  const { id, reference, version, state, workerId, openedOn, receivedOn, closedOn } = row
  const timeOnly = has(tx, holds, 'appointment.read', 'fit-to-attend')
  return {
    spokeId,
    id,
    reference,
    version,
    state,
    stateTitle: CASE_STATE_TITLES[state],
    workerId,
    worker: referral.worker,
    assignment: referral.assignment,
    referral,
    openedOn,
    receivedOn,
    closedOn,
    absentSince: null,
    outcome: null,
    outcomeTitle: null,
    reviewOn: null,
    nextDueOn: null,
    lateBy: null,
    isComplex: false,
    today: tx.today,
    deadlines: [],
    appointments: appointments
      .filter(({ appointment }) => appointment.caseId === id)
      .map((one) => viewAppointment(one, timeOnly)),
    moves: [],
    openTasks: [],
    allowedActions: [],
    openEscalationId: null,
    bookedAppointmentId: null,
  }
}

function has(tx: ScopedTx, holds: readonly Holding[], action: Action, limit: ReturnType<typeof limitsOn>[number]): boolean {
  return limitsOn({ action, roles: tx.roles, holds }).includes(limit)
}
