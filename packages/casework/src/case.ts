import type { AppointmentId, CaseId, EscalationId, LondonDate, OpinionId } from '@oh/kernel'
import type { CaseOutcome } from './outcomes.ts'

export const CASE_STATES = ['awaiting-appointment', 'booked', 'in-progress', 'escalated', 'opinion-received', 'closed'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** The states in which the trust works on the case by itself; an escalation or a closing lies over one of them. */
export type OwnWork = 'awaiting-appointment' | 'booked' | 'in-progress'

/**
 * A worker's case in one occupational health service: only what the rules need. `version` rises by one at each move, so a
 * form filled in against an older version can be told what has changed.
 */
export interface Case {
  readonly id: CaseId
  readonly state: CaseState
  readonly version: number
  readonly openedOn: LondonDate
  /** The one appointment that is booked and still to come. */
  readonly appointment?: AppointmentId
  /** London day of the first attended appointment. */
  readonly firstSeenOn?: LondonDate
  /** The escalation that is open. */
  readonly escalation?: EscalationId
  /** The latest specialist opinion. */
  readonly opinion?: OpinionId
  readonly outcome?: CaseOutcome
  readonly reviewOn?: LondonDate
  readonly closedOn?: LondonDate
}

/** What people read for a state. */
export const CASE_STATE_TITLES: Readonly<Record<CaseState, string>> = {
  'awaiting-appointment': 'Waiting for an appointment',
  booked: 'Appointment booked',
  'in-progress': 'In progress',
  escalated: 'With the specialists',
  'opinion-received': 'Opinion received',
  closed: 'Closed',
}

/** A case as it begins when a referral is accepted: version 1, waiting for an appointment. */
export function openCase(id: CaseId, openedOn: LondonDate): Case {
  return { id, state: 'awaiting-appointment', version: 1, openedOn }
}

/** Where the trust's own work stands, whether or not an escalation is open: its appointments never wait for the pool. */
export function ownWork(found: Pick<Case, 'appointment' | 'firstSeenOn'>): OwnWork {
  if (found.appointment !== undefined) return 'booked'
  return found.firstSeenOn === undefined ? 'awaiting-appointment' : 'in-progress'
}
