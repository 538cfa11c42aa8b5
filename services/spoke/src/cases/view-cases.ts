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
import { type ReferralRowView, type ReferralView, viewReferral, viewReferralRows } from '../referrals/view-referrals.ts'
import { unreportedAssessment } from '../reports/report.reads.ts'
import { deadlineSettings, escalationSettings } from '../settings/setting.reads.ts'
import type { AssignmentView, WorkerView } from '../workers/view-workers.ts'
import { endedTasksOf, findCase, latestEscalations, movesOf, openTasksOf } from './case.reads.ts'
import { asCase, type CaseRow, type MoveRow, type TaskRow } from './case.store.ts'
import { actionsOn, type CaseAction } from './case-actions.ts'
import { complexBecause } from './complex.ts'
import { type EscalationDates, milestonesOf, NOTHING_DUE } from './milestones.ts'
import { holdsOnCase } from './require-case.ts'

/** A case as a list shows it: whose it is, where it stands and what is due. None of its words can be reached from it. */
export interface CaseRowView {
  readonly spokeId: SpokeId
  readonly id: CaseId
  readonly reference: CaseReference
  readonly version: number
  readonly state: CaseState
  readonly stateTitle: string
  readonly workerId: WorkerId
  readonly worker: WorkerView
  readonly assignment: AssignmentView
  readonly referral: ReferralRowView
  readonly openedOn: LondonDate
  readonly receivedOn: LondonDate
  readonly closedOn: LondonDate | null
  readonly nextDueOn: LondonDate | null
  /** Working days; null when it is not late. */
  readonly lateBy: number | null
  /** An escalation reason fires on what is on record, or it is or was with the specialists. */
  readonly isComplex: boolean
  /** The titles of the reasons that fire. */
  readonly complexBecause: readonly string[]
  readonly today: LondonDate
  readonly deadlines: readonly Deadline[]
  /** What the team still has to do; never shown to the worker or a referrer. */
  readonly openTasks: readonly Pick<TaskRow, 'id' | 'kind' | 'createdAt'>[]
}

/**
 * A case that was opened, as its caller may see it. A referrer sees status and dates: the lists are then empty and the
 * rest null. What tells of health is null where the caller's role has no clinical text.
 */
export interface CaseView extends CaseRowView {
  readonly referral: ReferralView
  readonly absentSince: LondonDate | null
  readonly outcome: CaseOutcome | null
  readonly outcomeTitle: string | null
  readonly reviewOn: LondonDate | null
  readonly appointments: readonly AppointmentView[]
  readonly moves: readonly Pick<MoveRow, 'event' | 'at' | 'byName'>[]
  readonly endedTasks: readonly Pick<TaskRow, 'id' | 'kind' | 'createdAt' | 'doneAt' | 'doneByName'>[]
  readonly allowedActions: readonly CaseAction[]
  /** The escalation that is open; null also where the caller sees status and dates. */
  readonly openEscalationId: EscalationId | null
  readonly bookedAppointmentId: AppointmentId | null
}

type Parts = Pick<Spoke, 'id' | 'keyring'>

/** The case as the caller may see it now, opened. Throws when it is out of sight: a use case has ruled before. */
export async function viewCase(tx: ScopedTx, spoke: Parts, id: CaseId): Promise<CaseView> {
  const row = await findCase(tx, id)
  const [outline] = row ? await viewCaseRows(tx, spoke, [row]) : []
  const [referralRow] = row ? await referralsById(tx, [row.referralId]) : []
  const referral = referralRow && (await viewReferral(tx, spoke, referralRow))
  if (!row || !outline || !referral) throw new Error('This case is not within reach.')
  const holds = holdsOnCase(tx, row)
  const timeOnly = has(tx, holds, 'appointment.read', 'fit-to-attend')
  const all = (await appointmentsOf(tx, [id])).map((one) => viewAppointment(one, timeOnly))
  // a time to keep free, no more: whether the worker came, or called it off, is not the referrer's
  const appointments = timeOnly ? all.filter(({ state }) => state === 'booked') : all
  const isStatusOnly = has(tx, holds, 'case.read', 'status-and-dates')
  const booked = appointments.find((one) => one.id === row.appointmentId)
  const begun = booked !== undefined && booked.startsAt <= tx.now
  const unreported = (await unreportedAssessment(tx, id)) !== undefined
  const opened = isStatusOnly ? STATUS_ONLY : await openedBy(tx, row, holds, { begun, unreported })
  return { ...outline, referral, appointments, ...opened }
}

