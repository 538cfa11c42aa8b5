import { type Action, decide, type Holding, type Limit, limitsOn, type Role } from '@oh/auth'
import { type Case, type CaseEventKind, mayHappen } from '@oh/casework'

/** One thing a person may do to a case now: `needs` the matrix's leave, and a state from which its event may happen. */
interface CaseActionRow {
  readonly word: string
  readonly needs: Action
  /** The event of the lifecycle; without one, anything but a closed case will do. */
  readonly event?: CaseEventKind
  readonly appointment?: 'booked' | 'none'
  readonly notOnOwn?: boolean
  /** Only once the booked appointment has begun. */
  readonly begun?: boolean
  /** Only while the latest assessment has no report yet. */
  readonly unreported?: boolean
  /** On a closed case too: it changes under what the case is counted, not the case. */
  readonly whenClosed?: boolean
}

/** As much of a case as its buttons need; `begun`: its booked appointment's time has come; `unreported`: the latest assessment has no report. */
type Actionable = Pick<Case, 'state' | 'appointment'> & { readonly begun?: boolean; readonly unreported?: boolean }

/** What stands on a case page as a button, in its order. */
export const CASE_ACTIONS = [
  { word: 'book-appointment', needs: 'appointment.manage', event: 'appointment-booked', appointment: 'none' },
  { word: 'cancel-appointment', needs: 'appointment.manage', event: 'appointment-cancelled', appointment: 'booked' },
  {
    word: 'record-attendance',
    needs: 'appointment.manage',
    event: 'attended',
    appointment: 'booked',
    begun: true,
    notOnOwn: true,
  },
  { word: 'write-note', needs: 'clinicalNote.create' },
  { word: 'record-gate', needs: 'consent.give' },
  { word: 'escalate-case', needs: 'escalation.create', event: 'escalated' },
  { word: 'act-on-opinion', needs: 'case.manage', event: 'opinion-acted-on' },
  { word: 'record-report-ready', needs: 'case.manage', event: 'report-ready', unreported: true },
  { word: 'set-staff-group', needs: 'assignment.setStaffGroup', whenClosed: true },
  { word: 'close-case', needs: 'case.manage', event: 'closed', appointment: 'none' },
] as const satisfies readonly CaseActionRow[]
export type CaseAction = (typeof CASE_ACTIONS)[number]['word']

/** Limits that leave nothing to do: the referrer's slot; a doctor's own way to a specialist, which starts elsewhere. */
export const NOTHING_LEFT: readonly Limit[] = ['fit-to-attend', 'worker-is-doctor']

/**
 * What a person who holds these roles and stands so to the case may do to it now. By the matrix and the table of moves
 * only: a form may still be refused for what it says.
 */
export function actionsOn(
  found: Actionable,
  who: { readonly roles: Iterable<Role>; readonly holds: readonly Holding[] },
): CaseAction[] {
  const roles = [...who.roles]
  return CASE_ACTIONS.filter((row) => isPossible(found, row) && isPermitted(row, roles, who.holds)).map(({ word }) => word)
}

function isPossible(
  found: Actionable,
  { event, appointment, begun = false, unreported = false, whenClosed = false }: CaseActionRow,
): boolean {
  const isBooked = found.appointment !== undefined
  if (appointment !== undefined && isBooked !== (appointment === 'booked')) return false
  if ((begun && !found.begun) || (unreported && !found.unreported)) return false
  return event === undefined ? whenClosed || found.state !== 'closed' : mayHappen(found.state, event)
}

function isPermitted({ needs, notOnOwn }: CaseActionRow, roles: readonly Role[], holds: readonly Holding[]): boolean {
  const asked = { action: needs, roles, holds }
  if (decide(asked) !== 'allowed' || (notOnOwn && holds.includes('own'))) return false
  return !limitsOn(asked).some((limit) => NOTHING_LEFT.includes(limit))
}
