import { holdsOn, type LondonDate } from '@oh/kernel'

/** The lengths of the clocks, as a service has set them for a stretch of time: `from`, and before `to` when it has one. */
export interface DeadlineSettings {
  readonly from: LondonDate
  readonly to?: LondonDate
  /** England working days from receipt to the triage of a referral. */
  readonly triageWorkingDays: number
  /** England working days from receipt to the first appointment. */
  readonly firstAppointmentWorkingDays: number
  /** England working days from assessment to a report that is ready for the worker. */
  readonly reportWorkingDays: number
  /** England working days from sending an escalation to a specialist's acceptance. */
  readonly escalationAcceptedWorkingDays: number
  /** England working days from sending an escalation to the opinion. */
  readonly opinionWorkingDays: number
  /** Calendar weeks of absence after which the service asks how things are. */
  readonly absencePromptWeeks: number
  /** Calendar weeks of absence after which a case should be escalated. */
  readonly absenceEscalateWeeks: number
  /** The most working days that pauses may add to one clock. */
  readonly mostPausedWorkingDays: number
}

/**
 * What a service starts with; each later setting is a dated row of its own. Sources: first appointment and report, MoHaWK
 * round 3; absence, NHS Health at Work Network, 2017, paragraph 7 ("eg. 12 weeks"), with a prompt at 4;
 * triage, acceptance, opinion and the cap on pauses are own proposals, to be confirmed by a clinician.
 */
export const STARTING_DEADLINES: DeadlineSettings = {
  from: '2024-01-01' as LondonDate,
  triageWorkingDays: 2,
  firstAppointmentWorkingDays: 10,
  reportWorkingDays: 2,
  escalationAcceptedWorkingDays: 2,
  opinionWorkingDays: 10,
  absencePromptWeeks: 4,
  absenceEscalateWeeks: 12,
  mostPausedWorkingDays: 10,
}

/** The row that holds on the date, the latest begun when several do; undefined when none does. */
export function deadlineSettingsOn(rows: readonly DeadlineSettings[], date: LondonDate): DeadlineSettings | undefined {
  return rows
    .filter((row) => holdsOn(date, row))
    .reduce<DeadlineSettings | undefined>((a, b) => (a && a.from > b.from ? a : b), undefined)
}