/** Cases for a list, in the order of the rows: what belongs to them is read once for all, and no text is opened. */
export async function viewCaseRows(tx: ScopedTx, spoke: Pick<Spoke, 'id'>, rows: readonly CaseRow[]): Promise<CaseRowView[]> {
  const referralRows = await referralsById(
    tx,
    rows.map(({ referralId }) => referralId),
  )
  const referrals = await viewReferralRows(tx, referralRows)
  const tasks = await openTasksOf(
    tx,
    rows.map(({ id }) => id),
  )
  const parts: CaseParts = {
    spokeId: spoke.id,
    tasks,
    escalations: await latestEscalations(
      tx,
      rows.map(({ id }) => id),
    ),
    settings: await deadlineSettings(tx),
    escalation: await escalationSettings(tx, tx.today),
  }
  const byId = new Map(referrals.map((view) => [view.id, view]))
  return rows.flatMap((row) => {
    const referral = byId.get(row.referralId)
    return referral ? [viewRow(tx, row, referral, parts)] : []
  })
}

interface CaseParts {
  readonly spokeId: SpokeId
  readonly tasks: readonly TaskRow[]
  readonly escalations: ReadonlyMap<CaseId, EscalationDates>
  readonly settings: Awaited<ReturnType<typeof deadlineSettings>>
  readonly escalation: EscalationSettings
}

type Opened = Omit<CaseView, keyof CaseRowView | 'referral' | 'appointments'>

/** What a referrer is shown of an opened case beside its outline. */
const STATUS_ONLY: Opened = {
  absentSince: null,
  outcome: null,
  outcomeTitle: null,
  reviewOn: null,
  moves: [],
  endedTasks: [],
  allowedActions: [],
  openEscalationId: null,
  bookedAppointmentId: null,
}

async function openedBy(
  tx: ScopedTx,
  row: CaseRow,
  holds: readonly Holding[],
  stands: { readonly begun: boolean; readonly unreported: boolean },
): Promise<Opened> {
  const outcome = readsClinical(tx, holds) ? row.outcome : null
  return {
    absentSince: readsClinical(tx, holds) ? row.absentSince : null,
    outcome,
    outcomeTitle: outcome && (findOutcome(outcome)?.title ?? outcome),
    reviewOn: row.reviewOn,
    moves: await movesOf(tx, [row.id]),
    endedTasks: holds.includes('own') ? [] : await endedTasksOf(tx, row.id),
    allowedActions: actionsOn({ ...asCase(row), ...stands }, { roles: tx.roles, holds }),
    openEscalationId: row.escalationId,
    bookedAppointmentId: row.appointmentId,
  }
}

/** The clocks that begin with the first day of absence. */
const TELLS_OF_ABSENCE: readonly string[] = ['absence-prompt', 'absence-escalation']

function viewRow(tx: ScopedTx, row: CaseRow, referral: ReferralRowView, parts: CaseParts): CaseRowView {
  const holds = holdsOnCase(tx, row)
  const { id, reference, version, state, workerId, openedOn, receivedOn, closedOn } = row
  const status = {
    ...{ spokeId: parts.spokeId, id, reference, version, state, stateTitle: CASE_STATE_TITLES[state], workerId },
    ...{ worker: referral.worker, assignment: referral.assignment, referral },
    ...{ openedOn, receivedOn, closedOn, today: tx.today },
  }
  if (has(tx, holds, 'case.read', 'status-and-dates'))
    return { ...status, nextDueOn: null, lateBy: null, isComplex: false, complexBecause: [], deadlines: [], openTasks: [] }
  const deadlines = deadlinesOf(milestonesOf(row, parts.escalations.get(row.id)), parts.settings(receivedOn), tx.today)
  const isDue = row.nextDueOn !== NOTHING_DUE
  const isLate = isDue && row.nextDueOn < tx.today
  const clinical = readsClinical(tx, holds)
  const because = clinical ? complexBecause(row, referral, parts.escalation, tx.today) : []
  return {
    ...status,
    nextDueOn: isDue ? row.nextDueOn : null,
    lateBy: isLate ? workingDaysBetween(row.nextDueOn, tx.today) : null,
    isComplex: clinical && (because.length > 0 || parts.escalations.has(row.id)),
    complexBecause: because,
    // tasks are the team's own notes of what to do; the worker they are about settles some, and reads none
    openTasks: holds.includes('own') ? [] : parts.tasks.filter(({ caseId }) => caseId === id),
    deadlines: clinical ? deadlines : deadlines.filter(({ clock }) => !TELLS_OF_ABSENCE.includes(clock)),
  }
}

function readsClinical(tx: ScopedTx, holds: readonly Holding[]): boolean {
  return !has(tx, holds, 'case.read', 'no-clinical-fields')
}

function has(tx: ScopedTx, holds: readonly Holding[], action: Action, limit: ReturnType<typeof limitsOn>[number]): boolean {
  return limitsOn({ action, roles: tx.roles, holds }).includes(limit)
}
